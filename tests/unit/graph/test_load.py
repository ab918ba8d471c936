"""Files of RDF in stores: cut into parcels or not, the same statements are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import load
from kg.graph.export import write_graph, write_nquads
from kg.graph.load import load_file
from kg.graph.store import Store
from kg.pipeline import build


def small(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(load, "_PARCEL", size)
    monkeypatch.setattr(load, "_BLOCKS", size)
    ways = {form: (size, cut) for form, (_, cut) in load._WAYS.items()}
    monkeypatch.setattr(load, "_WAYS", ways)


@pytest.mark.parametrize("ending", [".nq", ".trig"])
@pytest.mark.parametrize("parcel", [1000, 4000, 30_000, 1 << 23])
def test_a_file_gives_the_graph_it_was_written_from(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, parcel: int
) -> None:
    small(monkeypatch, parcel)
    path = tmp_path / f"graph{ending}"
    (write_nquads if ending == ".nq" else write_graph)(store, path)
    read = Store.memory()
    load_file(read, path)
    found, expected = (ox.Dataset(iter(one.inner)) for one in (read, store))
    for graph in (found, expected):
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert found == expected


def test_a_blank_node_is_the_same_in_all_parcels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch, 50)
    path = tmp_path / "blank.nt"
    lines = [f'<a:s> <a:p> "_: {n}" .\n<a:s> <a:q> "{n}" .\n_:b <a:p> "{n}" .' for n in range(99)]
    path.write_text("\n".join(lines))
    store = Store.memory()
    load_file(store, path)
    assert len(store) == 3 * 99
    blank = {q.subject for q in store.inner if isinstance(q.subject, ox.BlankNode)}
    assert len(blank) == 1


@pytest.mark.parametrize("parcel", [10, 1000])
@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (".nq", "<a:s> <a:p> <a:o> <a:g> .\n<a:s> oops .\n"),
        (".trig", "<a:g> {\n\t<a:s> <a:p> 1 .\n\t<a:s> oops .\n}\n"),
        (".trig", "<a:g> {\n\t<a:s> <a:p> 1 .\n\t<a:s> <a:p> 2 .\n"),
        (".trig", "@prefix a: <a:> .\n<a:g> {\n\t<a:s> a:p b:o .\n}\n"),
    ],
)
def test_what_is_broken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parcel: int, ending: str, words: str
) -> None:
    small(monkeypatch, parcel)
    path = tmp_path / f"broken{ending}"
    path.write_text(words)
    with pytest.raises(StoreError, match="cannot be read"):
        load_file(Store.memory(), path)


def plain(words: str) -> set[ox.Quad]:
    return set(ox.parse(words, format=ox.RdfFormat.TRIG))


# TriG that others write, or that only looks like ours at first.
FOREIGN = {
    "default graph": "@prefix a: <a:> .\na:s a:p a:o .\n<a:g> {\n\ta:s a:p 1 .\n}\n",
    "long text": '<a:g> {\n\t<a:s> <a:p> """\n\t<a:x> .\n\t<a:s>\n}\n<a:h> {\n""" .\n}\n',
    "comment": "<a:g> {\n\t<a:s> <a:p> <a:o> , # told .\n\t<a:o2> .\n}\n",
    "prefix anew": "@prefix a: <b:> .\n<a:g> {\n\ta:s a:p 1 .\n}\n@prefix a: <c:> .\n"
    "<a:g> {\n\ta:s a:p 1 .\n}\n",
    "spaces": "<a:g> {\n  <a:s> <a:p> 1 .\n  <a:s> <a:p> 2 .\n}\n",
    "one line": "<a:g> { <a:s> <a:p> 1 } <a:h> { <a:s> <a:p> 2 }",
    "end of line": "<a:g> {\r\n\t<a:s> <a:p> 1 .\r\n}\r\n",
    "base": "@base <http://a/> .\n<g> {\n\t<s> <p> 1 .\n\t<s> <p> 2 .\n}\n",
    "no end of line": "<a:g> {\n\t<a:s> <a:p> 1 .\n}",
    "empty": "",
    "empty graph": "<a:g> {\n}\n<a:h> {\n\t<a:s> <a:p> 1 .\n}\n",
}


@pytest.mark.parametrize("size", [1, 7, 20, 60])
@pytest.mark.parametrize("name", FOREIGN)
def test_trig_of_others_is_whole_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    small(monkeypatch, size)
    path = tmp_path / "graph.trig"
    path.write_bytes(FOREIGN[name].encode())
    store = Store.memory()
    load_file(store, path)
    assert set(store.inner) == plain(FOREIGN[name])


def test_trig_is_cut(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch, 4000)
    path = tmp_path / "graph.trig"
    write_graph(store, path)
    cut: list[bytes] = []
    loaded = Store.load_parcels

    def kept(self: Store, parcels: Iterator[bytes], *rest: Any, **more: Any) -> None:
        loaded(self, (cut.append(one) or one for one in parcels), *rest, **more)

    monkeypatch.setattr(Store, "load_parcels", kept)
    load_file(Store.memory(), path)
    assert len(cut) > 10
    assert all(b"_:" not in one for one in cut)


@pytest.mark.parametrize("size", [4000, 20_000, 50_000])
def test_the_graph_of_a_build_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Its prefixes change from document to document; each parcel has those that hold there."""
    texts = (
        "吉林省人民政府办公厅关于印发样例的通知\n\n1.修建南山水库。（省水利厅牵头，省财政厅配合）\n",
        "柳州市人民政府办公室关于印发样例的通知\n\n1.修建东环路。（市交通运输局、市财政局负责）\n",
    )
    (tmp_path / "docs").mkdir()
    for number, text in enumerate(texts):
        (tmp_path / "docs" / f"{number}.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "docs"], tmp_path / "out", network=False)
    path = tmp_path / "out" / "graph.trig"
    whole = plain(path.read_text(encoding="utf-8"))
    small(monkeypatch, size)
    cut: list[bytes] = []
    loaded = Store.load_parcels

    def kept(self: Store, parcels: Iterator[bytes], *rest: Any, **more: Any) -> None:
        loaded(self, (cut.append(one) or one for one in parcels), *rest, **more)

    monkeypatch.setattr(Store, "load_parcels", kept)
    store = Store.memory()
    load_file(store, path)
    assert len(store) == len(whole)
    named = {quad for quad in whole if "_:" not in str(quad)}
    assert {quad for quad in store.inner if "_:" not in str(quad)} == named
    assert len(cut) > path.stat().st_size / size / 20
