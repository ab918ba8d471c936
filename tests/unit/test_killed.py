"""A build that is killed at any moment leaves the old build or the new one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from killing import Builder, everything, killed_at_random, killed_at_steps, left_behind

from kg.output import MANIFEST, recover

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
OLD = {"a.csv": "old", "text/gone.txt": "old", "maps/one.html": "old"}
MINE = {"maps/mine.txt": "mine"}
NEW = {"a.csv": "new", "maps/one.html": "new", "maps/two.html": "new"}
SAID = "An earlier build was killed; what it left behind has been removed."


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    with Builder() as made:
        yield made


def test_killed_at_a_hundred_random_moments(builder: Builder, tmp_path: Path) -> None:
    two = killed_at_random(builder, tmp_path, 120)
    assert two.killed >= 100
    assert two.left  # or nothing was killed in mid-work
    if left_behind(two.output):
        assert SAID in two.end(tmp_path / "log")


@pytest.mark.parametrize("way", ["swap", "move"])
def test_killed_at_every_step(builder: Builder, tmp_path: Path, way: str) -> None:
    """Who stands in the folder has it rebuilt file by file, without a swap."""
    where = {} if way == "swap" else {"cwd": str(tmp_path / "out")}
    two = killed_at_steps(builder, tmp_path, **where)
    assert two.killed > 20
    assert two.changed > 1  # some were killed when the new build stood there already
    two.end(tmp_path / "log")


def test_the_next_build_says_what_it_found(builder: Builder, tmp_path: Path) -> None:
    docs, output, log = tmp_path / "docs", tmp_path / "out", tmp_path / "log"
    docs.mkdir()
    (docs / "x.txt").write_text("1.修建水库。（省水利厅负责）\n", encoding="utf-8")
    assert builder.build(docs, output, log=str(log)) == 0
    assert SAID not in log.read_text(encoding="utf-8")
    assert builder.build(docs, output, step=builder.steps // 2) < 0
    assert left_behind(output)
    assert builder.build(docs, output, log=str(log)) == 0
    assert log.read_text(encoding="utf-8").count(SAID) == 1
    assert left_behind(output) == []
    assert builder.build(docs, output, log=str(log)) == 0
    assert SAID not in log.read_text(encoding="utf-8")


WAYS: dict[str, dict[str, Any]] = {
    "in one step": {},
    "file by file": {"swap": False},
    "inside, by who stands there": {"cwd": "out"},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", [OLD, {}], ids=["over an earlier build", "for the first time"])
def test_files_of_mine_outlive_every_step(
    builder: Builder, tmp_path: Path, way: str, before: dict[str, str]
) -> None:
    """What no build wrote is there afterwards, wherever the change of builds was cut short."""
    for step in range(200):
        home = tmp_path / str(step)
        output = home / "out"
        (output / "maps").mkdir(parents=True)
        request: dict[str, Any] = {"folder": str(output), **WAYS[way]}
        if "cwd" in request:
            request["cwd"] = str(output)
        if before:
            assert builder.run(files=before, **{**request, "swap": True}) == 0
            (output / "maps").mkdir(exist_ok=True)
        (output / "maps" / "mine.txt").write_text("mine")
        done = builder.run(files=NEW, step=step, **request) == 0
        recover(output)
        assert _content(output) in (before | MINE, NEW | MINE), step
        assert builder.run(files=NEW, **request) == 0
        assert _content(output) == NEW | MINE
        assert [path.name for path in home.iterdir()] == ["out"]
        if done:
            assert step > 15
            return
    pytest.fail("a build has an end")


def _content(output: Path) -> dict[str, str]:
    found = everything(output)
    return {name: data.decode() for name, data in found.items() if name != MANIFEST}
