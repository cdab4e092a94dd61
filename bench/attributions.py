"""Attributions: words a second with names and times already there, and how time grows with an article.

    python bench/attributions.py

Made of sentences of our own, so that it runs anywhere. Growth is told as the time for twice the words
over the time for once: 2.0 is linear, 4.0 quadratic.
"""

import time

from khabar import load_packs
from khabar.article import Article
from khabar.layers.document import Doc
from khabar.layers.pipeline import components

SENTENCES = (
    "قال المتحدث باسم الحكومة في بيان إن المحادثات مستمرة منذ أسبوع. ",
    "ونقلت وكالة رويترز عن مصدر مطلع قوله إن الوفد سيعود إلى العاصمة يوم الأحد، مشيراً إلى أن الخلافات باقية. ",
    "وأضاف المصدر أن “الجولة المقبلة ستعقد قريباً”، بحسب الوكالة. ",
    "وكانت الأطراف التقت الشهر الماضي في جنيف دون التوصل إلى اتفاق. ",
)
HOSTILE = {"قال": "قال ", "و": "و ", "quotes": "“قال” ", "commas": "قال، ", "that": "أن ", "digits": "1"}


def seconds(text: str) -> tuple[float, int]:
    """Time of the layer alone on a text, and its words."""
    packs = load_packs()
    doc = Doc(Article("bench", text), packs)
    for part in components(packs):
        if part.name == "attributions":
            begin = time.perf_counter()
            part(doc)
            return time.perf_counter() - begin, len(doc.words)
        part(doc)
    return 0.0, 0


def main() -> None:
    """Measure and print."""
    seconds("".join(SENTENCES) * 20)  # warm
    before = 0.0
    for words in (12_500, 25_000, 50_000, 100_000):
        text = "".join(SENTENCES)
        made = text * (words // len(text.split()))
        taken, count = seconds(made)
        growth = f", {taken / before:.1f} times the line above" if before else ""
        print(f"{count:8} words  {taken:6.2f} s  {count / taken:8.0f} words a second{growth}")
        before = taken
    for name, unit in HOSTILE.items():
        once, _ = seconds(unit * 5_000)
        twice, _ = seconds(unit * 10_000)
        print(f"hostile: 10,000 × {name:8} {twice:6.2f} s, {twice / max(once, 1e-4):.1f} times 5,000")


if __name__ == "__main__":
    main()
