"""Processes that read, killed as a system without memory kills them, and orphaned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from killing import everything, left_behind

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="Linux tells of them")
PROSE = "修建水库，改善灌溉条件。\n"
PATIENCE = 120.0
START = 1.8  # seconds of the processor; a reader starts in less, and reads for longer


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Two documents that keep their readers busy for seconds, and a small one."""
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, size in (("a", 200_000), ("b", 200_001), ("c", 1)):
        text = f"{PROSE * size}1.修渠。（省水利厅负责）\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def started(docs: Path, output: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", "build", str(docs), "-o", str(output), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def readers(build: subprocess.Popen[str]) -> list[int]:
    """Return the processes that read for a build and have been at work for a while."""
    with suppress(FileNotFoundError, ProcessLookupError):
        found = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
        return [
            int(one) for one in found if "spawn_main" in said(int(one)) and spent(int(one)) > START
        ]
    return []


def said(process: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def spent(process: int) -> float:
    """Return the seconds of the processor that a process has had."""
    with suppress(FileNotFoundError, ProcessLookupError):
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def awaited(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_reader_that_is_killed_costs_its_file(docs: Path, tmp_path: Path) -> None:
    build = started(docs, tmp_path / "out")
    awaited(lambda: len(readers(build)) == 2)
    os.kill(readers(build)[0], signal.SIGKILL)
    _, errors = build.communicate(timeout=PATIENCE)
    assert build.returncode == 3
    (line,) = errors.splitlines()
    assert "not used: " in line and "ended with status -9" in line
    assert left_behind(tmp_path / "out") == []
    opened = everything(tmp_path / "out")["open.csv"].decode()
    assert opened.count(",unreadable,") == 1


def test_readers_do_not_outlive_a_build_that_is_killed(docs: Path, tmp_path: Path) -> None:
    build = started(docs, tmp_path / "out")
    awaited(lambda: len(readers(build)) == 2)
    orphans = readers(build)
    build.kill()
    build.communicate(timeout=PATIENCE)
    awaited(lambda: not any("spawn_main" in said(one) for one in orphans))
