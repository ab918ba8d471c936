"""Building again: what has not changed is not read, and no byte is other than from nothing."""

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from kg import reading
from kg.builds import open_store
from kg.errors import KgError
from kg.manifest import GRAPH, RECORDS, SHARDS
from kg.output import MANIFEST
from kg.pipeline import Summary, build

SAMPLES = Path(__file__).parents[1] / "samples"
FORMS = ("gazette", "table-html", "interleaved", "paren-first-listed", "deadlines", "traditional")


def everything(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in FORMS:
        (folder / f"{name}.txt").write_bytes((SAMPLES / f"{name}.txt").read_bytes())
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of what is read, as it happens."""
    names: list[str] = []
    whole = reading.process

    def watched(name: str, *rest: Any, **options: Any) -> Any:
        names.append(name)
        return whole(name, *rest, **options)

    monkeypatch.setattr(reading, "process", watched)
    return names


def rebuilt(docs: Path, output: Path, **options: Any) -> Summary:
    """Build again, and hold it against a build from nothing."""
    summary = build([docs], output, **options)
    build([docs], output.with_name("nothing"), fresh=True)
    assert everything(output) == everything(output.with_name("nothing"))
    return summary


def test_nothing_changed_nothing_read(docs: Path, tmp_path: Path, read: list[str]) -> None:
    build([docs], tmp_path / "out")
    read.clear()
    assert build([docs], tmp_path / "out").unchanged == len(FORMS)
    assert read == []


def test_changed_new_renamed_and_vanished_files(
    docs: Path, tmp_path: Path, read: list[str]
) -> None:
    build([docs], tmp_path / "out")
    with (docs / "gazette.txt").open("a", encoding="utf-8") as file:
        file.write("\n补充一项。（省水利厅负责）\n")
    (docs / "new.txt").write_bytes((SAMPLES / "prose-fuze.txt").read_bytes())
    (docs / "deadlines.txt").rename(docs / "dates.txt")
    (docs / "traditional.txt").unlink()
    read.clear()
    rebuilt(docs, tmp_path / "out")
    assert read[:3] == ["dates.txt", "gazette.txt", "new.txt"]
    names = {
        source["name"]
        for source in json.loads((tmp_path / "out" / MANIFEST).read_bytes())["sources"]
    }
    assert names == {path.name for path in docs.iterdir()}


@pytest.mark.parametrize("damage", ["records", "manifest", "version", "code", "decisions"])
def test_what_cannot_be_trusted_is_read_again(
    docs: Path, tmp_path: Path, read: list[str], damage: str
) -> None:
    output = tmp_path / "out"
    build([docs], output)
    if damage == "records":
        (output / f"{SHARDS}/000001{RECORDS}").write_bytes(
            (output / f"{SHARDS}/000001{RECORDS}").read_bytes().replace("省".encode(), b"x", 1)
        )
    elif damage == "manifest":
        (output / MANIFEST).write_text("{")
    else:
        record = json.loads((output / MANIFEST).read_bytes())
        record[{"version": "program"}.get(damage, damage)] = "another"
        (output / MANIFEST).write_text(json.dumps(record))
    read.clear()
    assert rebuilt(docs, output).unchanged == 0
    assert len(read) == 2 * len(FORMS)


def test_one_switch_takes_all_bodies_to_a_date(docs: Path, tmp_path: Path, read: list[str]) -> None:
    """A document of 2012 names 省卫生厅 of before the reform; the graph and tables follow."""
    text = (
        "福建省人民政府办公厅关于就医工作的通知\n闽政办〔2012〕7号\n（一）就医。（省卫生厅负责）\n"
    )
    (docs / "health.txt").write_text(text, encoding="utf-8")
    build([docs], tmp_path / "out")
    read.clear()
    build([docs], tmp_path / "out", at="today")
    assert set(read) >= {"health.txt"}  # what an earlier build knew does not count
    for file in ("assignments.csv", "graph.trig"):
        written = (tmp_path / "out" / file).read_text(encoding="utf-8-sig")
        assert "福建省卫生健康委员会" in written
    rows = (tmp_path / "out" / "assignments.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any("省卫生厅" in row and "福建省卫生健康委员会" in row for row in rows)
    assert not any("福建省卫生厅" in row for row in rows)
    with pytest.raises(KgError, match="no date"):
        build([docs], tmp_path / "out", at="soon")


def test_workers_write_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    (docs / "bad.txt").write_bytes(b"\x00\xff" * 100)
    build([docs], tmp_path / "one")
    summary = build([docs], tmp_path / "many", workers=2)
    assert [name for name, _ in summary.failed] == ["bad.txt"]
    assert everything(tmp_path / "one") == everything(tmp_path / "many")


def test_a_document_over_the_limit_costs_itself_and_is_tried_again(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, output = reading.parse, tmp_path / "out"
    slow: list[str] = []

    def parse(document: Any) -> Any:
        if "gazette" in document.source.name and not slow:
            slow.append(document.title)
            time.sleep(60)
        return whole(document)

    monkeypatch.setattr(reading, "parse", parse)
    summary = build([docs], output, time_limit=1.0)
    assert [name for name, _ in summary.failed] == ["gazette.txt"]
    assert "timeout" in (output / "open.csv").read_text(encoding="utf-8-sig")
    late = everything(output)["open.csv"].decode("utf-8-sig").splitlines()
    assert sum(",timeout," in line for line in late) == 1
    assert rebuilt(docs, output).failed == ()


def test_a_file_over_the_limit_is_a_timeout(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading.read_file

    def slow(name: str, path: Path) -> Any:
        if name == "deadlines.txt":
            time.sleep(60)
        return whole(name, path)

    monkeypatch.setattr(reading, "read_file", slow)
    summary = build([docs], tmp_path / "out", time_limit=1.0)
    assert [name for name, _ in summary.failed] == ["deadlines.txt"]
    assert ",timeout," in everything(tmp_path / "out")["open.csv"].decode()


def test_a_link_that_leads_nowhere_is_told(docs: Path, tmp_path: Path) -> None:
    build([docs], tmp_path / "out")
    (docs / "traditional.txt").unlink()
    (docs / "traditional.txt").symlink_to(tmp_path / "none")
    assert build([docs], tmp_path / "out").counts["sources"] == len(FORMS) - 1


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.shards._ABOUT_SO_MANY", 3)


@pytest.mark.usefixtures("small_shards")
def test_any_changes_one_after_the_other(tmp_path: Path) -> None:
    """Files come, go, change and come back; each time all is as from nothing."""
    draw, docs, output = random.Random(11), tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    names = sorted(path.name for path in SAMPLES.glob("*.txt"))
    for name in draw.sample(names, 12):
        (docs / name).write_bytes((SAMPLES / name).read_bytes())
    build([docs], output, network=False)
    for _ in range(4):
        present = sorted(docs.iterdir())
        draw.choice(present).unlink()
        for path in draw.sample(sorted(docs.iterdir()), 2):
            with path.open("a", encoding="utf-8") as file:
                file.write("\n补充一项。（省水利厅牵头，省财政厅配合）\n")
        for name in draw.sample(names, 2):
            (docs / name).write_bytes((SAMPLES / name).read_bytes())
        build([docs], output, network=False)
        build([docs], tmp_path / "nothing", network=False, fresh=True)
        assert everything(output) == everything(tmp_path / "nothing")


@pytest.mark.usefixtures("small_shards")
def test_what_has_not_changed_is_linked(tmp_path: Path) -> None:
    docs, output = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    for path in SAMPLES.glob("*.txt"):
        (docs / path.name).write_bytes(path.read_bytes())
    build([docs], output, network=False)
    before = {path.stat().st_ino for path in (output / "parts").rglob("*") if path.is_file()}
    with (docs / "gazette.txt").open("a", encoding="utf-8") as file:
        file.write("\n补充一项。（省水利厅负责）\n")
    build([docs], output, network=False)
    after = [path for path in (output / "parts").rglob("*") if path.is_file()]
    written = [path for path in after if path.stat().st_ino not in before]
    shards = {path.name[:6] for path in written if path.parent.name == "documents"}
    assert len(shards) == 1
    assert len(after) > 60
    assert len(written) < len(after) / 4


@pytest.mark.parametrize("kind", ["places/*.trig", "places/*.ledger", "places/*.json", "likeness"])
def test_a_damaged_place_is_made_again(
    docs: Path, tmp_path: Path, read: list[str], kind: str
) -> None:
    output = tmp_path / "out"
    build([docs], output)
    path = max((output / "parts").glob(kind), key=lambda one: one.stat().st_size)
    path.write_bytes(path.read_bytes()[:-40])
    read.clear()
    build([docs], output)
    assert read == []
    build([docs], tmp_path / "nothing", fresh=True)
    assert everything(output) == everything(tmp_path / "nothing")


def test_file_systems_without_links(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", none)
    build([docs], tmp_path / "out")
    assert rebuilt(docs, tmp_path / "out").unchanged == len(FORMS)


def test_a_large_graph_stands_in_parts(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([docs], tmp_path / "whole")
    monkeypatch.setattr("kg.pipeline.WHOLE", 1000)
    build([docs], tmp_path / "parts")
    assert not (tmp_path / "parts" / GRAPH).exists()
    with open_store(tmp_path / "whole") as one, open_store(tmp_path / "parts") as other:
        graphs = [quad for quad in one.inner if "/ontology" not in str(quad.graph_name)]
        assert len(graphs) > 1000
        assert all(quad in other.inner for quad in graphs)
        assert len(one.inner) == len(other.inner)
