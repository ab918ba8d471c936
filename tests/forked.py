"""Copies of one process that has everything imported; each copy runs one build.

Run as a program. Each line of standard input is a request as JSON: ``argv`` of the command
``kg``, or ``files`` to be put into a folder by ``kg.output`` alone; where to ``log`` to; the
``step`` at which the copy kills itself; the folder to stand in; how much ``memory`` it may take
beyond what it has, and how long the ``largest`` file may be. Answers are the number of the process,
then its exit code and the steps it took.

A step is anything that changes the file system: a file opened for writing, a name given, moved
or taken away. Python tells of each before it happens.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import kg.cli
import kg.output
from kg.graph.scheme import Scheme
from kg.resolve import Resolver

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {
    *("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.truncate", "os.chmod", "os.utime"),
}


class Steps:
    """Counts the steps of this process and kills it at one of them."""

    def __init__(self, last: int | None) -> None:
        self.taken, self.last = 0, last
        sys.addaudithook(self.heard)

    def heard(self, event: str, values: tuple[Any, ...]) -> None:
        if event not in CHANGES and not (event == "open" and (values[2] or 0) & WRITING):
            return
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.taken += 1


def ready() -> None:
    """Do once what each copy would do again, with no threads left: builds are killed, not this."""
    Scheme.load = cache(Scheme.load)
    Resolver.load = cache(Resolver.load)
    with TemporaryDirectory() as folder:
        (Path(folder) / "x.txt").write_text(
            "1.修路。（省水利厅牵头，省财政厅配合）", encoding="utf-8"
        )
        work({"argv": ["build", folder, "-o", f"{folder}/out", "--quiet"]})
    gc.freeze()


def put(folder: Path, files: dict[str, str]) -> None:
    with kg.output.replacing(folder) as staging:
        for name, text in files.items():
            (staging.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging.folder / name).write_text(text, encoding="utf-8")
        record = json.dumps({"files": sorted(files)})
        (staging.folder / kg.output.MANIFEST).write_text(record, encoding="utf-8")


def work(request: dict[str, Any]) -> int:
    """Do what was asked, and return the exit code."""
    if "files" in request:
        if request.get("swap") is False:  # as on a file system that cannot
            kg.output._exchange = lambda one, other: False
        put(Path(request["folder"]), request["files"])
        return 0
    sys.argv = ["kg", *request["argv"]]
    try:
        kg.cli.main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def copy(request: dict[str, Any], answer: int) -> None:
    """Be one copy, and never return."""
    null, log = os.open(os.devnull, os.O_RDONLY), request.get("log", os.devnull)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, target in enumerate((null, out, out)):
        os.dup2(target, number)
    if "cwd" in request:
        os.chdir(request["cwd"])
    if "memory" in request:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + request["memory"]
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if "largest" in request:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest"], request["largest"]))
    steps = Steps(request.get("step"))
    code = 70
    try:
        code = work(request)
    finally:
        os.write(answer, f"{steps.taken}".encode())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    ready()
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            copy(json.loads(line), writing)
        os.close(writing)
        print(child, flush=True)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps([code, int(os.read(reading, 20) or 0)]), flush=True)
        os.close(reading)


if __name__ == "__main__":
    main()
