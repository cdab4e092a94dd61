"""How fast and how well pages are read out of a web archive, as ratios of one run.

    python bench/pages.py [--pages N] [--annotate N] [--each]

Makes a WARC file of N pages (5,000) of our own writing (`pages_make`), reads it as `khabar read` does, and prints
pages a second of processor time, beside those of plain resiliparse (main content, as it comes) on the same pages in
the same run, and of trafilatura on some of them; the F1 of the body (characters of shared words without their order:
known body against the body layer's spans), of title, day and outlet; the same for two more sets of templates, which
the rules were not written for; and articles a second for the whole of annotate.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.pages_make import Made, page, records, write
from bench.pages_templates import TEMPLATES, Template
from bench.pages_third import THIRD
from bench.pages_unseen import UNSEEN

from khabar import load_packs
from khabar.article import Article
from khabar.errors import KhabarError
from khabar.ingest.files import Given
from khabar.ingest.item import Tally
from khabar.ingest.sources import read_source
from khabar.layers.body import Body
from khabar.layers.document import Doc
from khabar.layers.pipeline import annotate_article
from khabar.packs import Packs


class Score:
    """Characters of words: found and wanted, wanted, found."""

    def __init__(self) -> None:
        self.hit = self.gold = self.given = 0

    def add(self, gold: Iterable[str], given: str) -> None:
        """One article: lines that should be there, text that is."""
        a, b = Counter(" ".join(gold).split()), Counter(given.split())
        self.hit += sum(len(w) * n for w, n in (a & b).items())
        self.gold += sum(len(w) * n for w, n in a.items())
        self.given += sum(len(w) * n for w, n in b.items())

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / max(1, self.gold + self.given)

    def __str__(self) -> str:
        return f"P {self.hit / max(1, self.given):.4f} R {self.hit / max(1, self.gold):.4f} F1 {self.f1:.4f}"


def body_of(article: Article, packs: Packs) -> str:
    """The text of the body layer's spans."""
    doc = Doc(article, packs)
    return "\n".join(article.text[a:b] for a, b in Body(packs).spans(doc))


def measure(
    pages: Sequence[Made],
    articles: dict[str | None, Article],
    packs: Packs,
    text: Callable[[Article], str] | None = None,
) -> tuple[Score, dict[str, Score]]:
    """The score of all, and by template; a page that gave no article counts as empty."""
    total = Score()
    each: dict[str, Score] = defaultdict(Score)
    for made in pages:
        article = articles.get(made.url)
        given = "" if article is None else text(article) if text else body_of(article, packs)
        total.add(made.story.body, given)
        each[made.template].add(made.story.body, given)
    return total, each


def facts(pages: Sequence[Made], articles: dict[str | None, Article]) -> str:
    """How many have the right title, day and outlet."""
    right: Counter[str] = Counter()
    for made in pages:
        article = articles.get(made.url)
        if article is not None:
            right["title"] += article.title == made.story.headline
            right["day"] += article.published.earliest == made.story.date.isoformat()
            right["wrong day"] += article.published.earliest not in (None, made.story.date.isoformat())
            right["outlet"] += article.outlet == made.story.outlet
    return ", ".join(
        f"{name} {right[name] / max(1, len(pages)):.3f}" for name in ("title", "day", "wrong day", "outlet")
    )


