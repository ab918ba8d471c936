"""What a build offers to select from, and why a selection holds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.errors import NotFoundError
from kg.network.rows import Row, Selection, select

__all__ = ["body_named", "documents_named", "selected"]

_MOST = 8  # values that a message lists

# Field of a selection -> what one value of it is called, the values that a row has.
_OFFERS: dict[str, tuple[str, Callable[[Row], Iterable[str]]]] = {
    "documents": ("document", lambda row: (row.title or row.document,)),
    "regions": ("document of region", lambda row: (row.issuer,)),
    "places": ("place", lambda row: (code for code in row.regions if "://" not in code)),
    "themes": ("theme", lambda row: (theme.partition("/")[0] for theme in row.themes)),
    "tiers": ("body of tier", lambda row: (row.body.tier,)),
    "systems": ("body of system", lambda row: (row.body.system,)),
}


def selected(rows: Sequence[Row], selection: Selection) -> list[Row]:
    """Return the rows that a selection keeps.

    Raises:
        NotFoundError: If there are none; it says which value nothing has, and what there is.

    Examples:
        >>> from kg.model import Role
        >>> from kg.network.rows import Body
        >>> row = Row("x", "t", Role.LEAD, Body("a", "甲"), themes=("7",))
        >>> len(selected([row], Selection(themes=frozenset({"7"}))))
        1
        >>> selected([row], Selection(themes=frozenset({"9"})))
        Traceback (most recent call last):
        kg.errors.NotFoundError: this build has no theme 9. There are 7
    """
    for field, (what, values) in _OFFERS.items():
        for value in sorted(getattr(selection, field)):
            alone = Selection(**{field: frozenset({value})})  # type: ignore[arg-type]  # sets all
            if not any(alone.keeps(row) for row in rows):
                raise _none(f"{what} {value}", {held for row in rows for held in values(row)})
    dates = Selection(since=selection.since, until=selection.until)
    if not any(dates.keeps(row) for row in rows):
        raise _none("document of these dates", {row.date for row in rows})
    kept = select(rows, selection)
    if not kept:
        raise NotFoundError("no task has everything that was chosen", remedy="Choose less")
    return kept


def documents_named(rows: Iterable[Row], asked: Iterable[str]) -> list[str]:
    """Return documents by IRI, those named by their title too."""
    titles: dict[str, set[str]] = {}
    for row in rows:
        titles.setdefault(row.title, set()).add(row.document)
    return sorted({iri for name in asked for iri in titles.get(name, {name})})


def body_named(rows: Iterable[Row], name: str, written: Callable[[Row], str]) -> str:
    """Return the IRI of a body that is named by IRI, label or a name as written.

    Args:
        rows: The assignments.
        name: What it is called.
        written: What a row's document calls its body.

    Raises:
        NotFoundError: If no body is called so, or several are; it names those that may be meant.
    """
    called: dict[str, str] = {}
    like: set[str] = set()
    for row in rows:
        body = row.body
        if name == body.iri:
            return name
        if name in {body.label, body.label_en, written(row)}:
            called[body.iri] = body.label
        if name and (name in body.label or name in written(row)):
            like.add(body.label)
    if len(called) == 1:
        return next(iter(called))
    if called:
        raise NotFoundError(f"several bodies are called {name}", remedy=_listed(called.values()))
    raise _none(f"body {name}", like) if like else NotFoundError(f"this build has no body {name}")


def _none(what: str, values: Iterable[str]) -> NotFoundError:
    return NotFoundError(f"this build has no {what}", remedy=_listed(values))


def _listed(values: Iterable[str]) -> str:
    known = sorted({value for value in values if value})
    more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
    return f"There are {', '.join(known[:_MOST])}{more}" if known else ""
