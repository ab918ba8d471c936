"""Files of RDF in stores: cut into parcels or not, the same statements are there."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import load
from kg.graph.export import write_graph, write_nquads
from kg.graph.load import load_file
from kg.graph.store import Store


@pytest.mark.parametrize("ending", [".nq", ".trig"])
@pytest.mark.parametrize("parcel", [1000, 1 << 23])
def test_a_file_gives_the_graph_it_was_written_from(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, parcel: int
) -> None:
    monkeypatch.setattr(load, "_PARCEL", parcel)
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
    monkeypatch.setattr(load, "_PARCEL", 50)
    path = tmp_path / "blank.nt"
    lines = [f'<a:s> <a:p> "_: {n}" .\n<a:s> <a:q> "{n}" .\n_:b <a:p> "{n}" .' for n in range(99)]
    path.write_text("\n".join(lines))
    store = Store.memory()
    load_file(store, path)
    assert len(store) == 3 * 99
    blank = {q.subject for q in store.inner if isinstance(q.subject, ox.BlankNode)}
    assert len(blank) == 1


@pytest.mark.parametrize("parcel", [10, 1000])
def test_what_is_broken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parcel: int
) -> None:
    monkeypatch.setattr(load, "_PARCEL", parcel)
    path = tmp_path / "broken.nq"
    path.write_text("<a:s> <a:p> <a:o> <a:g> .\n<a:s> oops .\n")
    with pytest.raises(StoreError, match="cannot be read"):
        load_file(Store.memory(), path)
