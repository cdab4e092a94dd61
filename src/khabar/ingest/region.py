"""Where in a page its article stands.

The element that holds most of the paragraphs is the article's (after Readability: a paragraph counts for its
parent in full, for what is around that in part), once navigation, comments and the like are out of the way. From
the headline down to it, what stands between belongs to it as well: lead, picture, byline.
"""

from __future__ import annotations

from typing import Any

#: Elements that are never the article, as CSS selectors: those that may hold sentences. Lines that are only links or
#: labels are told by what they are (`blocks`, the body layer); each selector costs its time on every page.
FURNITURE = (
    "nav", "footer", "aside", "form", "dialog", "marquee", "noscript", "amp-sidebar",
    "[class*=related]", "[class*=share]", "[class*=newsletter]", "[class*=subscribe]", "[class*=sidebar]",
    "[class*=comment]", "[class*=read-also]", "[class*=recommend]", "[class*=cookie]", "[class*=author-b]",
    "[class*=post-nav]", "[class*=yarpp]", "[id*=comments]", "[id*=respond]", "[id*=related]", "[id*=sidebar]",
)  # fmt: skip
_HIDDEN = "[style*=display],[hidden],[aria-hidden]"
_FURNITURE = ",".join(FURNITURE)
#: Elements that a careless class name must not take away.
_KEPT = frozenset({"html", "body", "main", "article"})
#: Characters from which on a paragraph says something about where it stands.
_PARAGRAPH = 40
#: Characters in paragraphs with which an article is found for certain.
_MUCH = 1200
#: Shares of a paragraph that go to what it stands in, outwards.
_SHARES = (1.0, 0.5, 0.25)
#: What it counts that an element, what it stands in, and what that stands in hold the headline.
_NEAR = (2.0, 1.6, 1.25)
_INLINE = frozenset({
    "a", "abbr", "b", "big", "bdi", "bdo", "center", "cite", "em", "font", "i", "mark", "s", "small", "span", "strong",
    "sub", "sup", "u", "strike", "tt", "ins", "label",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "textarea", "option", "iframe"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def clear(tree: Any, heading: Any) -> None:
    """Take the furniture out of the tree; what holds the article's headline, or most of the page, stays."""
    whole: int | None = None
    for element in tree.document.query_selector_all(_FURNITURE).values():
        tag = element.tag
        if tag in _KEPT or element.parent is None:
            continue
        if heading is not None and element.contains(heading):
            continue
        if tag not in ("nav", "footer", "noscript"):
            whole = len(tree.body.text) if whole is None else whole
            if 2 * len(element.text or "") > whole:
                continue
        element.decompose()


def drop_next_article(tree: Any, heading: Any) -> None:
    """Take out the articles that a page goes on with below the first: their headlines stand as the first one's does."""
    if heading is None or heading.tag != "h1":
        return
    home = heading.parent
    passed = False
    for other in tree.document.query_selector_all("h1").values():
        place = other.parent
        alike = place is not None and place is not home and (place.tag, place.class_name) == (home.tag, home.class_name)
        if passed and alike and not place.contains(heading):
            place.decompose()
        passed = passed or other is heading


def article_element(tree: Any, heading: Any) -> Any:
    """The element that holds the article, None where no paragraphs are found; near its headline, if that is known."""
    paragraphs = [(p.parent, n) for p in tree.document.query_selector_all("p").values() if (n := _weight(p))]
    best, total = _best(paragraphs, heading)
    if total < _MUCH and _much_outside(tree, total):
        loose, more = _best(_loose(tree), heading)
        if more > 1.5 * total and (best is None or _nearness(loose, heading) >= _nearness(best, heading)):
            best = loose
    return best


def uncover(element: Any) -> None:
    """Show what is hidden in the article until somebody asks for it ("read more"), where it is text and no menu."""
    for hidden in element.query_selector_all(_HIDDEN).values():
        if any(_weight(p) for p in hidden.query_selector_all("p").values()):
            for name in ("style", "hidden", "aria-hidden"):
                hidden.delattr(name)


def _weight(element: Any) -> int:
    """The characters of a paragraph that are no links; 0 where it is too short to count."""
    text = element.text
    length = len(text) - text.count(" ") if text else 0
    if length < _PARAGRAPH:
        return 0
    linked = sum(len(a.text or "") for a in element.query_selector_all("a").values())
    return length if 2 * linked < length else 0


def _best(paragraphs: list[tuple[Any, int]], heading: Any) -> tuple[Any, float]:
    """Of what paragraphs stand in, that which has most of them, and how much that is."""
    points: dict[int, float] = {}
    nodes: dict[int, Any] = {}
    sums: dict[int, tuple[Any, int]] = {}
    for parent, length in paragraphs:
        known = sums.get(id(parent))
        sums[id(parent)] = (parent, length + (known[1] if known else 0))
    for parent, length in sums.values():
        node = parent
        for share in _SHARES:
            if node is None or node.tag in ("html", None):
                break
            key = id(node)
            nodes[key] = node
            points[key] = points.get(key, 0.0) + share * length
            node = node.parent
    if not points:
        return None, 0.0
    if heading is not None:
        for key, node in nodes.items():
            points[key] *= _nearness(node, heading)
    best = max(points, key=points.__getitem__)
    return nodes[best], points[best]


def _nearness(node: Any, heading: Any) -> float:
    """What standing near the headline counts: teasers have headlines of their own."""
    if heading is None:
        return 1.0
    for bonus in _NEAR:
        if node is None:
            break
        if node.contains(heading):
            return bonus
        node = node.parent
    return 1.0


def _much_outside(tree: Any, total: float) -> bool:
    """Whether the page has so much other text that paragraphs may not be `p` in it."""
    body = tree.body
    if body is None:
        return False
    text = len("".join((body.text or "").split()))
    return bool(total < 0.4 * text)


def _loose(tree: Any) -> list[tuple[Any, int]]:
    """Text that stands in no `p`, with the block that it stands in: line breaks or bare blocks part its paragraphs."""
    found: list[tuple[Any, int]] = []
    from resiliparse.parse.html import NodeType

    for node in tree.body or ():
        if node.type != NodeType.TEXT:
            continue
        text = node.value or ""
        length = len(text) - text.count(" ")
        if length < _PARAGRAPH:
            continue
        block = node.parent
        linked = False
        while block is not None and block.tag in _INLINE:
            linked = linked or block.tag == "a"
            block = block.parent
        if block is None or linked or block.tag in _SILENT:
            continue
        # a block that is a paragraph of its own stands among others; one with line breaks holds several
        alone = block.tag == "p" or block.query_selector("br") is None
        found.append(
            (block.parent if alone and block.parent is not None and block.tag not in ("td", "body") else block, length)
        )
    return found


def before(element: Any, heading: Any) -> list[Any]:
    """What stands between the headline and the element, outside of it, in order; nothing where that is not known."""
    if heading is None or element.contains(heading):
        return []
    out: list[Any] = []
    node = element
    for _ in range(12):
        parent = node.parent
        if parent is None or parent.tag in ("html", None):
            return []
        found: list[Any] = []
        sibling = node.prev
        while sibling is not None:
            if sibling is heading or (sibling.tag and sibling.tag[:1] != "#" and sibling.contains(heading)):
                return _after_heading(sibling, heading) + found[::-1] + out
            found.append(sibling)
            sibling = sibling.prev
        if heading is not None and not parent.contains(heading):
            out = found[::-1] + out
        node = parent
    return []


def _after_heading(block: Any, heading: Any) -> list[Any]:
    """What stands after the headline in the block that holds it."""
    out: list[Any] = []
    node = heading
    while node is not None and node is not block:
        sibling = node.next
        while sibling is not None:
            out.append(sibling)
            sibling = sibling.next
        node = node.parent
    return out
