"""Start, stories, a story, happenings, a happening: what they show is what the ledger holds; where links lead."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.web.harness import Answer, ask, served

from khabar import look
from khabar.article import Article, Attribution, Event, EventTime, Link, Name, Published
from khabar.cli import main
from khabar.ledger import Ledger, open_ledger
from khabar.look.happening import HappeningView
from khabar.relate.decisions import About

LANGS = ["ar", "en"]


@pytest.fixture(scope="module")
def opened(ledger: Path) -> Iterator[Ledger]:
    """The ledger of the samples."""
    with open_ledger(ledger) as found:
        yield found


@pytest.fixture(scope="module")
def fullest(opened: Ledger) -> HappeningView:
    """The happening with most accounts."""
    found = look.happenings(opened, size=500).happenings
    return look.happening(opened, max(found, key=lambda h: (h.accounts, h.disagreements)).id)


def _bare(text: str) -> str:
    """Text without tags, white space as one blank."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _part(page: Answer, id: str) -> str:
    """A section by its id, up to the next section with one."""
    return re.split(r"<section[^>]* id=", page.text.split(f'id="{id}"', 1)[1])[0]


def _links(text: str, view: str) -> list[str]:
    return [html.unescape(x) for x in re.findall(rf'href="(/(?:ar|en)/{view}[^"]*)"', text)]


# --- start ---


@pytest.mark.parametrize("lang", LANGS)
def test_the_start_shows_what_there_is(address: str, opened: Ledger, lang: str) -> None:
    page, found = ask(f"{address}/{lang}/"), look.start(opened)
    facts = [int(n.replace(",", "")) for n in re.findall(r"<b><bdi>([\d,]+)</bdi></b>", page.text)]
    keys = ("articles", "happenings", "told_by_several", "disagreeing", "stories", "entities", "copies")
    assert facts == [found.counts[key] for key in keys]
    for story in found.biggest:
        assert f"/{lang}/story/{quote(story.id, safe='')}" in page.text
    for happening in found.disagreeing[:6]:
        assert f"/{lang}/happening/{quote(happening.id, safe='')}" in page.text.split('id="disagree-title"')[1]


def test_the_least_sure_come_first(address: str, opened: Ledger) -> None:
    part = ask(f"{address}/en/").text.split('id="unsure-title"')[1]
    shown = [float(x) for x in re.findall(r"<bdi>(\d\.\d\d)</bdi>", part)]
    assert shown == sorted(shown) and len(shown) == min(4, len(look.review(opened).links)) > 0


