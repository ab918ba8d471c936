"""What is wrong with a query that no parser understands, in plain words, and where.

A parser says what signs it would have liked to see at the furthest place it came to, which is
seldom where the mistake is. The rules here look for the mistakes people make, one after the
other; only where none is found does the parser's own place stand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.errors import QueryError
from kg.graph.guard import place, tokens
from kg.graph.keywords import FUNCTIONS, WORDS
from kg.graph.terms import PREFIXES

__all__ = ["broken", "fault"]

_SHOWN = 30  # characters of a query
_PLACE = re.compile(r"error at (\d+):(\d+): ?")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_STARTS = ("PREFIX", "BASE", *_FORMS)
_WIDE = str.maketrans("，。；：？！（）｛｝［］＜＞＝“”‘’「」", ',.;:?!(){}[]<>=""\'\'""')
_CLOSES = {"}": "{", ")": "(", "]": "["}
_OPERATORS = frozenset("=<>+-/&|!,")
_BLANKS_IN_IRI = re.compile(r"<[^\s<>?$][^<>?$\n]*\s[^<>?$\n]*>")
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_TAG = re.compile(r"@[\w-]*$")
_TERMS = frozenset(("variable", "name", "iri", "string", "long"))
_NUMBER = re.compile(r"\d+(?:[eE]\d+)?")


class Token(NamedTuple):
    """A piece of a query."""

    kind: str
    text: str
    at: int


class Fault(NamedTuple):
    """A mistake: where it stands, what it is, and the way out."""

    at: int
    problem: str
    remedy: str


def broken(sparql: str, message: str) -> QueryError:
    """Say where a query is broken, and what is wrong there.

    Args:
        sparql: The query.
        message: What the parser says, from ``error at LINE:COLUMN`` on.
    """
    found = fault(sparql)
    if found is not None:
        return QueryError(
            f"the query is broken: {found.problem}",
            place=place(sparql, found.at),
            remedy=found.remedy,
        )
    match = _PLACE.match(message)
    if not match:
        return QueryError(f"the query is broken: {' '.join(message.split())}", place="query")
    line, column = int(match[1]), int(match[2])
    rest = "\n".join(sparql.splitlines()[line - 1 :])[column - 1 :].split("\n")[0].strip()
    near = f"cannot be understood from “{rest[:_SHOWN]}” on" if rest else "it ends too early"
    return QueryError(
        f"the query is broken: {near}",
        place=f"line {line}, column {column}",
        remedy="Mend it there, or a little before",
    )


def fault(sparql: str) -> Fault | None:
    """Return the first mistake that a rule finds."""
    found = [Token(*token) for token in tokens(sparql) if token[0] != "comment"]
    if not found:
        return Fault(0, "there is nothing in it", f"Start with {', '.join(_FORMS)}")
    return next((one for rule in _RULES if (one := rule(sparql, found)) is not None), None)


def _wide(sparql: str, found: list[Token]) -> Fault | None:
    """Find punctuation of Chinese outside texts."""
    for kind, text, at in found:
        narrow = text.translate(_WIDE)
        if kind == "sign" and narrow != text:
            return Fault(at, f"{text} is a sign of Chinese text", f"Write {narrow} instead")
    return None


def _open_text(sparql: str, found: list[Token]) -> Fault | None:
    for kind, text, at in found:
        if kind == "sign" and text in {'"', "'"}:
            return Fault(at, "the text that begins here has no end", f"Close it with {text}")
    return None


def _open_iri(sparql: str, found: list[Token]) -> Fault | None:
    based = any(one.text.upper() == "BASE" for one in found)
    for kind, text, at in found:
        if kind == "iri" and not based and not _SCHEME.match(text):
            return Fault(at, f"{text} is no whole IRI", "Write it with its scheme: <https://…>")
        if kind == "sign" and text == "<" and _BLANKS_IN_IRI.match(sparql, at):
            return Fault(at, "there is a blank in an IRI", "Leave it out, or write %20")
    return None


def _start(sparql: str, found: list[Token]) -> Fault | None:
    first = found[0]
    if first.text.upper() in _STARTS:
        return None
    near = difflib.get_close_matches(first.text.upper(), _STARTS, 1)
    remedy = f"Did you mean {near[0]}?" if near else f"Start with {', '.join(_FORMS)}"
    return Fault(first.at, f"no query starts with “{first.text[:_SHOWN]}”", remedy)


def _brackets(sparql: str, found: list[Token]) -> Fault | None:
    opened: list[Token] = []
    for one in (token for token in found if token.kind == "sign"):
        if one.text in _CLOSES.values():
            opened.append(one)
        elif one.text in _CLOSES:
            if not opened:
                return Fault(one.at, f"{one.text} closes nothing that is open", "Leave it out")
            if opened[-1].text != _CLOSES[one.text]:
                return _unclosed(opened[-1], f" before the {one.text} that follows")
            opened.pop()
    return _unclosed(opened[-1], "") if opened else None


def _unclosed(one: Token, where: str) -> Fault:
    closing = next(end for end, start in _CLOSES.items() if start == one.text)
    return Fault(one.at, f"{one.text} is not closed{where}", f"Add {closing}")


def _prefixes(sparql: str, found: list[Token]) -> Fault | None:
    known = set(PREFIXES)
    for before, one in zip([found[0], *found], found, strict=False):
        prefix = one.text.partition(":")[0]
        if one.kind != "name" or prefix == "_":
            continue
        if before.text.upper() == "PREFIX":
            known.add(prefix)
        elif prefix not in known:
            near = difflib.get_close_matches(prefix, sorted(known), 1)
            remedy = f"Declare it: PREFIX {prefix}: <…>"
            if near:
                remedy = f"Did you mean {near[0]}:? If not, declare it: PREFIX {prefix}: <…>"
            return Fault(one.at, f"the prefix {prefix}: is not declared", remedy)
    return None


def _words(sparql: str, found: list[Token]) -> Fault | None:
    for one, after in zip(found, [*found[1:], found[-1]], strict=True):
        known = FUNCTIONS if after.text == "(" else WORDS
        word = one.text.upper()
        if one.kind != "word" or word in WORDS or word in FUNCTIONS or _NUMBER.fullmatch(one.text):
            continue
        if _TAG.search(sparql[: one.at]):
            continue
        near = difflib.get_close_matches(word, sorted(known | WORDS), 1, cutoff=0.7)
        what = "function" if after.text == "(" else "word"
        other = "See the SPARQL 1.1 functions" if what == "function" else _variable(one.text)
        remedy = f"Did you mean {near[0]}?" if near else other
        return Fault(one.at, f"{one.text[:_SHOWN]} is no {what} of SPARQL", remedy)
    return None


def _variable(word: str) -> str:
    return f'Write ?{word[:_SHOWN]} for a variable, "{word[:_SHOWN]}" for text'


def _after(sparql: str, found: list[Token]) -> Fault | None:
    """Find words that miss what has to follow them."""
    for one, after in zip(found, [*found[1:], Token("", "", len(sparql))], strict=True):
        word = one.text.upper() if one.kind == "word" else ""
        if word in {"LIMIT", "OFFSET"} and not after.text.isdigit():
            return Fault(one.at, f"{word} needs a number", f"Write it as {word} 10")
        if word in {"GROUP", "ORDER"} and after.text.upper() != "BY":
            return Fault(one.at, f"{word} needs BY", f"Write it as {word} BY ?x")
        if word == "OPTIONAL" and after.text != "{":
            return Fault(one.at, "OPTIONAL needs a pattern in braces", "Write OPTIONAL { … }")
        if one.kind == "sign" and one.text in _OPERATORS and after.text == ")":
            return Fault(one.at, f"there is nothing behind {one.text}", "Add a value, or remove it")
    return None


def _statements(found: list[Token]) -> Iterator[tuple[list[Token], Token]]:
    """Yield what stands between the signs of a pattern, each with the sign behind it."""
    held: list[Token] = []
    for before, one in zip([found[0], *found], found, strict=False):
        if one.text == "." and _NUMBER.fullmatch(before.text):
            held.append(one)  # of a number
        elif one.kind == "sign" and one.text in {"{", "}", ".", ";"}:
            yield held, one
            held = []
        else:
            held.append(one)


def _patterns(sparql: str, found: list[Token]) -> Fault | None:
    """Find patterns of one or two terms."""
    start = ""
    for held, sign in _statements(found):
        plain = all(one.kind in _TERMS or one.text == "a" for one in held)
        if start in {"{", "."} and sign.text in {".", "}", ";"} and plain and 0 < len(held) < 3:
            remedy = "Write subject, property and value: ?task kg:role kg:lead"
            return Fault(held[0].at, "a pattern is not complete here", remedy)
        # In VALUES ?x { … } stand values, not patterns.
        values = bool(held) and any(one.text.upper() == "VALUES" for one in held)
        start = "" if sign.text == "{" and values else sign.text
    return None


def _ungrouped(sparql: str, found: list[Token]) -> Fault | None:
    """Find what is selected beside a count without being grouped by."""
    words = [one.text.upper() if one.kind == "word" else one.text for one in found]
    head = found[words.index("SELECT") + 1 : words.index("{")] if "{" in words[1:] else []
    tail = found[words.index("GROUP") :] if "GROUP" in words else []
    if not tail and not any(one.text.upper() in _AGGREGATES for one in head):
        return None
    grouped, depth = {one.text[1:] for one in tail if one.kind == "variable"}, 0
    for one in head:
        depth += {"(": 1, ")": -1}.get(one.text, 0)
        if not depth and one.kind == "variable" and one.text[1:] not in grouped:
            problem = f"{one.text} is neither grouped by nor counted"
            return Fault(one.at, problem, f"Add GROUP BY {one.text}, or count it")
    return None


_AGGREGATES = frozenset(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"))


def _bound_twice(sparql: str, found: list[Token]) -> Fault | None:
    used: set[str] = set()
    for before, one in zip([found[0], *found], found, strict=False):
        if one.kind != "variable":
            continue
        if before.text.upper() == "AS" and one.text in used:
            return Fault(one.at, f"{one.text} has a value already", "Take another name behind AS")
        used.add(one.text)
    return None


_RULES: tuple[Callable[[str, list[Token]], Fault | None], ...] = (
    _wide,
    _open_text,
    _start,
    _open_iri,
    _brackets,
    _prefixes,
    _after,
    _words,
    _patterns,
    _ungrouped,
    _bound_twice,
)
