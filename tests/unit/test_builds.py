"""The store of a build: made when needed, belonging to its graph, made again when damaged."""

import json
from pathlib import Path

import pytest

from kg.builds import open_store, prepare_store
from kg.errors import NoBuildError, OutputError
from kg.manifest import GRAPH, file_hash
from kg.output import MANIFEST, replacing

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def write_build(folder: Path, statements: int) -> None:
    lines = [f"<x:g> {{ <x:s> <x:p> {number} . }}" for number in range(statements)]
    (folder / GRAPH).write_text("\n".join(lines), encoding="utf-8")
    record = {
        "base": "x:",
        "decisions": "",
        "sources": [],
        "counts": {},
        "files": {GRAPH: file_hash(folder / GRAPH)},
        "format": 3,
    }
    (folder / MANIFEST).write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def build(tmp_path: Path) -> Path:
    with replacing(tmp_path / "out") as staging:
        write_build(staging.folder, 3)
    return tmp_path / "out"


def count(folder: Path) -> int:
    with open_store(folder) as store:
        return int(next(iter(store.rows(COUNT)))["n"].value)


def test_queries_leave_no_trace_in_a_small_build(build: Path) -> None:
    before = sorted(build.iterdir())
    assert count(build) == 3
    assert sorted(build.iterdir()) == before


def test_a_store_is_made_once(build: Path) -> None:
    store = prepare_store(build)
    made = (store / "CURRENT").stat().st_mtime_ns
    assert prepare_store(build) == store
    assert (store / "CURRENT").stat().st_mtime_ns == made
    assert count(build) == 3


def test_a_damaged_store_is_made_again(build: Path) -> None:
    store = prepare_store(build)
    (store / "CURRENT").write_text("nonsense")
    assert count(build) == 3
    prepare_store(build)
    assert count(build) == 3


def test_the_store_goes_with_its_build(build: Path) -> None:
    prepare_store(build)
    with replacing(build) as staging:
        write_build(staging.folder, 5)
    assert not (build / "store").exists()
    prepare_store(build)
    assert count(build) == 5


def test_another_graph_has_another_store(build: Path) -> None:
    prepare_store(build)
    write_build(build, 7)
    assert count(build) == 7
    prepare_store(build)
    assert count(build) == 7


def test_what_a_killed_maker_left_is_removed(build: Path) -> None:
    (build / ".kg-store-abcdefgh").mkdir()
    prepare_store(build)
    assert not (build / ".kg-store-abcdefgh").exists()


@pytest.mark.parametrize("damage", ["graph", "record", "no graph", "no record", "format"])
def test_a_damaged_build_says_so(build: Path, damage: str) -> None:
    if damage == "graph":
        (build / GRAPH).write_text("<x:s> <x:p> 1 .")
    elif damage == "record":
        (build / MANIFEST).write_text("{")
    elif damage == "format":
        (build / MANIFEST).write_text('{"sources": [], "base": "", "format": 99}')
    else:
        (build / {"no graph": GRAPH, "no record": MANIFEST}[damage]).unlink()
    with pytest.raises(NoBuildError, match=r"build|Build"):
        open_store(build)


def test_a_store_that_cannot_be_written_says_so(
    build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(OutputError, match="No space left"):
        prepare_store(build)
