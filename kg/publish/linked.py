"""JSON-LD for pages, and the way from every IRI of the graph to its page."""

from __future__ import annotations

from typing import Any

from kg.publish.catalogue import BodyEntry, Catalogue, DocumentEntry, ThingEntry

__all__ = ["addresses", "of_body", "of_dataset", "of_document", "of_page", "of_thing"]

_CONTEXT = "https://schema.org"
_TYPES = {
    "region": "AdministrativeArea",
    "area": "Place",
    "theme": "DefinedTerm",
    "system": "DefinedTerm",
}


def of_document(document: DocumentEntry) -> dict[str, Any]:
    """Describe a document as ``schema:Legislation``."""
    plain = document.resolved.document
    return _clean(
        {
            "@context": _CONTEXT,
            "@type": "Legislation",
            "@id": document.iri,
            "name": document.title,
            "legislationIdentifier": plain.number,
            "legislationDate": plain.date,
            "inLanguage": "zh-Hans",
            "legislationJurisdiction": document.region.iri if document.region else "",
        }
    )


def of_body(body: BodyEntry) -> dict[str, Any]:
    """Describe a body as ``schema:GovernmentOrganization``, with its names."""
    names = sorted({name for name, _ in body.names} - {body.agency.label})
    return _clean(
        {
            "@context": _CONTEXT,
            "@type": "GovernmentOrganization",
            "@id": body.iri,
            "name": _names(body.agency.label, body.agency.label_en),
            "alternateName": names,
            "areaServed": body.region.iri if body.region else "",
        }
    )


def of_thing(thing: ThingEntry) -> dict[str, Any]:
    """Describe a division, area, topic or system."""
    return _clean(
        {
            "@context": _CONTEXT,
            "@type": _TYPES[thing.kind],
            "@id": thing.iri,
            "name": _names(thing.zh, thing.en if thing.en != thing.zh else ""),
            "identifier": thing.key,
        }
    )


def of_page(catalogue: Catalogue, path: str) -> dict[str, Any]:
    """Describe a page that is about no single thing as part of the whole."""
    return {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "url": path,
        "about": {"@type": "Dataset", "@id": catalogue.iris.dataset()},
    }


def of_dataset(catalogue: Catalogue, title: tuple[str, str], licence: str) -> dict[str, Any]:
    """Describe the whole as ``schema:Dataset``."""
    return _clean(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "@id": catalogue.iris.dataset(),
            "name": _names(*title),
            "license": licence,
            "hasPart": [document.iri for document in catalogue.documents],
        }
    )


def _names(zh: str, en: str) -> list[dict[str, str]]:
    names = [{"@value": zh, "@language": "zh-Hans"}]
    return [*names, {"@value": en, "@language": "en"}] if en else names


def _clean(value: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in value.items() if part not in ("", [])}


def addresses(catalogue: Catalogue) -> dict[str, Any]:
    """Return what a browser needs to find the page of any IRI of the graph.

    Parts of texts are found by the hash and the position in their IRI; the rest by a table.
    """
    base = catalogue.iris.base
    pages: dict[str, str] = {}
    texts: dict[str, list[list[Any]]] = {}
    for document in catalogue.documents:
        plain = document.resolved.document
        span = [plain.span.start, plain.span.end, document.page]
        texts.setdefault(plain.source.sha256[:16], []).append(span)
    for body in catalogue.bodies.values():
        pages[body.iri.removeprefix(base)] = body.page
    for thing in catalogue.things.values():
        pages[thing.iri.removeprefix(base)] = thing.page
    return {"base": base, "texts": texts, "pages": dict(sorted(pages.items()))}
