"""Vocabulary files read as Turtle into plain facts, and the cache written from them.

``python -m kg.resolve.turtle`` writes ``ontology/cache.json`` anew.
"""

from __future__ import annotations

import json
from typing import Any

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS
from rdflib.term import Node

from kg.errors import VocabularyError
from kg.graph.iri import ONTOLOGY
from kg.resolve.vocabulary import CACHE, FILES, digests
from kg.vocabulary import ontology_file

__all__ = ["facts_from_turtle", "main"]

_KG = Namespace(ONTOLOGY)
_GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
_TIERS = ("province", "municipality", "prefecture", "county")
_NEVER = 9999


def _graph(name: str) -> Graph:
    try:
        return Graph().parse(ontology_file(name), format="turtle")
    except Exception as error:  # rdflib raises what its tokeniser meets: SyntaxError, ValueError
        raise VocabularyError(
            f"not readable as Turtle: {error}", place=name, remedy="Mend the file"
        ) from error


def _texts(graph: Graph, subject: Node, *predicates: URIRef, lang: str = "") -> list[str]:
    values = [value for predicate in predicates for value in graph.objects(subject, predicate)]
    return sorted(
        str(value)
        for value in values
        if not lang or (isinstance(value, Literal) and value.language == lang)
    )


def _text(graph: Graph, subject: Node, predicate: URIRef, lang: str = "") -> str:
    return next(iter(_texts(graph, subject, predicate, lang=lang)), "")


def _year(graph: Graph, subject: Node, predicate: URIRef, default: int) -> int:
    text = _text(graph, subject, predicate)
    return int(text[:4]) if text else default


def _tail(node: Node) -> str:
    return str(node).rsplit("/", 1)[-1]


def _record(graph: Graph, node: Node) -> list[Any]:
    parent = graph.value(node, SKOS.broader)
    return [
        _text(graph, node, RDFS.label),
        _texts(graph, node, SKOS.altLabel),
        _tail(parent) if parent else "",
        _year(graph, node, _KG["from"], 0),
        _year(graph, node, _KG.until, _NEVER),
        sorted(_tail(code) for code in graph.objects(node, DCTERMS.isReplacedBy)),
    ]


def _regions(graph: Graph) -> list[list[Any]]:
    rows = []
    for node in graph.subjects(RDF.type, _KG.Region):
        records = [_record(graph, record) for record in graph.objects(node, _KG.record)]
        place = [_text(graph, node, _GEO.lat), _text(graph, node, _GEO.long)]
        rows.append(
            [
                _text(graph, node, SKOS.notation),
                _text(graph, node, _KG.tier),
                _text(graph, node, SKOS.prefLabel, "en"),
                *(float(number) if number else None for number in place),
                sorted(records, key=lambda record: (record[3], record[0])),
            ]
        )
    return sorted(rows, key=lambda row: str(row[0]))


def _areas(graph: Graph) -> dict[str, str]:
    """Every name of a named area, with its chief name."""
    held = {}
    for node in graph.subjects(RDF.type, _KG.Area):
        label = _text(graph, node, SKOS.prefLabel, "zh")
        for name in [label, *_texts(graph, node, SKOS.altLabel, lang="zh")]:
            held[name] = label
    return dict(sorted(held.items()))


def _per_tier(graph: Graph, node: Node, what: str) -> dict[str, str]:
    found = {tier: list(graph.objects(node, _KG[f"{tier}{what}"])) for tier in _TIERS}
    return {tier: str(values[0]) for tier, values in found.items() if values}


def _office(graph: Graph, node: Node) -> dict[str, Any]:
    system = graph.value(node, _KG.system)
    if system is None:
        raise VocabularyError("office without a system", place=str(node), remedy="Mend the file")
    name = _text(graph, node, SKOS.prefLabel, "zh")
    return {
        "id": _tail(node),
        "name": name,
        "system": _text(graph, system, SKOS.prefLabel, "zh"),
        "kind": _text(graph, node, _KG.kind) or _text(graph, system, _KG.kind),
        "stems": [name, *_texts(graph, node, SKOS.altLabel)],
        "heads": _per_tier(graph, node, "Head"),
        "others": _texts(graph, node, _KG.otherHead),
        "first": _year(graph, node, _KG["from"], 0),
        "last": _year(graph, node, _KG.until, _NEVER),
        "national": _text(graph, node, _KG.nationalName),
        "national_aliases": _texts(graph, node, _KG.nationalAlias),
        "wholes": _texts(graph, node, _KG.wholeName),
        "patterns": _per_tier(graph, node, "Pattern"),
        "capital": bool(_text(graph, node, _KG.capitalServesProvince)),
        "english": _text(graph, node, _KG.englishStem),
        "english_national": _text(graph, node, _KG.englishNational),
    }


def _offices(graph: Graph) -> list[dict[str, Any]]:
    rows = [_office(graph, node) for node in graph.subjects(RDF.type, _KG.Office)]
    return sorted(rows, key=lambda row: str(row["id"]))


def _systems(graph: Graph) -> tuple[dict[str, str], dict[str, str]]:
    english, leans = {}, {}
    for node in graph.subjects(RDF.type, _KG.System):
        label = _text(graph, node, SKOS.prefLabel, "zh")
        english[label] = _text(graph, node, SKOS.prefLabel, "en")
        leans[label] = _text(graph, node, _KG.leans).split("/theme/")[-1]
    return dict(sorted(english.items())), dict(sorted(leans.items()))


def _changes(graph: Graph) -> list[list[Any]]:
    def names(node: Node, predicate: URIRef) -> list[str]:
        return sorted(_tail(office) for office in graph.objects(node, predicate))

    rows = [
        [
            str(node),
            _text(graph, node, RDFS.label, "zh"),
            [_text(graph, node, day) for day in (DCTERMS.date, _KG.provinceDate, _KG.localDate)],
            _text(graph, node, DCTERMS.bibliographicCitation),
            names(node, ORG.originalOrganization),
            names(node, ORG.resultingOrganization),
        ]
        for node in graph.subjects(RDF.type, ORG.ChangeEvent)
    ]
    return sorted(rows, key=lambda row: (str(row[2]), str(row[0])))


def _topics(graph: Graph) -> list[list[Any]]:
    rows = [
        [
            _text(graph, node, SKOS.notation),
            _text(graph, node, SKOS.prefLabel, "zh"),
            _texts(graph, node, SKOS.hiddenLabel, SKOS.altLabel, lang="zh"),
        ]
        for node in graph.subjects(RDF.type, _KG.Theme)
    ]
    return sorted(rows, key=lambda row: str(row[0]))


def facts_from_turtle() -> dict[str, Any]:
    """Return what the vocabulary files say, in plain lists and dicts.

    Raises:
        VocabularyError: If a file is missing, is no Turtle or lacks what it must say.
    """
    agencies, regions, themes = map(_graph, FILES)
    english, leans = _systems(agencies)
    return {
        "digests": digests(),
        "regions": _regions(regions),
        "areas": _areas(agencies) | _areas(themes) | _areas(regions),
        "offices": _offices(agencies),
        "systems": english,
        "leans": leans,
        "changes": _changes(agencies),
        "topics": _topics(themes),
        "neutral": sorted(str(word) for word in themes.objects(None, _KG.neutralWord)),
    }


def main() -> None:
    """Write the cache beside the vocabulary files."""
    text = json.dumps(facts_from_turtle(), ensure_ascii=False, separators=(",", ":"))
    target = ontology_file(FILES[0]).with_name(CACHE)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
