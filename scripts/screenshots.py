"""Take a picture of every view in both languages into docs/screens: python scripts/screenshots.py [VIEW ...].

Needs Chromium (KHABAR_CHROMIUM names it where it is not /usr/bin/chromium). The pictures show the samples.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
#: The ending of the file names, the size of the window, the theme.
Look = tuple[str, "ViewportSize", Literal["light", "dark"]]
#: A picture is cut after this many pixels, and earlier where it has more bytes than this.
TALL, LARGE = 1100, 250_000


def main() -> int:
    """Make the pictures; the exit code."""
    from tests.web.harness import browser, ledger_of_samples, served

    from khabar.ledger import open_ledger
    from khabar.web.views import all_views

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", nargs="*", metavar="VIEW", help="views to show (default: all)")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screens", metavar="DIR")
    parser.add_argument("--narrow", action="store_true", help="also as on a telephone")
    parser.add_argument("--dark", action="store_true", help="also in the dark theme")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="show this ledger, not the samples")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    ledger = args.ledger or ledger_of_samples(args.to.parent / ".screens.ledger")
    try:
        with open_ledger(ledger) as opened:
            shown = {v.name: v.examples(opened) for v in all_views() if not args.views or v.name in args.views}
        looks: list[Look] = [("", WIDE, "light")]
        looks += [("-narrow", NARROW, "light")] if args.narrow else []
        looks += [("-dark", WIDE, "dark")] if args.dark else []
        with served(ledger) as address, browser() as chromium:
            for ending, size, theme in looks:
                context = chromium.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
                page = context.new_page()
                for name, paths in shown.items():
                    for number, path in enumerate(paths):
                        for lang in ("ar", "en"):
                            page.goto(f"{address}/{lang}{path}")
                            page.evaluate("document.fonts.ready")
                            page.wait_for_load_state("networkidle")
                            target = args.to / f"{name}{f'-{number + 1}' if number else ''}-{lang}{ending}.png"
                            _take(page, target, size)
                            print(target, target.stat().st_size // 1024, "KiB")
                context.close()
    finally:
        if args.ledger is None:
            for file in ledger.parent.glob(f"{ledger.name}*"):
                file.unlink()
    return 0


def _take(page: Page, target: Path, size: ViewportSize) -> None:
    """A picture of the page from its head, as tall as it may be without being too large a file."""
    tall = min(TALL, int(page.evaluate("document.documentElement.scrollHeight")))
    while True:
        page.set_viewport_size({"width": size["width"], "height": tall})
        page.screenshot(path=target)
        if target.stat().st_size <= LARGE:
            break
        tall -= 60
    page.set_viewport_size(size)


if __name__ == "__main__":
    sys.exit(main())
