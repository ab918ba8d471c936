"""Named questions (``queries/*.rq``): list them, fill in parameters, run them.

A file starts with ``#+`` lines: the title in both languages and the parameters, each with its
kind. A parameter is a variable that a ``VALUES`` line binds; a line that ends in ``#? name``
stands only where that parameter is given. Values enter as serialised RDF terms, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.names import CLASSES, Queryable, find
from kg.graph.store import Answer
from kg.graph.terms import Term, date, integer, text

__all__ = ["Parameter", "Question", "ask", "fill", "question", "questions", "terms"]

_HEADER = re.compile(r"#\+ (?P<key>[\w@]+): (?P<value>.*)")
_ONLY_WITH = re.compile(r"\s*#\? (\w+)$")
_VALUES = re.compile(r"VALUES \?(?P<name>\w+) \{ UNDEF \}")
_LIMIT = re.compile(r"(?<=LIMIT )\d+$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank of a question.

    Attributes:
        name: Variable that it binds.
        kind: A kind of node (:data:`kg.graph.names.CLASSES`), ``date``, ``integer`` or ``text``.
        required: Whether the question makes no sense without it.
        default: What stands for it where nothing is given.
        label: What it is, in Chinese.
        label_en: The same in English.
    """

    name: str
    kind: str
    required: bool
    default: str
    label: str
    label_en: str

    @classmethod
    def read(cls, line: str) -> Parameter:
        """Read ``name | kind | need | label | label_en``; need may be ``=default``."""
        name, kind, need, label, label_en = (part.strip() for part in line.split("|"))
        default = need[1:] if need.startswith("=") else ""
        return cls(name, kind, need == "required", default, label, label_en)


@dataclass(frozen=True, slots=True)
class Question:
    """A question one can ask of the graph, by name."""

    name: str
    title: str
    title_en: str
    parameters: tuple[Parameter, ...]
    sparql: str


def _parse(name: str, content: str) -> Question:
    titles: dict[str, str] = {}
    parameters = []
    for match in _HEADER.finditer(content):
        if match["key"] == "parameter":
            parameters.append(Parameter.read(match["value"]))
        else:
            titles[match["key"]] = match["value"].strip()
    body = "\n".join(line for line in content.splitlines() if not line.startswith("#+"))
    return Question(name, titles["title@zh"], titles["title@en"], tuple(parameters), body + "\n")


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return all named questions, sorted by name."""
    folder = files("kg.graph") / "queries"
    found = [file for file in folder.iterdir() if file.name.endswith(".rq")]
    parsed = (_parse(file.name[:-3], file.read_text(encoding="utf-8")) for file in found)
    return tuple(sorted(parsed, key=lambda one: one.name))


def question(name: str) -> Question:
    """Return one question.

    Raises:
        QueryError: If there is none of this name.
    """
    for one in questions():
        if one.name == name:
            return one
    names = [one.name for one in questions()]
    near = get_close_matches(name, names, 1)
    remedy = f"Did you mean {near[0]}? " if near else ""
    remedy += f"There are: {', '.join(names)}"
    raise QueryError("no question has this name", place=name, remedy=remedy)


def terms(store: Queryable, one: Question, values: Mapping[str, str]) -> dict[str, Term]:
    """Turn what a person typed for each parameter into RDF terms.

    Raises:
        QueryError: If a parameter is unknown or missing, or a value means nothing.
    """
    known = {parameter.name: parameter for parameter in one.parameters}
    for given in values:
        if given not in known:
            remedy = f"It takes: {', '.join(known) or 'none'}"
            raise QueryError(f"{one.name} has no such parameter", place=given, remedy=remedy)
    return {name: _term(store, known[name], value) for name, value in values.items()}


def _defaults(one: Question) -> dict[str, Term]:
    found = [parameter for parameter in one.parameters if parameter.default]
    return {
        parameter.name: integer(int(parameter.default))
        if parameter.kind == "integer"
        else text(parameter.default)
        for parameter in found
    }


def _term(store: Queryable, parameter: Parameter, value: str) -> Term:
    if parameter.kind in CLASSES:
        return find(store, parameter.kind, value)
    if parameter.kind == "date":
        if not _DAY.fullmatch(value):
            raise QueryError("this is no date", place=value, remedy="Write it as 2024-12-31")
        return date(value)
    if parameter.kind == "integer":
        if not value.isascii() or not value.isdigit():
            raise QueryError("this is no number", place=value, remedy="Write it in digits")
        return integer(int(value))
    return text(value)


def fill(
    one: Question, values: Mapping[str, Term], *, limit: int | None = None, offset: int = 0
) -> str:
    """Return the query with its parameters bound.

    Args:
        one: The question.
        values: Terms by parameter.
        limit: Rows at most; as the question says where ``None``.
        offset: Rows to skip.

    Raises:
        QueryError: If a required parameter is missing.
    """
    values = _defaults(one) | dict(values)
    for parameter in one.parameters:
        if parameter.required and parameter.name not in values:
            raise QueryError(
                f"{one.name} needs the parameter {parameter.name} ({parameter.label_en})",
                remedy=f"Add {parameter.name}=…",
            )
    lines = (_line(line, values) for line in _paged(one.sparql, limit, offset).splitlines())
    return "\n".join(line for line in lines if line is not None) + "\n"


def _line(line: str, values: Mapping[str, Term]) -> str | None:
    condition = _ONLY_WITH.search(line)
    if condition:
        if condition[1] not in values:
            return None
        line = line[: condition.start()]

    def bound(match: re.Match[str]) -> str:
        value = values.get(match["name"])
        return match.group() if value is None else f"VALUES ?{match['name']} {{ {value} }}"

    # One pass over the template, so that no value is ever read as part of the query.
    return _VALUES.sub(bound, line)


def _paged(sparql: str, limit: int | None, offset: int) -> str:
    """Set the page: the one LIMIT of a question, which may stand in a part of it."""

    def page(match: re.Match[str]) -> str:
        rows = match.group() if limit is None else str(int(limit))
        return f"{rows} OFFSET {int(offset)}" if offset else rows

    return _LIMIT.sub(page, sparql)


def ask(
    store: Queryable,
    name: str,
    values: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Answer:
    """Ask a named question.

    Args:
        store: Embedded or remote store.
        name: Name of the question.
        values: What stands for each parameter: a name, a code, an IRI, a date.
        limit: Rows at most.
        offset: Rows to skip.

    Raises:
        QueryError: If the question, a parameter or a value is not understood.

    Example:
        >>> from kg.graph.store import Store
        >>> list(ask(Store.memory(), "strongest-ties"))
        []
    """
    one = question(name)
    bound = terms(store, one, values or {})
    answer = store.query(fill(one, bound, limit=limit, offset=offset))
    assert not isinstance(answer, ox.QueryBoolean)
    return answer
