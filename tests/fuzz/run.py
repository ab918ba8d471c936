"""Fuzz for as long as it takes: ``make fuzz CASES=100000``, or some targets by name.

With atheris, cases are bred by what code they reach; without it, all are changes of the seeds.
Every case that breaks a promise is kept in a file, once for each place where it was noticed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

SHARES = {  # of all cases; what is quick gets more
    **{"txt": 10, "html": 12, "docx": 8, "xlsx": 8, "csv": 6, "pdf": 8},
    **{"parse": 16, "resolve": 10, "tables": 8, "graph": 4, "query": 6, "maps": 2, "pages": 2},
}


LONGEST = 30.0  # seconds of the processor for a case


def _ring(number: int, frame: object) -> None:
    raise TimeoutError(f"more than {LONGEST:g} seconds")


class Found:
    """Counts cases, and keeps those that break a promise."""

    def __init__(self, name: str, cases: int, folder: Path) -> None:
        self.name, self.cases, self.folder = name, cases, folder
        self.run = 0
        self.places: set[str] = set()
        self.begin = time.monotonic()
        signal.signal(signal.SIGVTALRM, _ring)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stopped)

    def check(self, data: bytes) -> None:
        """Check one case, and say what came of all when it is the last."""
        from targets import TARGETS

        self.run += 1
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
            TARGETS[self.name].check(data)
        except Exception as error:
            self.keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if self.run == self.cases:
            self.tell()
            if self.places:
                os._exit(1)

    def tell(self) -> None:
        """Say how many cases there were and what came of them."""
        seconds = time.monotonic() - self.begin
        kept = f"{len(self.places)} places" if self.places else "nothing"
        print(f"{self.name}: {self.run:,} cases, {seconds:.0f} s, found {kept}", flush=True)

    def stopped(self, number: int, frame: object) -> None:
        """Tell before the end, where someone has seen enough."""
        self.tell()
        os._exit(1)

    def keep(self, data: bytes, error: Exception) -> None:
        """Keep a case if nothing broke at its place before."""
        where = traceback.extract_tb(error.__traceback__)[-1]
        kind = re.sub(r"'[^']*'|\d+", "", str(error))[:60]
        place = f"{type(error).__name__} {Path(where.filename).name}:{where.lineno} {kind}"
        if isinstance(error, TimeoutError):
            place = "TimeoutError"  # it rang anywhere
        if place in self.places:
            return
        self.places.add(place)
        path = self.folder / f"{self.name}-{sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        print(f"{self.name}: {place}: {str(error)[:300]!r} kept in {path}", flush=True)


def plainly(found: Found, seed: int) -> None:
    """Check changes of the seeds."""
    from targets import TARGETS

    target = TARGETS[found.name]
    pool = target.seeds()
    for number in range(found.cases):
        found.check(target.case(seed + number, pool))


def guided(found: Found, seed: int) -> None:
    """Let atheris breed the cases; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["kg"]):
        from targets import TARGETS
    target = TARGETS[found.name]

    def changed(data: bytes, most: int, number: int) -> bytes:
        lot = random.Random(number)
        if lot.random() < 0.2:  # atheris knows what the code compares with
            return bytes(atheris.Mutate(data, most))
        return target.change(data, target.words, lot)[:most]

    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(target.seeds()):
            Path(corpus, str(number)).write_bytes(data)
        options = [f"-runs={found.cases}", f"-seed={seed + 1}", "-max_len=20000", "-timeout=600"]
        options += ["-handle_int=0", "-handle_term=0"]
        quiet = ["-verbosity=0", "-rss_limit_mb=6000", f"-artifact_prefix={found.folder}/"]
        setup: Any = atheris.Setup
        setup([sys.argv[0], *options, *quiet, corpus], found.check, custom_mutator=changed)
        atheris.Fuzz()


def one(arguments: argparse.Namespace, name: str) -> None:
    """Fuzz one target in this process."""
    found = Found(name, arguments.cases, arguments.keep)
    if arguments.plain:
        plainly(found, arguments.seed)
    else:
        guided(found, arguments.seed)


def several(arguments: argparse.Namespace, names: list[str]) -> int:
    """Fuzz each target in a process of its own, and return how many ended badly."""
    whole = sum(SHARES[name] for name in names)
    bad = 0
    for name in names:
        cases = max(1, round(arguments.cases * SHARES[name] / whole))
        command = [sys.executable, __file__, "--one", name, "--cases", str(cases)]
        command += ["--seed", str(arguments.seed), "--keep", str(arguments.keep)]
        arguments.keep.mkdir(parents=True, exist_ok=True)
        with (arguments.keep / f"{name}.log").open("wb") as log:  # what libFuzzer says
            done = subprocess.run(
                [*command, *["--plain"] * arguments.plain], stderr=log, check=False
            )
        bad += done.returncode != 0
        if done.returncode:
            print(f"{name}: ended with status {done.returncode}", flush=True)
    return bad


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(SHARES)}; all when left out")
    parser.add_argument("--cases", type=int, default=10_000, help="of all targets together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="folder of finds")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.plain and find_spec("atheris") is None:
        print("atheris is not installed: cases are changes of the seeds alone")
        arguments.plain = True
    if arguments.one:
        one(arguments, arguments.one)
        return
    os.environ["PYTHONHASHSEED"] = "0"
    raise SystemExit(several(arguments, arguments.targets or list(SHARES)) > 0)


if __name__ == "__main__":
    main()
