r"""What a query may not do: reach out of the store, or change it.

Oxigraph's query parser takes no updates; what is left is ``SERVICE``, which would make the
machine call others. The words of a query are looked at outside strings, IRIs and comments, both
as written and with its ``\uXXXX`` escapes resolved, since parsers differ in when they do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.errors import QueryError

__all__ = ["check", "form", "place", "tokens", "words"]

_TOKEN = re.compile(
    r"""\s*+ (?:
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<long> \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3} )
    | (?P<string> "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<escape> \\. )
    | (?P<variable> [?$]\w+ )
    | (?P<name> [\w.\-]{0,100}:[\w.\-:%]* )
    | (?P<word> \w+ )
    | (?P<sign> . )
    | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)
_DEEPEST = 200
_STEPS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


def _resolved(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else ""

    return _ESCAPE.sub(character, query)


@lru_cache(maxsize=2)  # a query is looked over several times on its way, one after the other
def tokens(query: str) -> tuple[tuple[str, str, int], ...]:
    """Return what a query is made of as (kind, text, position), without the blanks between."""
    return tuple((k, m[k], m.start(k)) for m in _TOKEN.finditer(query) if (k := m.lastgroup))


def form(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; nothing where a query has none of them."""
    return next((word for word, _ in words(query) if word in _FORMS), "")


def words(query: str) -> Iterator[tuple[str, int]]:
    """Yield the bare words of a query in capitals, with their positions."""
    for kind, text, position in tokens(query):
        if kind == "word":
            yield text.upper(), position


def place(query: str, position: int) -> str:
    """Return a position as line and column."""
    line = query.count("\n", 0, position) + 1
    return f"line {line}, column {position - query.rfind(chr(10), 0, position)}"


@lru_cache(maxsize=2)
def check(query: str) -> frozenset[str]:
    """Refuse what reaches out of the store or would change it.

    Returns:
        The bare words of the query, such as ``FROM``.

    Raises:
        QueryError: If the query is an update, holds ``SERVICE`` or is nested too deep.
    """
    found: set[str] = set()
    for version in {query, _resolved(query)}:
        first, depth = "", 0
        for kind, text, position in tokens(version):
            if kind == "word":
                word = text.upper()
                found.add(word)
                if not first and word in _FORMS | _UPDATES:
                    first = word
                _refuse(word, first, version, position)
            elif kind == "sign":
                depth += _STEPS.get(text, 0)
                _not_too_deep(depth, version, position)
    return frozenset(found)


def _not_too_deep(depth: int, query: str, position: int) -> None:
    """Refuse what parsers, which work by recursion, could not come back from."""
    if depth > _DEEPEST:
        raise QueryError(
            f"the query is nested more than {_DEEPEST} deep",
            place=place(query, position),
            remedy="Make it flatter",
        )


def _refuse(word: str, first: str, query: str, position: int) -> None:
    if word == "SERVICE":
        raise QueryError(
            "SERVICE asks other servers, which is not allowed here",
            place=place(query, position),
            remedy="Ask the other server itself and join the answers",
        )
    if first in _UPDATES:
        raise QueryError(
            f"{first} would change the data, which can only be read",
            place=place(query, position),
            remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
