"""What is gathered while files go by equals what the finished graph says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.builds import open_store
from kg.earlier import Checking
from kg.graph.everyone import Everyone
from kg.graph.iri import Iris
from kg.graph.labels import Schemes
from kg.graph.store import Store
from kg.graph.ties import Tie
from kg.graph.trig import HEADER, NEXT, Block, day, decimals, full, words
from kg.manifest import FACTS, PIECES, SHARDS, read_manifest
from kg.network.gathered import gathered_bodies, gathered_networks
from kg.network.graphs import co_assignment, lead_support
from kg.network.rows import rows
from kg.pieces import Means, Piece, counted_facts, gathered, made, noted
from kg.pipeline import build
from kg.publish.lookups import known
from kg.recent import recent
from kg.resolve import Resolver

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("build")
    build([SAMPLES], output)
    return output


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(folder: Path) -> Everyone:
    found = Everyone()
    for path in sorted((folder / SHARDS).glob(f"*{FACTS}")):
        for line in path.read_bytes().splitlines():
            found.add(*counted_facts(line))
    return found


def bodies(whole: Everyone) -> dict[str, Any]:
    return gathered_bodies(whole.used, Schemes.load(), Iris())


def edges(graph: nx.Graph[str]) -> dict[Any, Any]:
    return {(one, other): data for one, other, data in graph.edges(data=True)}


def test_networks_equal_those_of_the_rows(store: Store, whole: Everyone) -> None:
    found = rows(store)
    networks = gathered_networks(whole.ties, bodies(whole), Iris().agency)
    for made_network, expected in zip(
        networks, (co_assignment(found), lead_support(found)), strict=True
    ):
        assert dict(made_network.nodes(data=True)) == dict(expected.nodes(data=True))
        assert edges(made_network) == edges(expected)
        assert list(made_network) == list(expected)
        assert len(expected.edges) > 50


def test_maps_show_the_assignments_of_the_graph(
    folder: Path, store: Store, whole: Everyone
) -> None:
    shown = recent(folder, bodies(whole), Iris(), whole.tasks)
    assert shown.rows == rows(store)
    everything = known(store)
    assert shown.names == everything.names
    assert shown.words == everything.words
    assert list(shown.words) == list(everything.words)
    assert shown.note == ("", "")


def test_maps_of_many_tasks_show_the_latest_and_say_so(
    folder: Path, whole: Everyone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.recent.MOST", 40)
    shown = recent(folder, bodies(whole), Iris(), whole.tasks)
    assert 0 < len(shown.words) <= 40
    number = sum(whole.tasks.values())
    assert shown.left == number - len(shown.words)
    assert str(shown.left) in shown.note[0] and str(shown.left) in shown.note[1]
    dates = {row.document: row.date for row in rows_of(folder)}
    left = [date for document, date in dates.items() if document not in documents(shown.rows)]
    assert min(row.date for row in shown.rows) >= max(left)


def rows_of(folder: Path) -> list[Any]:
    with open_store(folder) as store:
        return rows(store)


def documents(found: list[Any]) -> set[str]:
    return {row.document for row in found}


def test_pieces_are_found_where_they_were_put(folder: Path) -> None:
    manifest = read_manifest(folder)
    files = [(source.name, SAMPLES / source.name) for source in manifest.sources]
    earlier = Checking(folder, manifest).earlier(files)
    means = Means.load(Resolver.load(), Iris())
    assert len(manifest.sources) > 30
    for source, (name, path) in zip(manifest.sources, files, strict=True):
        again, kept = made(name, path, means), earlier.knows(name)
        assert isinstance(again, Piece)
        assert kept is not None
        assert earlier.piece(kept) == replace(again, notes={})
        assert noted(earlier.facts(kept), means) == again.notes
        assert kept.made.sha256 == source.sha256


def test_bodies_are_what_the_graph_says(store: Store, whole: Everyone) -> None:
    found = bodies(whole)
    for row in rows(store):
        assert found[row.agency] == row.body


def test_a_tie_remembers_so_many_tasks_and_counts_all() -> None:
    tie = Tie(most=2)
    for task, date in (("a", ""), ("b", "2021-03"), ("c", "2020-01-05")):
        tie.add(task, 2, date)
    assert (tie.count, tie.weight, tie.tasks) == (3, 1.5, ["a", "b"])
    assert (tie.first, tie.last) == ("2020-01-05", "2021-03")


HOSTILE = [
    'a"b',
    "a\\b",
    "a\nb\rc\td",
    "\x00\x01\x1f",
    '"""',
    "\\u0041",
    "> <x:y> .",
    "\u202e\u2028",
    "𠮷",
    "'''",
    "}",
    "@zh",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_come_back_from_trig_as_they_were(text: str) -> None:
    block = Block("x:g", {"task": "x:task/"})
    block.say("task:1-2", "kg:text", words(text, "zh"))
    block.say("task:1-2", "kg:section", words(text))
    found = list(ox.parse(HEADER + block.text(), format=ox.RdfFormat.TRIG))
    assert {(quad.object.value, quad.object.language) for quad in found} == {  # type: ignore[union-attr]
        (text, "zh"),
        (text, None),
    }


def test_a_thing_told_twice_keeps_each_statement_once() -> None:
    block = Block("x:g", {"task": "x:task/"})
    said = ["a kg:Task", "kg:text " + words(f"甲{NEXT}乙"), "kg:lead <x:b>"]
    block.tell("task:1-2", NEXT.join(said), ("a kg:Task", "kg:text", "kg:lead"))
    block.tell("task:1-2", NEXT.join([said[1], "kg:lead <x:c>"]), ("kg:text", "kg:lead"))
    block.say("task:1-2", "kg:lead", "<x:b>")
    found = list(ox.parse(HEADER + block.text(), format=ox.RdfFormat.TRIG))
    assert len(found) == len(set(found)) == 4
    assert block.classes == {"kg:Task": 1}
    assert block.properties == {"a": 1, "kg:text": 1, "kg:lead": 2}


def test_a_statement_stands_once_and_is_counted_once() -> None:
    block = Block("x:g", {})
    for value in (day("2021"), day("2021-03"), day("2021-03-05"), day("2021"), decimals(0.5)):
        block.say(full("x:a"), "kg:due", value)
    block.say(full("x:a"), "a", "kg:Task")
    found = list(ox.parse(HEADER + block.text(), format=ox.RdfFormat.TRIG))
    assert len(found) == len(set(found)) == 5
    assert block.classes == {"kg:Task": 1}
    assert block.properties == {"kg:due": 4, "a": 1}


def test_another_base_is_written_anew(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    (source / "a.txt").write_bytes((SAMPLES / "paren-bare.txt").read_bytes())
    output = tmp_path / "out"
    build([source], output)
    assert build([source], output).unchanged == 1
    again = build([source], output, base="https://example.org/x/")
    assert again.unchanged == 0
    assert "w3id.org/fengong/id/" not in (output / "assignments.csv").read_text(encoding="utf-8")


def test_what_is_known_of_a_piece_is_true() -> None:
    piece = made("a.txt", SAMPLES / "gazette.txt", Means.load(Resolver.load(), Iris()))
    assert isinstance(piece, Piece)
    about = gathered(piece.line)
    assert about.rows["documents"] == len(about.documents) > 1
    assert about.sizes == tuple(len(piece.parts[name]) for name in PIECES)
    documents, used = counted_facts(piece.parts[FACTS])
    assert [len(document.tasks) for document in documents] == [
        told.tasks for told in about.documents
    ]
    assert used.agencies
