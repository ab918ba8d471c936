"""The query page: SPARQL in the browser, over the same graph, with no server.

A browser may not fetch files from a disk, so the graph and the engine stand in script files.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.graph.export import write_graph
from kg.graph.questions import Question, questions
from kg.graph.store import Store
from kg.graph.terms import PREFIXES
from kg.publish.catalogue import Catalogue
from kg.publish.linked import addresses
from kg.publish.parts import has_part, part_bytes, part_text

__all__ = ["question_data", "write_query_page"]

_PARTS = ("oxigraph.js", "oxigraph.wasm", "yasqe.js", "yasqe.css")


def write_query_page(
    folder: Path, store: Store, catalogue: Catalogue, page: Callable[..., None]
) -> None:
    """Write the query page, the engine and the graph it asks.

    Without the engine (a checkout where it was not brought in) the page says so and shows the
    named questions, which the command line answers too.
    """
    complete = all(has_part(name) for name in _PARTS)
    if complete:
        _write_engine(folder / "assets")
        _write_graph(folder / "data", store)
    values = {
        "questions": [question_data(question) for question in questions()],
        "choices": _choices(catalogue),
        "addresses": addresses(catalogue),
        "prefixes": PREFIXES,
    }
    page("sparql.html", "sparql.html", here="sparql", wide="wide", complete=complete, data=values)


def _write_engine(folder: Path) -> None:
    for name in ("yasqe.js", "yasqe.css"):
        (folder / name).write_text(part_text(name), encoding="utf-8", newline="\n")
    engine = {
        "code": _classic(part_text("oxigraph.js")),
        "wasm": _packed(part_bytes("oxigraph.wasm")),
    }
    _write_script(folder / "engine.js", "kgEngine", engine)


def _packed(content: bytes) -> str:
    """Return bytes as text that browsers unpack: a tenth of a graph's size."""
    return b64encode(gzip.compress(content, mtime=0)).decode("ascii")


def _classic(module: str) -> str:
    """Return a module as a plain script: pages on a disk may start workers from those alone."""
    plain = re.sub(r"^export (?=class |function |const )", "", module, flags=re.MULTILINE)
    plain = re.sub(r"^export \{[^}]*\};?$", "", plain, flags=re.MULTILINE)
    return plain.replace("import.meta.url", '""')


def _write_graph(folder: Path, store: Store) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        path = Path(name, "graph.trig")
        write_graph(store, path)
        _write_script(folder / "graph.js", "kgGraph", _packed(path.read_bytes()))


def _write_script(path: Path, name: str, value: Any) -> None:
    # JSON is JavaScript; the two line separators that once were not are escaped all the same.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    path.write_text(f"globalThis.{name}={text};\n", encoding="utf-8", newline="\n")


def question_data(question: Question) -> dict[str, Any]:
    """Return what the query page needs to know of a question."""
    return {
        "name": question.name,
        "title": [question.title, question.title_en],
        "sparql": question.sparql,
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "required": parameter.required,
                "label": [parameter.label, parameter.label_en],
            }
            for parameter in question.parameters
        ],
    }


def _choices(catalogue: Catalogue) -> dict[str, list[list[str]]]:
    """Return what can stand for a parameter of each kind: name and IRI."""
    bodies = [[body.agency.label, body.iri] for body in catalogue.ranked_bodies()]
    choices = {
        "body": bodies,
        "document": [[document.title, document.iri] for document in catalogue.documents],
    }
    for kind in ("region", "system", "theme"):
        choices[kind] = [[entry.zh, entry.iri] for entry in catalogue.of_kind(kind)]
    return choices
