"""Saved web pages: the document in them, without what surrounds it on the page.

Kept are headings, paragraphs, the table of labels above a document and its tables; left out are
scripts, menus, lists of links and the foot of the page. A title that only the page's own labels
give is put before the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.characters import tidy
from kg.errors import UnreadableError
from kg.read.formats.charset import decode_page
from kg.read.formats.extracted import MOST_TEXT, Extracted, missing, too_large
from kg.read.formats.page import main_parts, title_of, without_controls
from kg.read.formats.pagetext import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MOST_PAGE", "read"]

MOST_PAGE = 64_000_000
"""Bytes of the largest web page that is read."""

_DEEPEST = 2048
_KIND = "HTML"


def read(data: bytes, name: str) -> Extracted:
    """Read a saved web page.

    Raises:
        UnreadableError: If it is no text, is empty of words, too large or nested too deep, or
            lxml is not installed.
    """
    if len(data) > MOST_PAGE:
        raise too_large(f"this web page has more than {MOST_PAGE:,} bytes", name)
    root = _parsed(decode_page(data, name), name)
    title = "" if root is None else title_of(root)
    text = "" if root is None else text_of(main_parts(root), name)
    title, text = without_controls(title), without_controls(text)
    if title and tidy(title) not in tidy(text):
        text = f"{title}\n{text}"
    if not text.strip():
        raise UnreadableError(
            "this web page holds no text of its own",
            place=name,
            remedy="Save it from the browser after it is shown in full",
        )
    if len(text) > MOST_TEXT:
        raise too_large(f"it holds more than {MOST_TEXT:,} characters", name)
    return Extracted(text)


def _parsed(page: str, name: str) -> _Element | None:
    try:
        from lxml import etree  # noqa: PLC0415  # only for this format
    except ImportError as error:
        raise missing("lxml", _KIND, name) from error
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = page.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        return None
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None and _depth(root) >= _DEEPEST - 2:
        # The parser stops there and forgets the rest.
        raise too_large(f"its elements are nested {_DEEPEST} deep", name)
    return root


def _depth(root: _Element) -> int:
    """Return how deep the deepest element is nested, without recursion."""
    from lxml import etree  # noqa: PLC0415  # only for this format

    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
