"""Bodies that reforms renamed, merged or split, tied to those they are today.

Each is a body of its own; an ``org:ChangeEvent`` says which became which, when and by what
decision (W3C ORG).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.graph.iri import Iris
from kg.graph.trig import Entry, day, full, words
from kg.model import Agency

if TYPE_CHECKING:
    from kg.resolve.eras import Eras
    from kg.resolve.vocabulary import Change

__all__ = ["became", "change"]

_TODAY = "today"


def became(body: Agency, eras: Eras) -> tuple[Agency, ...]:
    """Return the bodies that one is today, if a reform ended it; else nothing."""
    found = eras.as_of(body, _TODAY)
    return () if body.key in {after.key for after in found} else found


def change(body: Agency, eras: Eras, iris: Iris) -> Iterator[Entry]:
    """Yield what became of a body, if a reform ended it.

    Args:
        body: As it was written.
        eras: What knows the reforms.
        iris: Names for things.
    """
    after = list(dict.fromkeys(full(iris.agency(one.key)) for one in became(body, eras)))
    if not after:
        return
    before = full(iris.agency(body.key))
    said = [("a org:ChangeEvent", ""), ("org:originalOrganization", before)]
    said += [("org:resultingOrganization", one) for one in after]
    said += _event(body, eras)
    text = " ; ".join(f"{term} {value}".rstrip() for term, value in said)
    yield f"\t{full(iris.change(body.key))} {text} .\n", tuple(term for term, _ in said)
    yield f"\t{before} kg:successor {' , '.join(after)} .\n", ("kg:successor",) * len(after)


def _event(body: Agency, eras: Eras) -> Iterator[tuple[str, str]]:
    found = _ended_by(body, eras)
    if found is None:
        return
    yield "rdfs:label", words(found.label, "zh")
    yield "dcterms:date", day(found.dates[_rank(body)])
    if found.citation:
        yield "dcterms:bibliographicCitation", words(found.citation, "zh")
    yield "rdfs:seeAlso", full(found.iri)


def _ended_by(body: Agency, eras: Eras) -> Change | None:
    """Return the reform that ended the office of a body."""
    office = eras.office_of(body)
    if office is None:
        return None
    found = (
        one for one in eras.changes if office.id in one.originals and office.id not in one.resulting
    )
    return next(found, None)


def _rank(body: Agency) -> int:
    """Return which date of a reform is that of a body's tier."""
    return {"national": 0, "province": 1}.get(body.tier, 2)
