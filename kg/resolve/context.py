"""What a document says about itself: whose it is and when it was issued."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Document, ParsedDocument, Place, Span
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.homes import Evidence, place_and_rest, unit_of
from kg.resolve.text import clean_name

__all__ = ["Context", "context_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_CENTRAL = re.compile("^(国务院|中共中央|中央|国家|全国|中华人民共和国)")
_OFFICE = re.compile("(?:办公厅|办公室|综合司)$")
_TO_ALL = re.compile("国务院各(?:部委|部门)")
_ZONE = re.compile(
    "([\u4e00-\u9fff]{0,10}?(?:开发区|高新区|经开区|新区|示范区|园区|度假区|功能区|保税区|工业区|产业园))"
    "(?=管委会|管理委员会|党工委|工委)"
)
_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Context:
    """What names are read against.

    Attributes:
        home: Code of the government that issued the document, or empty.
        year: Year of issue, 0 if unknown.
        basis: Where ``home`` came from: ``issuer``, ``title``, ``number``, ``text`` or ``open``.
        zone: The development zone inside ``home`` that issued it (柳东新区), or empty. It has no
            code of its own, and its 财政局 is not that of the city.
    """

    home: str
    year: int
    basis: str = "issuer"
    zone: str = ""


def _year_of(document: Document) -> int:
    for text in (document.date, document.number):
        found = _YEAR.search(text)
        if found:
            return int(found.group())
    return 0


def context_of(
    parsed: ParsedDocument,
    places: Gazetteer,
    is_central: Callable[[str], bool],
    find: Callable[[str, Span, Context], tuple[Place, ...]],
) -> Context:
    """Return whose document this is and of which year.

    The issuer says it best, then the title, the number, and last the words of the text.

    Args:
        parsed: The document.
        places: The divisions.
        is_central: Whether a name is that of a body of the centre (教育部).
        find: Finds the places named in a passage of a text, those of its bodies among them.
    """
    document = parsed.document
    year = _year_of(document)
    for basis, text in (("issuer", document.issuer), ("title", document.title)):
        clean = clean_name(text).lstrip("《“")
        if _CENTRAL.match(clean) or is_central(_OFFICE.sub("", clean)):
            return Context(CENTRE, year, basis)
        home, rest = place_and_rest(clean.removeprefix("中共"), places, year)
        if home:
            zone = _ZONE.match(rest)
            return Context(home, year, basis, zone.group(1) if zone else "")
    names = [clean_name(a.mention.name) for task in parsed.tasks for a in task.clause.assignments]
    nowhere = Context("", year)
    evidence = Evidence(
        parsed,
        names,
        unit_of([name for name in names if not is_central(name)], document),
        year,
        places,
        lambda passage: find(document.source.text, passage, nowhere),
    )
    return _by_evidence(evidence, is_central)


def _by_evidence(evidence: Evidence, is_central: Callable[[str], bool]) -> Context:
    """Return what the first of the kinds of evidence tells, the strongest before the others."""
    year, document = evidence.year, evidence.parsed.document
    home = evidence.by_number()
    if home:
        return Context(home, year, "number")
    head = document.span.of(document.source.text)[:_HEAD]
    central = 2 * sum(map(is_central, evidence.names)) > len(evidence.names)
    if not evidence.unit and (_TO_ALL.search(head) or central or evidence.by_centre(is_central)):
        return Context(CENTRE, year, "text")
    home = evidence.by_signature()
    if home:
        return Context(home, year, "text")
    home = evidence.by_heading()
    if home:
        return Context(home, year, "title")
    home = evidence.by_text() if evidence.names else ""
    return Context(home, year, "text" if home else "open")
