"""The output folder is the old build or the new one, whatever happens in between."""

import json
import multiprocessing
from pathlib import Path

import pytest

from kg import output as room
from kg.errors import OutputError
from kg.output import MANIFEST, PRIVATE, recover, replacing


def write_build(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / MANIFEST).write_text(json.dumps({"files": sorted(files)}))


def build(output: Path, files: dict[str, str]) -> None:
    with replacing(output) as staging:
        write_build(staging.folder, files)


def content(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): path.read_text()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in {MANIFEST, f"{PRIVATE}lock"}
    }


@pytest.fixture(params=["swap", "move"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of putting a build in place; the second is for what cannot swap."""
    if request.param == "move":
        monkeypatch.setattr(room, "_exchange", lambda one, other: False)
    return str(request.param)


OLD = {"a.csv": "old", "text/gone.txt": "old", "maps/one.html": "old"}
NEW = {"a.csv": "new", "maps/one.html": "new", "maps/two.html": "new"}


@pytest.mark.usefixtures("way")
def test_a_build_replaces_the_earlier_one_and_leaves_foreign_files(tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(output, OLD)
    (output / ".gitkeep").write_text("")
    (output / "mine").mkdir()
    (output / "mine/notes.txt").write_text("mine")
    build(output, NEW)
    assert content(output) == NEW | {".gitkeep": "", "mine/notes.txt": "mine"}
    assert not (output / "text").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.usefixtures("way")
def test_a_failed_build_leaves_the_earlier_one(tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(output, OLD)
    with pytest.raises(ZeroDivisionError), replacing(output) as staging:
        write_build(staging.folder, NEW)
        raise ZeroDivisionError
    assert content(output) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failed_first_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "out"):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_a_crashed_staging_folder_is_removed_and_counted(tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(output, OLD)
    crashed = tmp_path / f"{PRIVATE}out-abcdefgh"
    write_build(crashed, NEW)
    with replacing(output) as staging:
        assert staging.leftovers == 1
        assert not crashed.exists()
        assert content(output) == OLD
        write_build(staging.folder, NEW)


@pytest.mark.parametrize("steps", range(6))
@pytest.mark.parametrize("home", ["beside", "inside"])
def test_a_move_cut_short_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, home: str
) -> None:
    output = tmp_path / "out"
    build(output, OLD)
    if home == "inside":
        monkeypatch.chdir(output)
    monkeypatch.setattr(room, "_exchange", lambda one, other: False)
    done = 0
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        nonlocal done
        if done == steps:
            raise OSError(5, "Input/output error")
        done += 1
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        if steps <= len(NEW):
            with pytest.raises(OutputError, match="Input/output error"):
                build(output, NEW)
        else:
            build(output, NEW)
    recover(output)
    assert content(output) == NEW
    assert not any(path.name.startswith(PRIVATE) for path in output.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_folder_one_stands_in_stays_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inode = tmp_path.stat().st_ino
    build(Path(), NEW)
    assert tmp_path.stat().st_ino == inode
    assert content(tmp_path) == NEW


def _second(output: Path, answers: "multiprocessing.Queue[str]") -> None:
    try:
        build(output, NEW)
    except OutputError as error:
        answers.put(str(error))
    else:
        answers.put("built")


def test_two_builds_into_one_folder_the_second_refuses(tmp_path: Path) -> None:
    output = tmp_path / "out"
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    with replacing(output) as staging:
        write_build(staging.folder, OLD)
        other = context.Process(target=_second, args=(output, answers))
        other.start()
        answer = answers.get(timeout=60)
        other.join()
    assert "another build" in answer
    assert "\n" not in answer
    assert content(output) == OLD


@pytest.mark.parametrize(
    "record", ['{"files": ["../outside.txt", "/etc/hosts"]}', "[]", "{", '{"files": 3}', "\x00"]
)
@pytest.mark.usefixtures("way")
def test_a_damaged_or_hostile_list_harms_nothing(tmp_path: Path, record: str) -> None:
    output = tmp_path / "out"
    build(output, OLD)
    (tmp_path / "outside.txt").write_text("outside")
    (output / MANIFEST).write_text(record)
    build(output, NEW)
    assert (tmp_path / "outside.txt").read_text() == "outside"
    assert content(output).items() >= NEW.items()


@pytest.mark.parametrize("name", ["file", "file/below", "/proc/kg-out"])
def test_what_cannot_be_a_folder_is_one_clear_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        build(tmp_path / name, NEW)
    assert "\n" not in str(caught.value)
    assert "--output" in str(caught.value)


@pytest.mark.usefixtures("way")
def test_a_folder_of_mine_where_a_file_must_go_stops_the_build(tmp_path: Path) -> None:
    output = tmp_path / "out"
    (output / "a.csv").mkdir(parents=True)
    (output / "a.csv/mine.txt").write_text("mine")
    with pytest.raises(OutputError):
        build(output, NEW)
    assert content(output) == {"a.csv/mine.txt": "mine"}


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    build(tmp_path / "out", NEW)
    assert (tmp_path / "out").is_symlink()
    assert content(tmp_path / "real") == NEW
