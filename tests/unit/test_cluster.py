"""Builds on a Dask cluster: a scheduler and workers that are processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cluster import Cluster
from kg.errors import ClusterError, KgError
from kg.pipeline import Event, SourceDone, build

SAMPLES = Path(__file__).parents[1] / "samples"
ROOT = Path(__file__).parents[2]


class Machines:
    """A scheduler and its workers on the loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                   "--scheduler-file", str(file))  # fmt: skip
        until = time.monotonic() + 60
        while not (file.exists() and '"address"' in file.read_text()):
            assert time.monotonic() < until, "no scheduler"
            time.sleep(0.1)
        self.address = file.read_text().split('"address": "')[1].split('"')[0]

    def start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, *options]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with (self.folder / f"{len(self.started)}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env=environment
            )
        self.started.append(process)
        return process

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--host", "127.0.0.1", "--nthreads", "1",
                          "--no-dashboard", *(options or ("--no-nanny",)))  # fmt: skip

    def end(self) -> None:
        for process in reversed(self.started):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    home = tmp_path / "machines"
    home.mkdir()
    made = Machines(home)
    yield made
    made.end()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("*.jsonl", "README.md"))
    (folder / "bad.txt").write_bytes(b"\x00\xff" * 100)
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("shards", [False, True], ids=["through the scheduler", "by shards"])
def test_the_same_bytes_though_a_worker_dies(
    docs: Path, tmp_path: Path, machines: Machines, shards: bool
) -> None:
    first = machines.worker()
    build([docs], tmp_path / "one")
    done: list[str] = []

    def progress(event: Event) -> None:
        if isinstance(event, SourceDone):
            done.append(event.name)
            if len(done) == 3:
                machines.worker()
                first.send_signal(signal.SIGKILL)

    place = str(tmp_path / "shards") if shards else ""
    cluster = Cluster(machines.address, place)
    summary = build([docs], tmp_path / "many", cluster=cluster, progress=progress)
    assert first.wait() == -signal.SIGKILL
    assert [name for name, _ in summary.failed] == ["bad.txt"]
    assert everything(tmp_path / "one") == everything(tmp_path / "many")
    assert not shards or list((tmp_path / "shards").iterdir()) == []


def test_decisions_reach_the_workers(docs: Path, tmp_path: Path, machines: Machines) -> None:
    machines.worker()
    for path in docs.glob("[b-z]*.txt"):
        path.unlink()
    (docs / "a.txt").write_text(
        "吉林省人民政府办公厅关于样例的通知\n\n1.修建南山水库。（水秀办牵头，省财政厅配合）\n",
        "utf-8",
    )
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("kind,name,decision\nbody,水秀办,220000/吉林省水利厅\n", "utf-8")
    build([docs], tmp_path / "one", decisions=decisions)
    cluster = Cluster(machines.address)
    build([docs], tmp_path / "many", decisions=decisions, cluster=cluster)
    assert everything(tmp_path / "one") == everything(tmp_path / "many")
    assert "吉林省水利厅" in (tmp_path / "many" / "assignments.csv").read_text("utf-8")


def test_workers_that_cannot_keep_a_time_limit_say_so(
    docs: Path, tmp_path: Path, machines: Machines
) -> None:
    machines.worker("--nanny")
    with pytest.raises(ClusterError, match=r"may not start processes.*--no-nanny"):
        build([docs], tmp_path / "out", cluster=Cluster(machines.address))
    assert not (tmp_path / "out").exists()


def test_no_scheduler_is_one_clear_line(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cluster._PATIENCE", 1)
    begin = time.monotonic()
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:1: there is no scheduler"):
        build([docs], tmp_path / "out", cluster=Cluster("tcp://127.0.0.1:1"))
    assert time.monotonic() - begin < 20
    assert threading.active_count() < 50


def test_documents_lie_anywhere_that_fsspec_reaches(docs: Path, tmp_path: Path) -> None:
    from upath import UPath

    there = UPath("memory://kg-docs")
    for path in docs.glob("*.txt"):
        (there / path.name).parent.mkdir(parents=True, exist_ok=True)
        (there / path.name).write_bytes(path.read_bytes())
    build([docs], tmp_path / "one")
    build(["memory://kg-docs"], tmp_path / "other")
    assert everything(tmp_path / "one") == everything(tmp_path / "other")
    assert build(["memory://kg-docs"], tmp_path / "other").unchanged > 30


@pytest.mark.parametrize("address", ["nowhere://x", "memory://kg-none", "https://127.0.0.1:1/x"])
def test_addresses_without_documents_are_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(KgError, match=address):
        build([address], tmp_path / "out")
