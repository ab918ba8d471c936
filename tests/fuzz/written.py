"""What is written, read back by the readers of others: csv, rdflib, a parser of HTML."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import html5rdf
import networkx as nx
import pyoxigraph as ox
import rdflib

from kg.graph.export import FORMATS, write_graph
from kg.graph.iri import Iris
from kg.graph.rdf import quads
from kg.graph.store import Store
from kg.model import ResolvedDocument
from kg.publish import sparql
from kg.publish.maps import MapContent, MapTask, map_data, write_map
from kg.publish.site import write_site
from kg.publish.tables import COLUMNS, read_table, table_head, table_lines, task_text

__all__ = ["graph", "maps", "pages", "tables"]

IRIS = Iris()
_XHTML = "{http://www.w3.org/1999/xhtml}"
_RUNS = tuple("=+-@＝＋－＠\t\r\n")  # what a spreadsheet takes for a formula
_SCRIPTS = ("application/json", "application/ld+json")

rdflib.NORMALIZE_LITERALS = False


def tables(resolved: ResolvedDocument) -> None:
    """Write the tables: nothing in them runs, and every cell reads back."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        lines = table_lines([resolved], IRIS)
        for table, columns in COLUMNS.items():
            octets = f"{table_head(table)}{lines[table][0]}".encode()
            (folder / f"{table}.csv").write_bytes(octets)
            with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file, strict=True))
            assert rows[0] == list(columns)
            assert all(len(row) == len(columns) for row in rows)
            assert not [cell for row in rows for cell in row if cell.startswith(_RUNS)]
        read = {table: list(read_table(folder / f"{table}.csv")) for table in COLUMNS}
    plain, source = resolved.document, resolved.document.source
    assert [(row["source"], row["title"], row["issuer"]) for row in read["documents"]] == [
        (source.name, plain.title, plain.issuer)
    ]
    found = [(row["mention"], row["name"], row["agency_label"]) for row in read["assignments"]]
    assert found == [
        (one.mention.surface, one.mention.name, body.agency.label)
        for item in resolved.tasks
        for one, body in zip(item.task.clause.assignments, item.resolutions, strict=True)
    ]
    texts = [(row["task_text"], row["section"], row["deadline"]) for row in read["tasks"]]
    assert texts == [
        (task_text(source, item.task), item.task.section, item.task.deadline)
        for item in resolved.tasks
    ]
    assert [(row["quote"], row["reason"]) for row in read["open"]] == [
        (one.quote, one.reason) for one in resolved.opens
    ]


def graph(resolved: ResolvedDocument) -> None:
    """Write the graph in every format: the same statements are read back."""
    said = set(quads(resolved, IRIS))
    store = Store.memory()
    store.load(said)
    assert set(store.inner) == said
    with TemporaryDirectory() as folder:
        for suffix, form in FORMATS.items():
            path = Path(folder) / f"graph{suffix}"
            write_graph(store, path)
            found = set(ox.parse(path=path, format=form))
            if form.supports_datasets:
                assert found == said, suffix
            else:
                assert {one.triple for one in found} == {one.triple for one in said}, suffix
        dataset = rdflib.Dataset()
        dataset.parse(Path(folder) / "graph.nq", format="nquads")
    assert {tuple(map(_plain, one)) for one in dataset.quads()} == {
        tuple(map(_term, (one.subject, one.predicate, one.object, one.graph_name))) for one in said
    }


def _plain(term: Any) -> tuple[str, ...]:
    if isinstance(term, rdflib.Literal):
        kind = term.datatype or (rdflib.RDF.langString if term.language else rdflib.XSD.string)
        return (str(term), term.language or "", str(kind))
    return (str(getattr(term, "identifier", term)),)


def _term(term: Any) -> tuple[str, ...]:
    if isinstance(term, ox.Literal):
        return (term.value, (term.language or "").lower(), term.datatype.value)
    return (str(term.value),)


def pages(resolved: ResolvedDocument) -> None:
    """Write the site: no page runs or asks for anything of the text, and the text is whole."""
    store = Store.memory()
    store.load(quads(resolved, IRIS))
    # The engine of the query page is the same on every site, and large.
    with TemporaryDirectory() as name, patch.object(sparql, "_write_engine"):
        folder = Path(name)
        write_site(folder, [resolved], store, IRIS)
        found = {path.parent.name: path for path in sorted(folder.rglob("*.html"))}
        document = _read(found["document"])
        for kind in ("agency", name, "system"):
            if kind in found:
                _harmless(_read(found[kind]))
    _harmless(document)
    lines = [
        "".join(element.itertext())
        for element in document.iter(f"{_XHTML}p")
        if "data-start" in element.attrib
    ]
    words = [line for line in resolved.document.source.text.split("\n") if line.strip()]
    assert [*map(_shown, lines)] == [*map(_shown, words)]


def maps(resolved: ResolvedDocument) -> None:
    """Write a map: its data reads back as it was, and its page runs nothing else."""
    network: nx.Graph[str] = nx.Graph()
    made = []
    for number, item in enumerate(resolved.tasks):
        bodies = dict.fromkeys(one.agency for one in item.resolutions)
        for body in bodies:
            network.add_node(body.key, label=body.label, label_en=body.label_en, system=body.system)
        nx.add_path(network, [body.key for body in bodies], count=1, tasks=[str(number)])
        members = tuple((body.key, "lead") for body in bodies)
        text = task_text(resolved.document.source, item.task)
        made.append(MapTask(str(number), text, resolved.document.title, members=members))
    content = MapContent(tasks=tuple(made), assets="../assets/", note=("甲", "a"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        write_map(network, path, title=resolved.document.title, content=content)
        page = _read(path)
    _harmless(page)
    (data,) = (one.text for one in page.iter(f"{_XHTML}script") if one.get("id") == "data")
    read = json.loads(data or "")
    wanted = json.loads(json.dumps(map_data(network, content)))
    assert {key: read[key] for key in wanted} == wanted


def _read(path: Path) -> Any:
    with path.open("rb") as file:
        return html5rdf.parse(file, transport_encoding="utf-8")


def _harmless(page: Any) -> None:
    """Fail where an element runs or asks for what the templates do not say."""
    for element, values in _elements(page):
        tag = str(element.tag).removeprefix(_XHTML)
        assert not [name for name in values if name.lower().startswith("on")], tag
        assert tag not in {"img", "iframe", "object", "embed", "base", "form", "template"}, tag
        if tag == "script" and "src" not in values:
            assert values.get("type") in _SCRIPTS, element.text
            json.loads(element.text or "")
        for name in ("src", "href"):
            parts = urlsplit(values.get(name, ""))
            assert parts.scheme in ("", "data") and not parts.netloc, values


def _elements(page: Any) -> Iterator[tuple[Any, dict[str, str]]]:
    for element in page.iter():
        if isinstance(element.tag, str):
            yield element, {str(name): str(value) for name, value in element.attrib.items()}


def _shown(words: str) -> str:
    """Return words as every HTML page shows them: it has one line break, and no NUL."""
    one = words.replace("\r\n", "\n").replace("\r", "\n")
    return one.replace("\0", "").replace("\ufffd", "").strip("\n")