def test_what_is_new_since_a_day(address: str, opened: Ledger) -> None:
    everything = ask(f"{address}/en/?since=2000-01-01").text
    assert f"{look.start(opened).counts['articles']} articles since" in _bare(everything)
    assert len(_links(everything.split('id="new-articles"')[1].split("</section>")[0], "article")) == 6
    second = ask(f"{address}/en/?since=2000-01-01&page=2").text
    assert set(_links(everything.split('id="new-articles"')[1].split("</section>")[0], "article")).isdisjoint(
        _links(second.split('id="new-articles"')[1].split("</section>")[0], "article")
    )
    nothing = ask(f"{address}/en/?since=9999-01-01")
    assert nothing.status == 200 and 'id="new-articles"' not in nothing.text
    assert ask(f"{address}/en/?since=yesterday").status == 400


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_ledger_tells_how_to_begin(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "empty.ledger"
    open_ledger(path, write=True).close()
    with served(path) as address:
        page = ask(f"{address}/{lang}/")
        assert page.status == 200
        commands = [_bare(c) for c in re.findall(r"<pre.*?</pre>", page.text, re.S)]
        assert commands == [
            "khabar read articles/ --ledger empty.ledger",
            "khabar watch feeds.opml --ledger empty.ledger",
        ]
        others = [ask(f"{address}/{lang}/{view}") for view in ("stories", "happenings")]
        assert all(a.status in (200, 503) and "<h1" in a.text for a in others)


# --- stories ---


def test_the_stories_are_listed(address: str, opened: Ledger) -> None:
    page = ask(f"{address}/en/stories")
    assert _links(page.text, "story/") == [f"/en/story/{quote(s.id, safe='')}" for s in look.stories(opened).stories]


@pytest.mark.parametrize("who", ["Houthis", "الحوثيون", "الحوثي", "houthis"])
def test_stories_are_found_by_a_name(address: str, opened: Ledger, who: str) -> None:
    page = ask(f"{address}/en/stories?who={quote(who)}")
    links = _links(page.text, "story/")
    assert links and all("houthis" in link for link in links) and len(links) < len(look.stories(opened).stories)
    assert f'value="{who}"' in page.text


def test_a_name_that_is_nobodys_finds_no_story(address: str) -> None:
    page = ask(f"{address}/en/stories?who={quote('<b>زعفران')}")
    assert _links(page.text, "story/") == [] and "<b>زعفران" not in page.text and "&lt;b&gt;زعفران" in page.text


def test_stories_can_be_narrowed_and_ordered(address: str, opened: Ledger) -> None:
    everything = _links(ask(f"{address}/en/stories").text, "story/")
    sizes = {f"/en/story/{quote(s.id, safe='')}": s.happenings for s in look.stories(opened).stories}
    least = max(sizes.values())
    large = [link for link in everything if sizes[link] >= least]
    assert _links(ask(f"{address}/en/stories?least={least}").text, "story/") == large != everything
    assert _links(ask(f"{address}/en/stories?type=THREATEN").text, "story/") != everything
    latest = look.stories(opened, order="latest").stories
    assert _links(ask(f"{address}/en/stories?order=latest").text, "story/") == [
        f"/en/story/{quote(s.id, safe='')}" for s in latest
    ]
    assert _links(ask(f"{address}/en/stories?least=x&order=y&page=-3").text, "story/") == everything


# --- a story ---


@pytest.mark.parametrize("lang", LANGS)
def test_a_story_is_drawn_and_listed(address: str, opened: Ledger, shown: dict[str, list[str]], lang: str) -> None:
    page = ask(f"{address}/{lang}{shown['story'][0]}")
    story = look.stories(opened).stories[0]
    view, course = look.story(opened, story.id), look.course(opened, story.id)
    assert page.text.count("<circle ") == len(course.points)
    assert len(_links(_part(page, "list"), "happening")) >= min(30, story.happenings)
    asked = set(_links(page.text.split('id="turns-title"')[1].split("</section>")[0], "happening"))
    assert asked == {f"/{lang}/happening/{quote(t.happening.id, safe='')}" for t in view.turns}
    below = page.text.split('id="positions-title"')[1]
    taken = [p for side in story.sides for matter in view.positions[side] for p in matter.positions]
    assert taken and all(f"/{lang}/happening/{quote(p.happening, safe='')}" in below for p in taken)


def test_points_lead_to_what_they_count(address: str, shown: dict[str, list[str]]) -> None:
    page = ask(f"{address}/en{shown['story'][0]}")
    points = re.findall(r'<a href="([^"]*)" class="dot-[^"]*" aria-label="([^"]*)"', page.text)
    several = 0
    for link, words in points:
        link = html.unescape(link)
        number = (
            1 if "one happening" in words or "1 happening" in words else int(re.findall(r"(\d+) happenings", words)[0])
        )
        there = ask(f"{address}{link.split('#')[0]}")
        assert there.status == 200
        if number == 1:
            assert "/happening/" in link
        else:
            several += 1
            assert int(re.findall(r"(\d+) happenings", _bare(there.text.split("data-asked>")[1]))[0]) >= number
    assert several and len(points) > 5


def test_a_story_can_be_narrowed(address: str, opened: Ledger, shown: dict[str, list[str]]) -> None:
    whole, part = ask(f"{address}/en{shown['story'][0]}"), ask(f"{address}/en{shown['story'][0]}?type=REJECT")
    assert 0 < part.text.count("<circle ") < whole.text.count("<circle ")
    assert 'value="REJECT" selected' in part.text
    assert ask(f"{address}/en{shown['story'][0]}?from=soon").status == 400
    nothing = ask(f"{address}/en{shown['story'][0]}?from=1999-01-01&to=1999-01-02")
    assert nothing.status == 200 and "<circle " not in nothing.text


def test_time_runs_from_right_to_left_in_arabic(address: str, shown: dict[str, list[str]]) -> None:
    at = {}
    for lang in LANGS:
        page = ask(f"{address}/{lang}{shown['story'][0]}").text
        at[lang] = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', page)]
    assert at["en"][0] < at["en"][-1] and at["ar"][0] > at["ar"][-1]
    assert [round(a + b) for a, b in zip(at["ar"], at["en"], strict=True)] == [1000] * len(at["en"])


@pytest.mark.parametrize("path", ["/story/S-none", "/happening/none", "/happening/none:e1", "/story/%3Cscript%3E"])
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_there_is_said_to_be_missing(address: str, path: str, lang: str) -> None:
    page = ask(f"{address}/{lang}{path}")
    assert page.status == 404 and "<h1" in page.text and "<script>" not in page.text


# --- happenings ---


def test_filters_stand_in_the_address_and_are_kept_by_pages(address: str, opened: Ledger) -> None:
    page = ask(f"{address}/en/happenings?type=AGREE&several=1")
    wanted = look.happenings(opened, look.Filters(type="AGREE"), several=True)
    assert wanted.page.total > 0
    assert len(re.findall(r'<li class="happening ', page.text)) == wanted.page.total
    assert 'value="AGREE" selected' in page.text and re.search(r'name="several" value="1" checked', page.text)
    first = ask(f"{address}/en/happenings?modality=happened")
    following = html.unescape(re.findall(r'rel="next" href="([^"]*)"', first.text)[0])
    assert "modality=happened" in following and "page=2" in following
    assert set(_links(ask(f"{address}{following}").text, "happening/")).isdisjoint(_links(first.text, "happening/"))


def test_a_filter_that_nothing_has_finds_nothing_and_stays(address: str) -> None:
    page = ask(f"{address}/en/happenings?actor={quote('<i>nobody')}")
    assert page.status == 200 and '<li class="happening ' not in page.text
    assert 'value="&lt;i&gt;nobody" selected' in page.text


def test_htmx_gets_the_list_alone(address: str) -> None:
    for view in ("happenings", "stories"):
        part = ask(f"{address}/en/{view}", headers={"HX-Request": "true", "HX-Target": view}).text
        assert part.lstrip().startswith(f'<div id="{view}">') and "<html" not in part


# --- a happening ---


@pytest.mark.parametrize("lang", LANGS)
def test_accounts_stand_side_by_side_with_their_sentence(
    address: str, opened: Ledger, fullest: HappeningView, lang: str
) -> None:
    page = ask(f"{address}/{lang}/happening/{quote(fullest.happening.id, safe='')}")
    cards = re.findall(r'<article class="card account" id="account-(\d+)".*?</article>', page.text, re.S)
    assert [int(n) for n in cards] == list(range(1, len(fullest.accounts) + 1))
    texts = re.findall(r'<p class="quote block"[^>]*>(.*?)</p>', page.text, re.S)
    for account, shown in zip(fullest.accounts, texts, strict=True):
        assert re.sub(r"<[^>]*>", "", html.unescape(shown)) == " ".join(account.text.splitlines())
        trigger = opened.article(account.article).text[slice(*account.trigger)]
        assert trigger in "".join(re.findall(r'<span class="trigger[^"]*">([^<]*)</span>', html.unescape(shown)))


def test_the_link_of_an_account_leads_to_its_words(address: str, fullest: HappeningView) -> None:
    page = ask(f"{address}/en/happening/{quote(fullest.happening.id, safe='')}")
    links = [x for x in _links(_part(page, "accounts"), "article/") if "#g" in x]
    assert len(links) == len(fullest.accounts)
    for link in links:
        path, place = link.split("#")
        article = ask(f"{address}{path}").text
        assert re.search(rf'class="seg [^"]*\be\b[^"]* on" id="{place}"', article), link


def test_witnesses_are_counted_with_the_reason(address: str, fullest: HappeningView) -> None:
    page = ask(f"{address}/en/happening/{quote(fullest.happening.id, safe='')}")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", _part(page, "witnesses"), re.S)
    assert len(rows) == len(fullest.witnesses)
    assert sum('class="tag good"' in row for row in rows) == fullest.happening.witnesses
    adding_none = [row for row in rows if 'class="tag good"' not in row]
    assert adding_none and all(row.count('class="ref"') == 2 for row in adding_none), "it names the account counted"


def test_voices_go_down_to_each_root(address: str, fullest: HappeningView) -> None:
    page = ask(f"{address}/en/happening/{quote(fullest.happening.id, safe='')}")
    tree = _part(page, "voices").split("</ul>\n</section>")[0]
    assert tree.count('<span class="teller">') == sum(_nodes(root) for root in fullest.voices)
    refs = re.findall(r'href="#account-(\d+)"', tree)
    assert sorted(map(int, refs)) == list(range(1, len(fullest.witnesses) + 1)), "every account rests on one root"


def _nodes(teller: Any) -> int:
    return 1 + sum(_nodes(t) for t in teller.told_by)


def test_disagreements_name_the_voices_behind_each_value(address: str, opened: Ledger) -> None:
    seen = 0
    for happening in look.happenings(opened, look.Filters(disagreeing=True)).happenings:
        view = look.happening(opened, happening.id)
        part = _part(ask(f"{address}/en/happening/{quote(happening.id, safe='')}"), "disagreements")
        values = re.findall(r'<div class="value">(.*?)</div>', part, re.S)
        assert len(values) == sum(len(d.values) for d in view.disagreements)
        given = [v for d in view.disagreements for v in d.values]
        for value, shown in zip(given, values, strict=True):
            assert shown.count('class="ref"') == len(value.givers)
            seen += 1
    assert seen > 3


@pytest.mark.parametrize("lang", LANGS)
def test_evidence_is_drawn_for_and_against(address: str, fullest: HappeningView, lang: str) -> None:
    part = _part(ask(f"{address}/{lang}/happening/{quote(fullest.happening.id, safe='')}"), "links")
    bars = re.findall(r'class="bar (for|against)".*?<rect x="([\d.]+)" y="1" width="([\d.]+)"', part, re.S)
    evidence = [e for link in fullest.links for e in link.evidence]
    assert [b[0] for b in bars] == ["for" if e.weight > 0 else "against" for e in evidence]
    for (side, x, width), one in zip(bars, evidence, strict=True):
        assert float(width) == pytest.approx(abs(one.weight) * 10, abs=0.01)
        forward = (side == "for") == (lang == "en")
        assert float(x) == pytest.approx(50 if forward else 50 - float(width), abs=0.01)
    assert part.count(" open>") == 1, "the weakest link is open"
    names = {e.name for e in evidence}
    assert names and not any(f"<bdi>{name}</bdi>" in part for name in names), "every comparison has its words"


def test_an_account_is_an_address_of_its_happening(address: str, fullest: HappeningView) -> None:
    account = fullest.accounts[0]
    page = ask(f"{address}/en/happening/{quote(f'{account.article}:{account.event}', safe='')}")
    assert page.status == 200 and len(re.findall(r'class="card account"', page.text)) == len(fullest.accounts)


def test_every_comparison_and_reason_has_words() -> None:
    from khabar.relate.compare import WEIGHTS
    from khabar.web.words import words

    for lang in LANGS:
        for name in WEIGHTS:
            assert words(lang).has(f"happening.evidence.{name}"), name
        for why in (
            "agreement",
            "ceasefire",
            "withdrawal",
            "breach",
            "refusal",
            "sanction",
            "failure",
            "nearer",
            "apart",
        ):
            assert words(lang).has(f"story.why.{why}") and words(lang).has(f"across.turn.{why}")
        for reason in ("own-word", "named-source", "unnamed-source", "copy", "same-voice", "same-side"):
            assert words(lang).has(f"happening.reasons.{reason}")


# --- many accounts ---


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A ledger in which one meeting is told by two dozen outlets."""
    folder = tmp_path_factory.mktemp("crowded")
    for n in range(24):
        (folder / f"{n:02}.txt").write_text(
            f"عمّان 3 آذار 2024 (صحيفة النهر {n}) - التقى وزير الخارجية السوري نظيره الأردني في عمّان اليوم الأحد."
            f"\n{' '.join(f'كلمة{n}{i}' for i in range(40))}.", "utf-8")  # fmt: skip
    path = folder / "crowded.ledger"
    assert main(["read", *map(str, sorted(folder.glob("*.txt"))), "--ledger", str(path)]) == 0
    with served(path) as found:
        yield found, path


def test_many_accounts_come_in_pages_and_links_find_theirs(crowded: tuple[str, Path]) -> None:
    address, path = crowded
    with open_ledger(path) as ledger:
        top = max(look.happenings(ledger).happenings, key=lambda h: h.accounts)
        assert top.accounts == 24
        pages = [ask(f"{address}/en/happening/{quote(top.id, safe='')}?page={n}") for n in (1, 2)]
    numbers = [[int(n) for n in re.findall(r'id="account-(\d+)"', p.text)] for p in pages]
    assert numbers == [list(range(1, 21)), list(range(21, 25))]
    refs = set(re.findall(r'class="ref" href="([^"]*)"', pages[0].text))
    assert "#account-20" in refs
    there = next(r for r in refs if r.endswith("#account-21"))
    assert "page=2" in there and 'id="account-21"' in ask(f"{address}{html.unescape(there).split('#')[0]}").text
    back = next(r for r in re.findall(r'class="ref" href="([^"]*)"', pages[1].text) if r.endswith("#account-1"))
    assert "page=" not in back


# --- in a browser ---


def test_a_filter_changes_the_list_in_place(visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    seen = visit("/en/happenings")
    page = seen.page
    page.evaluate("window.stayed = true")
    before = page.locator("li.happening").count()
    page.focus("#filter-type")
    page.select_option("#filter-type", "REJECT")
    expect(page.locator("#filter-type option[value=REJECT][selected]")).to_have_count(1)
    assert page.locator("li.happening").count() < before
    assert page.evaluate("window.stayed") and "type=REJECT" in page.url and "outlet=" not in page.url
    expect(page.locator("#filter-type")).to_be_focused()  # the keyboard stays where it was
    expect(page.locator("#status")).to_have_text(page.inner_text("[data-asked]"))
    page.go_back()
    expect(page.locator("li.happening")).to_have_count(before)
    assert seen.troubles == []


def test_filters_work_without_script(running: Any, address: str) -> None:
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/ar/stories")
    everything = page.locator("table.stories tbody tr").count()
    page.fill("#filter-who", "الحوثيون")
    page.press("#filter-who", "Enter")
    assert 0 < page.locator("table.stories tbody tr").count() < everything
    page.click("table.stories a")
    assert page.locator("svg circle").count() > 0 or page.locator("li.happening").count() == 3
    context.close()


def test_a_point_of_the_drawing_can_be_reached_by_keyboard(
    visit: Callable[..., Any], shown: dict[str, list[str]]
) -> None:
    page = visit(f"/ar{shown['story'][0]}").page
    page.focus(".course a[class*=dot-] >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/happening/" in url or "from=" in url)


# --- hostile ---

BAD = "<script>document.title='taken'</script>"


def _hostile(n: int) -> Article:
    text = f"التقى {BAD} الوفد\u202e {n} مساء <img src=x onerror=alert(1)> في القرية وقال إنه {{{{ 7*7 }}}} عاد."
    article = Article(f'a{n}"><b>', text, outlet=f"{BAD}{n % 2}", title=f"</title>{BAD}", body=[(0, len(text))])
    article.published = Published(f"2024-03-0{n + 1}", f"2024-03-0{n + 1}", "given")
    article.names = [Name(6, 20, "GRP", f"{BAD}one"), Name(20, 30, "GRP", "javascript:two")]
    article.attributions = [Attribution((0, 20), chain=[Link("anonymous", (0, 4), grade=BAD)])]
    for number, kind in enumerate(("CONSULT", "ASSAULT", "REQUEST", "REJECT")):
        event = Event(f"e<{number}>", kind, (0, 5), "<svg onload=alert(2)>", evidence=(0, len(text)), attribution=0)
        event.source, event.target, event.outcome = [f"{BAD}one"], ["javascript:two"], "none" if n else "<i>"
        event.about, event.place = [(6, 20)], [(20, 30)]
        event.time = EventTime(f"2024-03-0{n % 3 + 1}", f"2024-03-0{n % 3 + 1}")
        event.rule, event.pack = "<b>rule</b>", "p'\"@<i>"
        article.events.append(event)
    return article


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A ledger in which everything is hostile, related; the addresses of all that it shows."""
    import khabar

    path = tmp_path_factory.mktemp("hostile") / "hostile.ledger"
    packs = khabar.load_packs()
    with open_ledger(path, write=True) as ledger:
        for n in range(6):
            ledger.add(_hostile(n))
        ledger.update(packs)
        told = look.happenings(ledger, look.Filters()).happenings
        ledger.decide("rename", About(ledger.accounts_of(told[0].id)[:1], lang="en", name=f"{BAD} title"), who="me")
        found = [f"/happening/{quote(h.id, safe='')}" for h in look.happenings(ledger).happenings]
        found += [f"/story/{quote(s.id, safe='')}" for s in look.stories(ledger).stories]
    assert any("/story/" in p for p in found)
    with served(path) as address:
        asked = ["/stories", f"/stories?who={quote(BAD)}", "/happenings", f"/happenings?outlet={quote(BAD)}0"]
        yield address, ["/", *asked, *found]


def test_hostile_records_are_only_words(hostile: tuple[str, list[str]]) -> None:
    address, paths = hostile
    for lang in LANGS:
        for path in paths:
            page = ask(f"{address}/{lang}{path}")
            assert page.status == 200, path
            assert re.findall(r"<script(?! src=\"/static/)", page.text) == [], path
            assert not re.search(r"<(?:img|svg|b|i)\b[^>]*\son\w+=", page.text), path
            assert 'href="javascript' not in page.text and ">49<" not in page.text
            assert not any(c in page.text for c in "\u202a\u202b\u202d\u202e\u2066\u2067"), path


def test_hostile_records_do_nothing_in_a_browser(hostile: tuple[str, list[str]], visit: Callable[..., Any]) -> None:
    address, paths = hostile
    several = ("/happening/", "/story/")
    shown = [p for p in paths if not p.startswith(several)] + [
        next(p for p in paths if p.startswith(x)) for x in several
    ]
    for path in shown:
        seen = visit(f"/en{path}", at=address)
        assert seen.page.evaluate("document.querySelectorAll('script').length") == 1
        assert "taken" not in seen.page.title().replace("document.title='taken'", "")
        assert seen.troubles == [], path
