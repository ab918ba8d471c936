"""What a comparison sets side by side, by the words people use for it.

``2021``, ``2021-06`` and ``2015..2018`` are periods; ``450000`` and 广西壮族自治区 are governments,
with all below them; everything else is a document, by its number, file name, title, a part of
one of these, or its IRI. Several documents that fit are reported, never chosen from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.errors import KgError
from kg.graph.iri import ONTOLOGY
from kg.network.facts import Queryable
from kg.network.rows import Selection

__all__ = ["Side", "side"]

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_PERIOD = re.compile(rf"(?P<since>{_DAY})?\.\.(?P<until>{_DAY})?|(?P<one>{_DAY})")
_CODE = re.compile(r"\d{6}")
_SHOWN = 3  # documents that an error names

_GOVERNMENTS = f"""PREFIX kg: <{ONTOLOGY}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?code ?label WHERE {{
  ?region a kg:Region ; skos:notation ?code ; skos:prefLabel ?label
}}"""

_DOCUMENTS = f"""PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <{ONTOLOGY}>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?document ?name WHERE {{
  ?document a kg:Document .
  {{ ?document dcterms:title ?name }} UNION {{ ?document kg:number ?name }}
  UNION {{ ?document prov:wasDerivedFrom/kg:fileName ?name }}
}}"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Attributes:
        name: What to call it.
        kind: ``period``, ``government`` or ``document``.
        selection: Which rows are on it.
    """

    name: str
    kind: str
    selection: Selection

    def both(self, other: Selection) -> Selection:
        """Return what is on this side of another selection."""
        on = self.selection
        if self.kind == "period":
            return replace(other, since=on.since, until=on.until)
        if self.kind == "government":
            return replace(other, regions=on.regions)
        return replace(other, documents=on.documents)


def side(store: Queryable, word: str) -> Side:
    """Return the side that a word names.

    Args:
        store: The graph, whose documents and divisions may be named.
        word: A period, a government or a document.

    Raises:
        KgError: If nothing in the graph is called so, or several documents are.
    """
    word = word.strip()
    return _period(word) or _government(store, word) or _document(store, word)


def _period(word: str) -> Side | None:
    found = _PERIOD.fullmatch(word)
    if found is None or word == "..":
        return None
    since, until = found["since"] or found["one"] or "", found["until"] or found["one"] or ""
    return Side(word, "period", Selection(since=since, until=until))


def _government(store: Queryable, word: str) -> Side | None:
    known = _pairs(store, _GOVERNMENTS, "code", "label")
    named = sorted({code for code, label in known if word == label})
    codes = [word] if _CODE.fullmatch(word) else named
    if len(codes) > 1:
        shown = ", ".join(codes[:_SHOWN])
        raise KgError(f"several places are called so: {shown}", place=word, remedy="Give the code")
    if not codes:
        return None
    labels = [label for code, label in known if code == codes[0] and not label.isascii()]
    name = " ".join([*labels[:1], codes[0]])
    return Side(name, "government", Selection(regions=frozenset(codes)))


def _document(store: Queryable, word: str) -> Side:
    known = _pairs(store, _DOCUMENTS, "document", "name")
    whole = {iri for iri, name in known if word in (iri, name)}
    found = sorted(whole or {iri for iri, name in known if word and word in name})
    if not found:
        raise KgError(
            "no document, government or period of the build is called so",
            place=word,
            remedy="documents.csv lists the documents; a period looks like 2021 or 2015..2018",
        )
    # A file's whole name stands for all its documents: what they share of their IRIs is the file.
    files = {iri.rpartition("/")[0] for iri in found}
    if len(found) > 1 and not (whole and len(files) == 1):
        shown = "; ".join(_called(known, iri) for iri in found[:_SHOWN])
        raise KgError(
            f"{len(found)} documents are called so: {shown}",
            place=word,
            remedy="Give the document's number or its IRI, which documents.csv lists",
        )
    name = _called(known, found[0]) if len(found) == 1 else word
    return Side(name, "document", Selection(documents=frozenset(found)))


def _called(known: Iterable[tuple[str, str]], document: str) -> str:
    names = sorted((name for iri, name in known if iri == document), key=lambda n: (-len(n), n))
    return next(iter(names), document)


def _pairs(store: Queryable, query: str, one: str, other: str) -> list[tuple[str, str]]:
    return sorted((row[one].value, row[other].value) for row in store.query(query))
