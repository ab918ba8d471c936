"""Which parts of a web page are the document, by how much of their text is no link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["BLOCKS", "main_parts", "title_of", "without_controls"]

_TAG = re.compile(r"\w+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DROPPED = frozenset(
    _TAG.findall(
        "script style noscript template head nav footer aside form select option button input "
        "textarea iframe object embed svg canvas video audio map frameset dialog"
    )
)
BLOCKS = frozenset(
    _TAG.findall(
        "address article blockquote body caption center dd div dl dt fieldset figure figcaption "
        "form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section table tbody td "
        "tfoot th thead title tr ul"
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FOOT = re.compile(
    r"版权所有|ICP备|网站标识码|公网安备|Copyright|网站地图|联系我们|扫一扫|关闭窗口|打印本页"
)
_MARK = re.compile(r"\S")
_MAIN_SHARE = 0.6
_LINKS = 0.4
_LEAST_AFTER = 120
_FOOT_SIZE = 600


def without_controls(text: str) -> str:
    """Return text without what no page shows and lxml takes from a page but not from us."""
    return _CONTROLS.sub("", text)


def title_of(root: _Element) -> str:
    """Return the title of the document that a page names in its labels, or empty."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle":
            return " ".join((meta.get("content") or "").split())
    return ""


def _forms_with_text(element: _Element) -> bool:
    """Return whether a form wraps the page, as ASP pages do, rather than asks for something."""
    return element.tag == "form" and sum(len(t.strip()) for t in element.itertext()) > _FOOT_SIZE


def _prune(root: _Element) -> None:
    """Take out what is never text of the document; what follows an element stays."""
    doomed = [
        element
        for element in root.iter("*")
        if (element.tag in _DROPPED and not _forms_with_text(element))
        or "hidden" in element.attrib
        or _HIDDEN.search(element.get("style", ""))
    ]
    for element in doomed:
        parent = element.getparent()
        if parent is None or element.tag in ("html", "body"):
            continue
        _keep_tail(element, parent)
        parent.remove(element)


def _keep_tail(element: _Element, parent: _Element) -> None:
    if not element.tail:
        return
    before = element.getprevious()
    if before is None:
        parent.text = without_controls((parent.text or "") + element.tail)
    else:
        before.tail = without_controls((before.tail or "") + element.tail)


def _weigh(root: _Element) -> dict[_Element, tuple[int, int]]:
    """Return for every element how many characters it holds, and how many of them in links."""
    from lxml import etree  # noqa: PLC0415  # only for this format

    weights: dict[_Element, tuple[int, int]] = {}
    stack: list[list[int]] = [[0, 0]]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            stack.append([_size(element.text), 0])
            continue
        size, linked = stack.pop()
        if element.tag == "a":
            linked = size
        weights[element] = (size, linked)
        stack[-1][0] += size + (_size(element.tail) if element is not root else 0)
        stack[-1][1] += linked
    return weights


def _size(text: str | None) -> int:
    return len(_MARK.findall(text)) if text else 0


def main_parts(root: _Element) -> list[_Element]:
    """Return the elements that make up the document, in the order of the page.

    From the body down, the way leads into the child that holds most of the text outside of
    links. What stands before it on the way is kept (the title, the table of labels) unless it is
    mostly links; what stands behind it only if it is long or a table.
    """
    _prune(root)
    weights = _weigh(root)
    before: list[_Element] = []
    after: list[_Element] = []
    element = root
    while (main := _heaviest(element, weights)) is not None:
        children = list(element)
        place = children.index(main)
        before += [child for child in children[:place] if _speaks(child, weights)]
        after[:0] = [child for child in children[place + 1 :] if _goes_on(child, weights)]
        element = main
    return [*before, element, *after]


def _heaviest(element: _Element, weights: dict[_Element, tuple[int, int]]) -> _Element | None:
    """Return the child that holds most of the text, or ``None`` where none does."""
    if element.tag in ("p", "table", "pre") and not element.findall(".//table"):
        return None
    own = [(_plain(child, weights), child) for child in element if child.tag in BLOCKS]
    best = max(own, key=lambda pair: pair[0], default=(0, element))
    enough = best[0] and best[0] >= _MAIN_SHARE * max(1, _plain(element, weights))
    rest = sum(1 for size, _ in own if size)
    if not enough or (element.tag == "tr" and rest > 2):
        return None
    return best[1]


def _plain(element: _Element, weights: dict[_Element, tuple[int, int]]) -> int:
    size, linked = weights.get(element, (0, 0))
    return size - linked


def _speaks(element: _Element, weights: dict[_Element, tuple[int, int]]) -> bool:
    size, linked = weights.get(element, (0, 0))
    return bool(size) and linked <= _LINKS * size and not _is_foot(element, size)


def _goes_on(element: _Element, weights: dict[_Element, tuple[int, int]]) -> bool:
    size, linked = weights.get(element, (0, 0))
    if not size or linked > _LINKS * size or _is_foot(element, size):
        return False
    if size - linked >= _LEAST_AFTER or element.tag in ("p", "h1", "h2", "h3", "h4", "table"):
        return True
    return next(_tables(element), None) is not None


def _tables(element: _Element) -> Iterator[_Element]:
    return element.iter("table")


def _is_foot(element: _Element, size: int) -> bool:
    return size < _FOOT_SIZE and bool(_FOOT.search("".join(map(str, element.itertext()))))
