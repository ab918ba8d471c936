"""Rows: one per assignment, with what the analysis of a network may select or count by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from kg.model import Role
from kg.network.facts import QUERY, Facts, Queryable

__all__ = ["Body", "Row", "Selection", "original", "rows", "select"]


_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a node.

    Attributes:
        iri: Its name in the graph.
        label: Chinese label; the last part of the IRI where the graph has none.
        label_en: English label, or empty.
        jurisdiction: GB/T 2260 code of the government it belongs to, or empty.
        jurisdiction_label: Name of that division, or empty.
        tier: ``national`` to ``township``, or empty.
        system: Functional system (条线), or empty.
        kind: ``department``, ``party``, ``group`` …, or empty.
    """

    iri: str
    label: str
    label_en: str = ""
    jurisdiction: str = ""
    jurisdiction_label: str = ""
    tier: str = ""
    system: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One body in one role in one task.

    Attributes:
        assignment: IRI of the assignment.
        task: IRI of the task; a repeated printing counts as the task that it repeats.
        role: The role.
        body: The body.
        document: IRI of the document, ``title`` its title, ``date`` its ISO date or empty.
        issuer: GB/T 2260 code of the government that issued the document, or empty.
        themes: Notations of the task's themes.
        regions: Codes of the places named in the task; the IRI of an area without a code.
        inferred_from: IRI of the group through which the body is in, or empty.
    """

    assignment: str
    task: str
    role: Role
    body: Body
    document: str = ""
    title: str = ""
    date: str = ""
    issuer: str = ""
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    inferred_from: str = ""

    @property
    def agency(self) -> str:
        """Return the IRI of the body."""
        return self.body.iri

    @property
    def year(self) -> str:
        """Return the year of the document, or an empty string."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows to keep. An empty field keeps all; several fields must all hold.

    Attributes:
        documents: IRIs of documents.
        regions: Codes of governments whose documents count, with all below them: ``450000``
            keeps the region and its prefectures. ``100000`` is the centre itself.
        places: Codes of places that the task names, with all below them.
        themes: Notations of topics; ``7`` keeps ``7/民航`` too.
        tiers: Tiers of the body.
        systems: Functional systems of the body.
        roles: Roles.
        since: First date, such as ``2021`` or ``2021-06-01``.
        until: Last date, inclusive: ``2021`` reaches to its end. With either, undated documents
            fall out, and one dated by its year alone is in where it may be in.
        groups: Whether collective bodies (各有关市人民政府) are in.
        members: Whether the inferred members of groups are in.
    """

    documents: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    since: str = ""
    until: str = ""
    groups: bool = True
    members: bool = False

    def keeps(self, row: Row) -> bool:
        """Return whether a row is in the selection.

        Examples:
            >>> body = Body("a", "柳州市教育局", tier="prefecture")
            >>> row = Row("x", "t", Role.LEAD, body, date="2021-03-01", issuer="450200")
            >>> Selection(regions=frozenset({"450000"}), until="2021").keeps(row)
            True
            >>> Selection(since="2021-06").keeps(row)
            False
            >>> Selection(since="2021-06").keeps(replace(row, date="2021"))
            True
        """
        return (
            _in(self.documents, row.document)
            and _in(self.tiers, row.body.tier)
            and _in(self.systems, row.body.system)
            and _in(self.roles, row.role)
            and _below(self.regions, (row.issuer,))
            and _below(self.places, row.regions)
            and _about(self.themes, row.themes)
            and self._in_time(row.date)
            and (self.groups or row.body.kind != "group")
            and (self.members or not row.inferred_from)
        )

    def _in_time(self, date: str) -> bool:
        if not date:
            return not (self.since or self.until)
        late_enough = date >= self.since[: len(date)]
        return late_enough and (not self.until or date[: len(self.until)] <= self.until)


def _in(allowed: frozenset[str] | frozenset[Role], value: str | Role) -> bool:
    return not allowed or value in allowed


def _below(codes: frozenset[str], found: Iterable[str]) -> bool:
    """Return whether a found code is one of the codes or lies below one of them."""
    if not codes:
        return True
    return any(code in codes or any(_contains(over, code) for over in codes) for code in found)


def _contains(over: str, code: str) -> bool:
    # GB/T 2260 spells the hierarchy into its digits: 45|02|03, with 00 for "the whole".
    # 100000 stands for the centre and has nothing below it.
    stem = over
    while stem.endswith("00"):
        stem = stem[:-2]
    return bool(stem) and over != "100000" and len(code) >= len(over) and code.startswith(stem)


def _about(themes: frozenset[str], found: tuple[str, ...]) -> bool:
    return not themes or any(
        theme == over or theme.startswith(f"{over}/") for theme in found for over in themes
    )


def select(found: Iterable[Row], selection: Selection) -> list[Row]:
    """Return the rows that a selection keeps, in their order."""
    return [row for row in found if selection.keeps(row)]


def rows(store: Queryable, selection: Selection | None = None) -> list[Row]:
    """Return the assignments of a store as rows, sorted by task and assignment.

    Args:
        store: What answers SPARQL: the store of a build, or another server
            (``kg.graph.remote.RemoteStore``).
        selection: What to keep; everything but inferred members when left out.

    Returns:
        One row per body, role and task. All of them stand in memory, whatever is kept.

    Raises:
        StoreError: If the server is away, refuses, or cuts the answer short.
    """
    return select(_read(Facts(store.query(QUERY))), selection or Selection())


def _read(facts: Facts) -> list[Row]:
    bodies: dict[str, Body] = {}
    tasks: dict[str, Row] = {}
    found: list[Row] = []
    for assignment in facts.subjects("kg:task"):
        task = facts.one("kg:task", assignment)
        if task not in tasks:
            tasks[task] = _task(facts, task)
        named = _local(facts.one("kg:role", assignment))
        if named not in _ROLES:  # a foreign store may know roles that this one does not
            continue
        role = Role(named)
        for agency in facts.all("kg:agency", assignment):
            row = replace(tasks[task], assignment=assignment, role=role)
            found += _with_members(facts, row, agency, bodies)
    return sorted(found, key=lambda row: (row.task, row.assignment, row.agency))


def _with_members(facts: Facts, row: Row, agency: str, bodies: dict[str, Body]) -> Iterator[Row]:
    yield replace(row, body=_cached(facts, agency, bodies))
    for member in facts.all("kg:inferredMember", agency):
        yield replace(row, body=_cached(facts, member, bodies), inferred_from=agency)


def _cached(facts: Facts, iri: str, bodies: dict[str, Body]) -> Body:
    if iri not in bodies:
        bodies[iri] = _body(facts, iri)
    return bodies[iri]


def _task(facts: Facts, task: str) -> Row:
    """Return a row that holds what all assignments of a task share."""
    document = facts.one("dcterms:isPartOf", task)
    return Row(
        assignment="",
        task=original(task, partial(facts.one, "kg:reprintOf")),
        role=Role.JOINT,
        body=Body("", ""),
        document=document,
        title=facts.one("dcterms:title", document),
        date=facts.one("dcterms:issued", document),
        issuer=_region(facts, document),
        themes=tuple(sorted(facts.code(theme) for theme in facts.all("kg:theme", task))),
        regions=tuple(sorted(facts.code(place) for place in facts.all("kg:place", task))),
    )


def original(task: str, earlier: Callable[[str], str]) -> str:
    """Follow reprints to the first printing, which is the task; stop where they go in circles.

    Args:
        task: IRI of a task or reprint.
        earlier: Returns the task that a reprint repeats, or nothing.
    """
    seen = {task}
    while (before := earlier(task)) and before not in seen:
        seen.add(before)
        task = before
    return task


def _body(facts: Facts, iri: str) -> Body:
    region = facts.one("kg:jurisdiction", iri)
    system = facts.one("kg:system", iri)
    return Body(
        iri=iri,
        label=facts.label(iri) or _local(iri),
        label_en=facts.label(iri, "en"),
        jurisdiction=_region(facts, iri),
        jurisdiction_label=facts.label(region),
        tier=_local(facts.one("kg:tier", iri)),
        system=facts.label(system) or _local(system),
        kind=_local(facts.one("kg:kind", iri)),
    )


def _region(facts: Facts, subject: str) -> str:
    region = facts.one("kg:jurisdiction", subject)
    return facts.one("skos:notation", region) or _local(region)


def _local(name: str) -> str:
    """Return the last part of an IRI; a plain word as it is."""
    return name.rpartition("#")[2].rpartition("/")[2]
