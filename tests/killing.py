"""Builds that are killed at random: what the output folder holds afterwards.

A process with everything imported makes a copy of itself for each build (``fork``), so that the
moments of a build, not those of starting Python, are hit.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from kg.output import PRIVATE, recover

SEED = 20240501
# Before the copies are made nothing has run that starts threads.
MOTHER = """
import os, sys
from pathlib import Path
from kg.cli.app import main
import kg.cli.building, kg.cli.show, kg.manifest, kg.pipeline, rich.progress
kg.manifest.made_with("", None)  # its hash of the code is that of now
for line in sys.stdin:
    child = os.fork()
    if not child:
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        sys.argv = ["kg", "build", *line.split(), "--fresh"]
        try:
            main()
        except SystemExit as done:
            os._exit(int(done.code or 0))
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

TEXTS = (
    "吉林省人民政府办公厅关于印发样例的通知\n\n1.修建南山水库。（省水利厅牵头，省财政厅配合）\n",
    "柳州市人民政府办公室关于印发样例的通知\n\n1.修建东环路。（市交通运输局、市财政局负责）\n",
)


class Builder:
    """Builds, and kills builds."""

    def __init__(self) -> None:
        self.mother = subprocess.Popen(
            [sys.executable, "-c", MOTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def build(self, docs: Path, output: Path, *, kill_after: float | None = None) -> int:
        """Return the exit code of a build; negative when it was killed."""
        assert self.mother.stdin
        assert self.mother.stdout
        self.mother.stdin.write(f"{docs} -o {output}\n")
        self.mother.stdin.flush()
        child = int(self.mother.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it has ended already
                os.kill(child, signal.SIGKILL)
        return int(self.mother.stdout.readline())

    def close(self) -> None:
        assert self.mother.stdin
        self.mother.stdin.close()
        self.mother.wait()


def everything(folder: Path) -> dict[str, bytes]:
    """Return what a build wrote."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(PRIVATE)}


def killed(folder: Path, times: int) -> int:
    """Kill so many builds, hold what is left to the old or the new one; return builds begun."""
    builder = Builder()
    try:
        docs = [folder / "a", folder / "b"]
        whole, seconds = [], []
        for path, text in zip(docs, TEXTS, strict=True):
            path.mkdir()
            (path / "x.txt").write_text(text, encoding="utf-8")
            begin = time.monotonic()
            assert builder.build(path, folder / f"{path.name}-whole") == 0
            seconds.append(time.monotonic() - begin)
            whole.append(everything(folder / f"{path.name}-whole"))
        return _rounds(builder, folder / "out", docs, whole, times, min(seconds))
    finally:
        builder.close()


def _rounds(  # noqa: PLR0917  # all of it changes from call to call
    builder: Builder,
    output: Path,
    docs: list[Path],
    whole: list[dict[str, bytes]],
    times: int,
    seconds: float,
) -> int:
    """Kill builds that alternate between two folders of documents."""
    chance = random.Random(SEED)
    assert builder.build(docs[0], output) == 0
    old = killed = begun = 0
    while killed < times and begun < 5 * times:
        moment = chance.uniform(0, seconds)
        new, begun = 1 - old, begun + 1
        killed += builder.build(docs[new], output, kill_after=moment) == -signal.SIGKILL
        recover(output)
        found = everything(output)
        assert found in whole, f"killed after {moment} s: a mixture, {_unlike(found, whole)}"
        old = whole.index(found)
    for new in (1 - old, old):
        assert builder.build(docs[new], output) == 0
        assert everything(output) == whole[new]
    left = [path.name for path in output.parent.iterdir() if path.name.startswith(PRIVATE)]
    assert (killed, left) == (times, [])
    return begun


def _unlike(found: dict[str, bytes], whole: list[dict[str, bytes]]) -> list[list[str]]:
    """Return the names of the files that are not as in each whole build."""
    names = sorted({*found, *whole[0], *whole[1]})
    return [[name for name in names if found.get(name) != one.get(name)] for one in whole]
