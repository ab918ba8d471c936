"""Bodies that reforms renamed, merged or split, tied to those they are today.

Each is a body of its own; an ``org:ChangeEvent`` says which became which, when and by what
decision (W3C ORG).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, date, iri, name, text
from kg.model import Agency

if TYPE_CHECKING:
    from kg.resolve.eras import Eras
    from kg.resolve.vocabulary import Change

__all__ = ["changes", "successors"]

Statement = tuple[NamedNode, NamedNode, Term]
_TODAY = "today"


def successors(agencies: Mapping[str, Agency], eras: Eras) -> dict[str, tuple[Agency, ...]]:
    """Return, for each body that a reform ended, the bodies it is today.

    Args:
        agencies: Bodies by key.
        eras: What knows the reforms.
    """
    today = ((key, eras.as_of(agencies[key], _TODAY)) for key in sorted(agencies))
    return {key: found for key, found in today if key not in {agency.key for agency in found}}


def changes(
    agencies: Mapping[str, Agency], after: Mapping[str, tuple[Agency, ...]], eras: Eras, iris: Iris
) -> Iterator[Statement]:
    """Yield what became of bodies.

    Args:
        agencies: Bodies by key.
        after: Bodies they are today (:func:`successors`).
        eras: What knows the reforms.
        iris: Names for things.
    """
    for key, found in after.items():
        before = iri(iris.agency(key))
        node = iri(iris.change(key))
        yield node, TYPE, name("org:ChangeEvent")
        yield node, name("org:originalOrganization"), before
        for agency in found:
            yield node, name("org:resultingOrganization"), iri(iris.agency(agency.key))
            yield before, name("kg:successor"), iri(iris.agency(agency.key))
        yield from _event(node, agencies[key], eras)


def _event(node: NamedNode, agency: Agency, eras: Eras) -> Iterator[Statement]:
    change = _ended_by(agency, eras)
    if change is None:
        return
    yield node, name("rdfs:label"), text(change.label, "zh")
    yield node, name("dcterms:date"), date(change.dates[_rank(agency)])
    if change.citation:
        yield node, name("dcterms:bibliographicCitation"), text(change.citation, "zh")
    yield node, name("rdfs:seeAlso"), iri(change.iri)


def _ended_by(agency: Agency, eras: Eras) -> Change | None:
    """Return the reform that ended the office of a body."""
    office = eras.office_of(agency)
    if office is None:
        return None
    found = (
        change
        for change in eras.changes
        if office.id in change.originals and office.id not in change.resulting
    )
    return next(found, None)


def _rank(agency: Agency) -> int:
    """Return which date of a reform is that of a body's tier."""
    return {"national": 0, "province": 1}.get(agency.tier, 2)
