"""Named questions (``queries/*.rq``): list them, fill in parameters, run them.

A file starts with ``#+`` lines: the title in both languages and the parameters, each with its
kind. A parameter is a variable that a ``VALUES`` line binds; a line that ends in ``#? name``
stands only where that parameter is given. Values enter as serialised RDF terms, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
_LIMIT = re.compile(r"^LIMIT \d+\s*$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank of a question.

    Attributes:
        name: Variable that it binds.
        kind: A kind of node (:data:`kg.graph.names.CLASSES`), ``date``, ``integer`` or ``text``.
        required: Whether the question makes no sense without it.
        label: What it is, in Chinese.
        label_en: The same in English.
    """

    name: str
    kind: str
    required: bool
    label: str
    label_en: str


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
            parts = [part.strip() for part in match["value"].split("|")]
            parameters.append(Parameter(parts[0], parts[1], parts[2] == "required", *parts[3:5]))
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
    names = ", ".join(one.name for one in questions())
    raise QueryError("no question has this name", place=name, remedy=f"There are: {names}")


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
    if limit is not None:
        sparql = _LIMIT.sub(f"LIMIT {int(limit)}", sparql)
    return f"{sparql}OFFSET {int(offset)}\n" if offset else sparql


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
