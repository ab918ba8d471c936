"""One build: what it leaves behind, what bad sources cost, and that the same input is the same."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline, reading
from kg.errors import InputError, KgError, NotFoundError, OutputError
from kg.output import MANIFEST
from kg.pipeline import Event, SourceDone, SourceFailed, StageBegan, build

SAMPLES = Path(__file__).parents[1] / "samples"
WATER = (
    "吉林省人民政府办公厅关于印发样例分工的通知\n\n1.修建南山水库。（省水利厅牵头，省财政厅配合）\n"
)
ROADS = "柳州市人民政府办公室关于印发样例分工的通知\n\n1.修建东环路。（市交通运输局负责）\n"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "jilin").mkdir(parents=True)
    (folder / "jilin/water.txt").write_text(WATER, encoding="utf-8")
    (folder / "roads.txt").write_text(ROADS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def samples(built_samples: Path) -> Path:
    return built_samples


def test_a_build_leaves_every_promised_file(samples: Path) -> None:
    promised = {"assignments", "tasks", "places", "documents", "open"}
    assert {path.stem for path in samples.glob("*.csv")} >= promised
    for name in ("graph.trig", "index.html", "map.html", "build.json", "measures.csv"):
        assert (samples / name).stat().st_size > 0


def test_every_mention_stands_where_the_table_says(samples: Path) -> None:
    rows = table(samples, "assignments")
    assert rows
    texts: dict[str, str] = {}
    for row in rows:
        source = row["source"]
        if source not in texts:
            texts[source] = (SAMPLES / source).open(encoding="utf-8", newline="").read()
        start, end = int(row["mention_start"]), int(row["mention_end"])
        assert texts[source][start:end] == row["mention"].removeprefix("'")


def test_the_record_lists_every_file(samples: Path) -> None:
    record = json.loads((samples / MANIFEST).read_text(encoding="utf-8"))
    assert sorted(record["files"]) == sorted(set(everything(samples)) - {MANIFEST})


def test_the_same_input_gives_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    build([docs], tmp_path / "one")
    build([docs], tmp_path / "another")
    assert everything(tmp_path / "one") == everything(tmp_path / "another")


def test_a_rebuild_into_the_same_folder_changes_nothing(docs: Path, tmp_path: Path) -> None:
    build([docs], tmp_path / "out")
    before = everything(tmp_path / "out")
    build([docs], tmp_path / "out")
    assert everything(tmp_path / "out") == before


def test_the_order_of_the_sources_does_not_matter(docs: Path, tmp_path: Path) -> None:
    files = [docs / "roads.txt", docs / "jilin/water.txt"]
    build(files, tmp_path / "one")
    build(files[::-1], tmp_path / "another")
    assert everything(tmp_path / "one") == everything(tmp_path / "another")


def test_names_are_paths_below_the_folder_given(docs: Path, tmp_path: Path) -> None:
    build([docs], tmp_path / "out")
    names = {row["source"] for row in table(tmp_path / "out", "documents")}
    assert names == {"jilin/water.txt", "roads.txt"}


def test_two_files_of_one_name_both_count(tmp_path: Path) -> None:
    for folder, text in (("a", WATER), ("b", ROADS)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(text, encoding="utf-8")
    summary = build([tmp_path / "a/same.txt", tmp_path / "b/same.txt"], tmp_path / "out")
    assert summary.counts["documents"] == 2
    names = {row["source"] for row in table(tmp_path / "out", "documents")}
    assert names == {"same.txt", "b/same.txt"}


def test_the_same_file_twice_counts_once_and_is_said(docs: Path, tmp_path: Path) -> None:
    (docs / "copy.txt").write_bytes((docs / "roads.txt").read_bytes())
    summary = build([docs], tmp_path / "out")
    assert summary.counts["documents"] == 2
    assert summary.failed[0][0] == "roads.txt"
    assert "copy.txt" in summary.failed[0][1]


def test_events_tell_what_happens(docs: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    build([docs], tmp_path / "out", progress=events.append)
    stages = [event.stage for event in events if isinstance(event, StageBegan)]
    assert stages == ["read", "graph", "network", "publish"]
    done = [event.name for event in events if isinstance(event, SourceDone)]
    assert done == ["jilin/water.txt", "roads.txt"]
    assert events[0] == StageBegan("read", 2)


def test_what_a_build_wrote_is_no_source(docs: Path, tmp_path: Path) -> None:
    build([docs], docs / "out")
    before = everything(docs / "out")
    summary = build([docs], docs / "out")
    assert summary.failed == ()
    assert everything(docs / "out") == before


# Bad input: the good files of a batch are built all the same.

BAD = {
    "binary.txt": b"\x00\x01\x02PNG\x00\xff" * 50,
    "empty.txt": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_costs_only_itself(docs: Path, tmp_path: Path, name: str) -> None:
    (docs / name).write_bytes(BAD[name])
    summary = build([docs], tmp_path / "out")
    assert summary.counts["documents"] >= 2
    if name == "binary.txt":
        assert [failed for failed, _ in summary.failed] == [name]
        opened = [row for row in table(tmp_path / "out", "open") if row["source"] == name]
        assert [row["kind"] for row in opened] == ["unreadable"]


def test_a_missing_path_costs_only_itself(docs: Path, tmp_path: Path) -> None:
    summary = build([docs, tmp_path / "none"], tmp_path / "out")
    assert summary.counts["documents"] == 2
    assert [Path(name).name for name, _ in summary.failed] == ["none"]


def test_a_file_too_large_for_memory_costs_only_itself(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading.read_file

    def read(name: str, path: Path) -> Any:
        return b"x" * (1 << 62) if name == "roads.txt" else whole(name, path)

    monkeypatch.setattr(reading, "read_file", read)
    summary = build([docs], tmp_path / "out")
    assert summary.failed == (("roads.txt", "takes more memory than there is. Divide it"),)
    assert summary.counts["documents"] == 1


def test_a_fault_of_the_program_costs_only_its_source(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading.process

    def faulty(name: str, *rest: Any, **options: Any) -> Any:
        if name == "roads.txt":
            raise RecursionError("too deep")
        return whole(name, *rest, **options)

    monkeypatch.setattr(reading, "process", faulty)
    events: list[Event] = []
    summary = build([docs], tmp_path / "out", progress=events.append)
    assert summary.failed == (("roads.txt", "RecursionError: too deep"),)
    failed = [event for event in events if isinstance(event, SourceFailed)]
    assert failed[0].reason == "RecursionError: too deep"
    assert "faulty" in failed[0].trace


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("none", None, NotFoundError),
        ("folder/", None, NotFoundError),
        ("binary.txt", BAD["binary.txt"], InputError),
    ],
)
def test_without_one_good_source_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None, error: type[KgError]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    elif name.endswith("/"):
        path.mkdir()
    with pytest.raises(InputError) as caught:
        build([path], tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert str(caught.value).count(f"{path.name}:") == 1
    assert not (tmp_path / "out").exists()


def test_a_failed_build_leaves_the_earlier_one(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    build([docs], output)
    before = everything(output)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "write_index", full)
    with pytest.raises(OutputError, match="No space left"):
        build([docs], output)
    assert everything(output) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".kg-")]


def test_networks_and_maps_can_be_left_for_later(tmp_path: Path) -> None:
    build([SAMPLES], tmp_path / "whole")
    build([SAMPLES], tmp_path / "out", network=False)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names & {"measures.csv", "map.html", "collaboration.graphml"} == set()
    for name in names - {"build.json", "index.html"}:
        if not (tmp_path / "out" / name).is_file():
            continue
        same = (tmp_path / "whole" / name).read_bytes()
        assert (tmp_path / "out" / name).read_bytes() == same, name
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="([\w.-]+)"', page)
    assert "tasks.csv" in linked and all((tmp_path / "out" / name).is_file() for name in linked)


def test_the_data_say_under_which_licence_they_are(docs: Path, tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    build([docs], tmp_path / "out", licence=licence)
    graph = (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8")
    assert f"dcterms:license <{licence}>" in graph
    with pytest.raises(InputError, match="CC BY 4"):
        build([docs], tmp_path / "out", licence="CC BY 4.0")
    assert (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8") == graph
