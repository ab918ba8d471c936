"""The query page of a running endpoint: the site's own editor, asking over HTTP.

Its scripts and styles come from this package, so it works without other servers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kg.graph.names import CLASSES
from kg.graph.questions import questions
from kg.graph.terms import PREFIXES
from kg.publish.font import FONT
from kg.publish.pages import asset, render
from kg.publish.parts import has_part, part_bytes, part_text
from kg.publish.site import SiteAbout
from kg.publish.sparql import question_data

__all__ = ["ASSETS", "asset_bytes", "endpoint_page", "has_editor"]

_OWN = ("font.css", "base.css", "site.css", "site.js", "resolve.js", "engine-http.js", "sparql.js")
_PARTS = ("yasqe.js", "yasqe.css")
ASSETS = frozenset((*_OWN, *_PARTS, FONT))
_FIRST = 200  # names of each kind that are there before anything is typed


def has_editor() -> bool:
    """Return whether this installation came with the editor."""
    return all(has_part(name) for name in _PARTS)


def asset_bytes(name: str) -> bytes:
    """Return one of :data:`ASSETS`; empty where the installation came without the font."""
    if name == FONT:
        return part_bytes(name) if has_part(name) else b""
    return (part_text(name) if name in _PARTS else str(asset(name))).encode("utf-8")


def endpoint_page(
    base: str, terms: Sequence[str], names: Callable[[str, int], list[tuple[str, str]]]
) -> str:
    """Return the page.

    Args:
        base: Beginning of the names of the graph.
        terms: IRIs of classes and properties, to complete.
        names: What gives so many nodes of a kind, as (IRI, name).
    """
    data: dict[str, Any] = {
        "questions": [question_data(question) for question in questions()],
        "choices": {
            kind: [[label, node] for node, label in names(kind, _FIRST)] for kind in CLASSES
        },
        "addresses": {"base": base, "texts": {}, "pages": {}, "here": "sparql"},
        "prefixes": PREFIXES,
        "terms": list(terms),
        "endpoint": "sparql",
        "names": "complete",
    }
    return render(
        "sparql.html",
        root="query/",
        about=SiteAbout(),
        linked={},
        here="sparql",
        wide="wide",
        complete=True,
        endpoint=True,
        data=data,
    )
