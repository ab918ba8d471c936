"""Builds that are killed: what the output folder holds afterwards.

A process with everything imported makes a copy of itself for each build (``forked``), so that the
moments of a build, not those of starting Python, are hit.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import count
from os import kill
from pathlib import Path
from typing import Any

from kg.output import PRIVATE, recover

SEED = 20240501
TEXTS = (
    "吉林省人民政府办公厅关于印发样例的通知\n\n1.修建南山水库。（省水利厅牵头，省财政厅配合）\n",
    "柳州市人民政府办公室关于印发样例的通知\n\n1.修建东环路。（市交通运输局、市财政局负责）\n",
)


class Builder:
    """Builds, and kills builds.

    Args:
        around: A command that runs the mother of all builds, such as ``unshare``.
    """

    def __init__(self, *around: str) -> None:
        self.mother = subprocess.Popen(
            [*around, sys.executable, str(Path(__file__).with_name("forked.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.steps = 0  # of the last one, where it ended by itself

    def run(self, kill_after: float | None = None, **request: Any) -> int:
        """Return the exit code of what was asked for; negative when it was killed."""
        assert self.mother.stdin
        assert self.mother.stdout
        self.mother.stdin.write(f"{json.dumps(request)}\n")
        self.mother.stdin.flush()
        child = int(self.mother.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it has ended already
                kill(child, signal.SIGKILL)
        code, self.steps = json.loads(self.mother.stdout.readline())
        return int(code)

    def build(
        self, docs: Path, output: Path, *, kill_after: float | None = None, **request: Any
    ) -> int:
        """Build a folder of documents, all of them read."""
        argv = ["build", str(docs), "-o", str(output), "--fresh"]
        return self.run(kill_after, argv=argv, **request)

    def close(self) -> None:
        assert self.mother.stdin
        self.mother.stdin.close()
        self.mother.wait()

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def everything(folder: Path) -> dict[str, bytes]:
    """Return what a build wrote."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(PRIVATE)}


def left_behind(output: Path) -> list[str]:
    """Return what builds that were killed left beside and inside an output folder."""
    return [
        path.name
        for home in (output.parent, output)
        for path in home.iterdir()
        if path.name.startswith(PRIVATE) and path.is_dir()
    ]


class Two:
    """Two builds that take each other's place in one folder, and are killed while they do."""

    def __init__(self, builder: Builder, folder: Path) -> None:
        self.builder, self.output = builder, folder / "out"
        self.docs = [folder / "a", folder / "b"]
        self.whole: list[dict[str, bytes]] = []
        self.seconds = 60.0
        for path, text in zip(self.docs, TEXTS, strict=True):
            path.mkdir()
            (path / "x.txt").write_text(text, encoding="utf-8")
            begin = time.monotonic()
            assert builder.build(path, folder / f"{path.name}-whole") == 0
            self.seconds = min(self.seconds, time.monotonic() - begin)
            self.whole.append(everything(folder / f"{path.name}-whole"))
        assert builder.build(self.docs[0], self.output) == 0
        self.stands = 0
        self.begun = self.killed = self.changed = self.left = 0

    def kill(self, moment: str, **request: Any) -> None:
        """Begin the other build, kill it, and hold what stands there to the old or the new."""
        self.begun += 1
        new = 1 - self.stands
        code = self.builder.build(self.docs[new], self.output, **request)
        assert code in (0, -signal.SIGKILL), f"killed {moment}: ended with {code}"
        self.killed += code != 0
        self.left += bool(left_behind(self.output))
        recover(self.output)
        found = everything(self.output)
        assert found in self.whole, f"killed {moment}: a mixture, {_unlike(found, self.whole)}"
        self.changed += self.whole.index(found) != self.stands
        self.stands = self.whole.index(found)

    def end(self, log: Path) -> str:
        """Build both to their end and return what the first of them said."""
        said = []
        for new in (1 - self.stands, self.stands):
            assert self.builder.build(self.docs[new], self.output, log=str(log)) == 0
            assert everything(self.output) == self.whole[new]
            assert left_behind(self.output) == []
            said.append(log.read_text(encoding="utf-8"))
        return said[0]


def killed_at_random(builder: Builder, folder: Path, times: int) -> Two:
    """Kill so many builds, each at a random moment."""
    chance, two = random.Random(SEED), Two(builder, folder)
    while two.killed < times and two.begun < 5 * times:
        moment = chance.uniform(0, two.seconds)
        two.kill(f"after {moment} s", kill_after=moment)
    return two


def killed_at_steps(builder: Builder, folder: Path, **request: Any) -> Two:
    """Kill a build before each of its steps, until one comes to its end."""
    two = Two(builder, folder)
    for step in count():
        two.kill(f"at step {step}", step=step, **request)
        if two.killed < two.begun:
            return two
    raise AssertionError("a build has an end")


def _unlike(found: dict[str, bytes], whole: list[dict[str, bytes]]) -> list[list[str]]:
    """Return the names of the files that are not as in each whole build."""
    names = sorted({*found, *whole[0], *whole[1]})
    return [[name for name in names if found.get(name) != one.get(name)] for one in whole]
