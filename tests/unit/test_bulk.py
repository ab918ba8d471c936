"""A build for programs that read in bulk: folders that are whole, parts that are the graph."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pyoxigraph as ox
import pytest

from kg import bulk
from kg.builds import open_store
from kg.bulk import write_graph_parts, write_tables
from kg.cli import main
from kg.errors import KgError, NoBuildError, OutputError
from kg.graph.export import write_nquads, write_parts
from kg.manifest import MEASURED
from kg.pipeline import build

TABLES = [
    f"{name}.parquet"
    for name in ("assignments", "documents", "measures", "open", "places", "tasks")
]
SAMPLE = Path(__file__).parents[1] / "samples/paren-labels.txt"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def kg(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build without networks."""
    folder = tmp_path_factory.mktemp("plain") / "out"
    build([SAMPLE], folder, network=False)
    return folder


class TestTables:
    def test_all_tables(self, built_samples: Path, tmp_path: Path) -> None:
        files = write_tables(built_samples, tmp_path / "t")
        assert sorted(path.name for path in files) == names(tmp_path / "t") == TABLES
        for path in files:
            lines = (built_samples / path.name).with_suffix(".csv").read_text(encoding="utf-8")
            rows = pyarrow.parquet.ParquetFile(path).metadata.num_rows
            assert 0 < rows < lines.count("\n")

    def test_an_earlier_export_goes_and_nothing_else(
        self, built_samples: Path, plain: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "t"
        write_tables(built_samples, folder)
        (folder / "mine.parquet").write_text("mine")
        write_graph_parts(plain, folder, 1)
        write_tables(plain, folder)
        left = {*TABLES, "mine.parquet", "graph-1-of-1.nq"} - {"measures.parquet"}
        assert names(folder) == sorted(left)
        assert pyarrow.parquet.read_table(folder / "documents.parquet").num_rows == 1

    def test_into_the_folder_of_the_build(self, tmp_path: Path) -> None:
        build([SAMPLE], tmp_path / "out", network=False)
        before = names(tmp_path / "out")
        write_tables(tmp_path / "out", tmp_path / "out")
        new = {
            f"{name}.parquet" for name in ("assignments", "documents", "open", "places", "tasks")
        }
        assert names(tmp_path / "out") == sorted({*before, *new})
        build([SAMPLE], tmp_path / "out", network=False)
        assert new < set(names(tmp_path / "out"))

    @pytest.mark.parametrize("earlier", [True, False])
    def test_a_failed_export_leaves_the_folder_as_it_was(
        self,
        built_samples: Path,
        plain: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        earlier: bool,
    ) -> None:
        folder = tmp_path / "t"
        if earlier:
            write_tables(plain, folder)
        before = {path: path.read_bytes() for path in folder.glob("*")}

        def full(table: Path, target: Path) -> None:
            target.write_bytes(b"half")
            if table.name == MEASURED:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(bulk, "_parquet", lambda: full)
        with pytest.raises(OutputError, match="No space left on device"):
            write_tables(built_samples, folder)
        assert {path: path.read_bytes() for path in folder.glob("*")} == before
        assert folder.exists() is earlier

    def test_a_folder_in_the_way_changes_nothing(self, built_samples: Path, tmp_path: Path) -> None:
        (tmp_path / "open.parquet").mkdir()
        with pytest.raises(OutputError, match=r"open\.parquet|Is a directory"):
            write_tables(built_samples, tmp_path)
        assert names(tmp_path) == ["open.parquet"]

    def test_a_damaged_build_says_so(self, tmp_path: Path) -> None:
        build([SAMPLE], tmp_path / "out", network=False)
        with (tmp_path / "out/places.csv").open("a") as file:
            file.write("more\r\n")
        with pytest.raises(NoBuildError, match=r"places\.csv"):
            write_tables(tmp_path / "out", tmp_path / "t")
        assert not (tmp_path / "t").exists()
        with pytest.raises(NoBuildError, match="kg build"):
            write_tables(tmp_path / "none", tmp_path / "t")

    def test_a_missing_extra_is_named_in_one_line(
        self, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        monkeypatch.delitem(sys.modules, "kg.publish.parquet", raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        assert kg(monkeypatch, "export", tmp_path / "t", "--format", "parquet", "-b", plain) == 1
        said = capsys.readouterr().err
        assert 'pip install "fengong[parquet]"' in said
        assert said.count("\n") == 1
        assert not (tmp_path / "t").exists()


class TestParts:
    def test_together_they_are_the_graph(self, built_samples: Path, tmp_path: Path) -> None:
        files = write_graph_parts(built_samples, tmp_path / "p", 3)
        assert [path.name for path in files] == names(tmp_path / "p")
        assert names(tmp_path / "p") == [f"graph-{number}-of-3.nq" for number in (1, 2, 3)]
        with open_store(built_samples) as store:
            write_nquads(store, tmp_path / "whole.nq")
        sizes = [path.read_bytes().count(b"\n") for path in files]
        whole = ox.Dataset(ox.parse(path=str(tmp_path / "whole.nq")))
        parts = ox.Dataset(chain(*(ox.parse(path=str(path)) for path in files)))
        for one in (whole, parts):
            one.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert parts == whole
        assert sum(sizes) == len(whole)
        assert max(sizes) - min(sizes) < 2 * 2_000

    def test_each_is_valid_and_holds_all_of_a_blank_node(
        self, built_samples: Path, tmp_path: Path
    ) -> None:
        first, *others = write_graph_parts(built_samples, tmp_path, 12)
        assert first.name == "graph-01-of-12.nq"
        assert b"_:" in first.read_bytes()
        assert len(list(ox.parse(path=str(first)))) == first.read_bytes().count(b"\n")
        for path in others:
            quads = list(ox.parse(path=str(path)))
            assert quads
            assert not [one for one in quads if "_:" in (str(one.subject)[:2], str(one.object)[:2])]

    def test_few_statements_leave_files_empty_and_fewer_files_replace_more(
        self, tmp_path: Path
    ) -> None:
        build([SAMPLE], tmp_path / "out", network=False)
        write_graph_parts(tmp_path / "out", tmp_path / "p", 99)
        assert len(names(tmp_path / "p")) == 99
        assert (tmp_path / "p/graph-99-of-99.nq").read_bytes() == b""
        write_graph_parts(tmp_path / "out", tmp_path / "p", 2)
        assert names(tmp_path / "p") == ["graph-1-of-2.nq", "graph-2-of-2.nq"]

    def test_memory_does_not_grow_with_the_graph(self, tmp_path: Path) -> None:
        """Twenty times the statements take the same memory, to within some megabytes."""
        peaks = [_peak(tmp_path, statements) for statements in (20_000, 400_000)]
        assert peaks[1] - peaks[0] < 16_000  # kilobytes; the graph itself has 30 MB of text

    def test_words_that_look_like_blank_nodes_are_words(self, tmp_path: Path) -> None:
        (tmp_path / "g.trig").write_text('<x:g> { <x:a> <x:p> "_:b" . <x:a> <x:p> _:b . }')
        with (tmp_path / "1").open("wb") as one, (tmp_path / "2").open("wb") as two:
            write_parts([tmp_path / "g.trig"], [one, two])
        lines = (tmp_path / "1").read_text().splitlines() + (
            tmp_path / "2"
        ).read_text().splitlines()
        assert lines[1] == '<x:a> <x:p> "_:b" <x:g> .'
        assert len(lines) == 2

    def test_blank_nodes_of_two_files_stay_two(self, tmp_path: Path) -> None:
        for name in "gh":
            (tmp_path / name).write_text(f"<x:{name}> {{ _:b <x:p> _:c . _:b <x:q> 1 . }}")
        with (tmp_path / "1").open("wb") as one, (tmp_path / "2").open("wb") as two:
            write_parts([tmp_path / "g", tmp_path / "h"], [one, two])
        assert (tmp_path / "2").read_bytes() == b""
        found = list(ox.parse(path=str(tmp_path / "1"), format=ox.RdfFormat.N_QUADS))
        assert len({quad.subject for quad in found}) == 2
        assert len({quad.object for quad in found}) == 3

    def test_a_graph_in_many_files_is_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build([SAMPLE], tmp_path / "one", network=False)
        monkeypatch.setattr("kg.pipeline.WHOLE", 0)
        build([SAMPLE], tmp_path / "two", network=False)
        assert not (tmp_path / "two/graph.trig").exists()
        (one,) = write_graph_parts(tmp_path / "one", tmp_path / "p", 1)
        (two,) = write_graph_parts(tmp_path / "two", tmp_path / "q", 1)
        data = [ox.Dataset(ox.parse(path=str(path))) for path in (one, two)]
        for dataset in data:
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        assert data[0] == data[1]

    def test_a_broken_graph_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "g.trig").write_text("<x:g> { <x:a> ")
        with (tmp_path / "1").open("wb") as one, pytest.raises(KgError, match="Build it again"):
            write_parts([tmp_path / "g.trig"], [one])


def _peak(folder: Path, statements: int) -> int:
    """Return how much memory a process takes at most that deals out a graph of that size."""
    graph = folder / f"{statements}.trig"
    with graph.open("w", encoding="utf-8") as file:
        file.write("<x:g> {\n")
        file.writelines(f'\t<x:s{number}> <x:p> "{"字" * 20}" .\n' for number in range(statements))
        file.write("}\n")
    program = (
        "import resource, sys; from pathlib import Path; from kg.graph.export import write_parts\n"
        "with open(sys.argv[2], 'wb') as one, open(sys.argv[3], 'wb') as two:\n"
        "    write_parts([Path(sys.argv[1])], [one, two])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    names = [str(graph), str(folder / "1.nq"), str(folder / "2.nq")]
    done = subprocess.run(
        [sys.executable, "-c", program, *names], capture_output=True, text=True, check=True
    )
    return int(done.stdout) // (1024 if sys.platform == "darwin" else 1)


class TestCommand:
    def test_writes_and_names_the_files(
        self, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        whole = ("-b", plain)
        assert kg(monkeypatch, "export", tmp_path / "t", "--format", "parquet", *whole) == 0
        told = capsys.readouterr().out.split()
        assert [Path(name).name for name in told] == names(tmp_path / "t")
        parts = ("--format", "nq", "--files", "2", "-q")
        assert kg(monkeypatch, "export", tmp_path / "p", *parts, *whole) == 0
        assert capsys.readouterr().out == ""
        assert names(tmp_path / "p") == ["graph-1-of-2.nq", "graph-2-of-2.nq"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--format", "xls"), "there are parquet and nq"),
            (("--format", "nq", "--files", "0"), "--files"),
            (("--format", "nq", "--theme", "7"), "whole build"),
            (("--format", "nq", "--store", "http://localhost:1"), "whole build"),
        ],
    )
    def test_refuses_what_makes_no_sense(
        self,
        plain: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: Any,
        *,
        arguments: tuple[str, ...],
        said: str,
    ) -> None:
        assert kg(monkeypatch, "export", tmp_path / "x", "-b", plain, *arguments) == 2
        assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())
        assert not (tmp_path / "x").exists()

    def test_a_file_of_parquet_is_sent_to_the_folder(
        self, plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        assert kg(monkeypatch, "export", tmp_path / "x.parquet", "-b", plain) == 1
        assert "--format parquet" in capsys.readouterr().err