def run(
    templates: Sequence[Template], count: int, packs: Packs, *, each: bool, baseline: bool
) -> tuple[list[Made], dict[str | None, Article]]:
    """Make, read, score and print."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.warc.gz"
        with file.open("wb") as stream:
            pages = write(stream, records(count, templates, noise=False))
        size = sum(len(p.data) for p in pages)
        print(
            f"{count} pages of {size / count / 1024:.1f} KB, {len(templates)} templates,"
            f" WARC of {file.stat().st_size / 2**20:.0f} MB"
        )
        errors: list[KhabarError] = []
        tally = Tally()
        begin, wall = time.process_time(), time.perf_counter()
        articles = {f.item.url: f.article for f in read_source(str(file), Given(), errors, tally) if f.item is not None}
        spent, wall = time.process_time() - begin, time.perf_counter() - wall
        memory = _memory(file)
    print(f"  {tally}; {len(errors)} errors")
    print(f"  read: {len(articles) / spent:.0f} pages/s of processor time ({wall:.1f} s of the clock), {memory:.0f} MB")
    if baseline:
        _baselines(pages, len(articles) / spent, packs)
    total, by_template = measure(pages, articles, packs, lambda a: a.text)
    print(f"  text as taken out  {total}")
    total, by_template = measure(pages, articles, packs)
    print(f"  body layer         {total}")
    print(f"  {facts(pages, articles)}")
    if each:
        for name, score in by_template.items():
            print(f"    {name:16} {score}")
    return pages, articles


def _baselines(pages: Sequence[Made], ours: float, packs: Packs) -> None:
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    sources = [(p, p.data.decode(p.codec)) for p in pages]

    def plain(html: str) -> str:
        return str(
            extract_plain_text(html, preserve_formatting=True, main_content=True, list_bullets=False, alt_texts=False)
        )

    def slow(html: str) -> str:
        return trafilatura.extract(html, include_comments=False, include_tables=False) or ""

    for name, extract, some in (("resiliparse", plain, sources), ("trafilatura", slow, sources[:300])):
        begin = time.process_time()
        texts = [extract(html) for _, html in some]
        rate = len(some) / (time.process_time() - begin)
        score = Score()
        for (made, _), text in zip(some, texts, strict=True):
            score.add(made.story.body, text)
        print(f"  plain {name}: {rate:.0f} pages/s; khabar's whole way is {ours / rate:.2f} of that; text {score}")


def _memory(file: Path) -> float:
    """Peak memory of a process that reads the file and keeps nothing, in MB."""
    code = """import re, sys
from khabar.ingest.files import Given
from khabar.ingest.sources import read_source
for _ in read_source(sys.argv[1], Given(), []): pass
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])"""
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def _crawl(count: int) -> None:
    """Pages among what a crawl has besides, told apart and counted."""
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as stream:
        write(cast(BinaryIO, stream), records(count, TEMPLATES, seed=2))
        stream.flush()
        errors: list[KhabarError] = []
        tally = Tally()
        begin = time.process_time()
        for _ in read_source(stream.name, Given(), errors, tally):
            pass
        spent = time.process_time() - begin
    print(f"a crawl of {count} pages and more: {tally}; {len(errors)} errors; {tally.records / spent:.0f} records/s")


def _warm_up() -> None:
    """Import what is imported late, so that it is not measured."""
    from khabar.ingest.extract import from_bytes

    for number in range(2 * len(TEMPLATES)):
        made = page(number, TEMPLATES, seed=9)
        from_bytes(made.data, made.url, "page", encoding=made.charset, arabic=True)


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--annotate", type=int, default=200, help="articles to annotate in full")
    parser.add_argument("--each", action="store_true", help="scores of each template")
    args = parser.parse_args()
    packs = load_packs()
    _warm_up()
    pages, articles = run(TEMPLATES, args.pages, packs, each=args.each, baseline=True)
    print(
        "a second set of templates, made after the rules (F1 .949 at first, before what was general in it was mended)"
    )
    run(UNSEEN, max(1, args.pages // 5), packs, each=args.each, baseline=True)
    print("a third set, made after that (F1 .936 at first)")
    run(THIRD, max(1, args.pages // 5), packs, each=args.each, baseline=True)
    _crawl(max(1, args.pages // 10))
    some = list(articles.values())[: args.annotate]
    if some:
        annotate_article(some[0], packs)
        begin = time.process_time()
        for article in some:
            annotate_article(article, packs)
        spent = time.process_time() - begin
        length = sum(len(a.text) for a in some) / len(some)
        known: dict[str | None, Article] = {a.url: a for a in some}
        print(f"after annotate: {facts([m for m in pages if m.url in known], known)}")
        print(f"annotate: {len(some) / spent:.1f} articles/s of processor time, of {length:.0f} characters")


if __name__ == "__main__":
    main()
