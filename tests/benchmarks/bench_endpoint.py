"""How much longer a query takes over the endpoint than in pyoxigraph itself.

Three processes are measured turn by turn, so that whatever else the machine does weighs on all
alike: pyoxigraph alone, with the JSON it writes; the endpoint, on the clock of a client; and a
server that sends as many bytes of nothing, for the transfer. No query is asked twice in the same
words, so that nothing that remembers them helps. The limit holds for the medians, which say what
users see; beside them stand the fastest turns and what the processors did, which others who use
the machine change least.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import httpx
import pytest
from figures import figure

from kg import errors
from kg.graph.terms import PREFIXES

RATIO = 1.2  # endpoint against pyoxigraph, transfer apart
TURNS = 150
LONGEST = 20.0  # seconds for one query; slow ones get fewer turns, but no less than five

# What users write: look-ups, groupings, pairs of bodies, long lists.
WRITTEN = {
    "roles": "SELECT ?r (COUNT(*) AS ?n) { ?a kg:role ?r } GROUP BY ?r",
    "leads": "SELECT ?b (COUNT(?t) AS ?n) { ?a kg:agency ?b ; kg:task ?t ; kg:role kg:lead } "
    "GROUP BY ?b ORDER BY DESC(?n)",
    "pairs": "SELECT ?x ?y (COUNT(?t) AS ?n) { ?a kg:agency ?x ; kg:task ?t . "
    "?b kg:agency ?y ; kg:task ?t FILTER(STR(?x) < STR(?y)) } GROUP BY ?x ?y",
    "words": "SELECT ?t { ?t kg:text ?w FILTER(CONTAINS(?w, '物流平台')) }",
    "list": "SELECT ?a ?t ?b ?r { ?a kg:task ?t ; kg:agency ?b ; kg:role ?r }",
}
DECLARED = " ".join(f"PREFIX {prefix}: <{space}>" for prefix, space in PREFIXES.items())


def _words(file: Path) -> list[str]:
    return file.read_text(encoding="ascii").split()


class Beside:
    """A process of ``beside.py``."""

    def __init__(self, *words: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("beside.py")), *words]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # The package that is measured here, whatever else is installed.
            env={**os.environ, "PYTHONPATH": str(Path(errors.__file__).parents[1])},
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def seconds(self, query: str) -> float:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(query) + "\n")
        self.process.stdin.flush()
        return float(self.line())

    def worked(self) -> float:
        """Return the seconds that its processes have used, as Linux counts them."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        children = [pid for task in tasks.iterdir() for pid in _words(task / "children")]
        every = [task for pid in children for task in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int(_words(task / "schedstat")[0]) for task in [*tasks.iterdir(), *every]) / 1e9

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def beside(folder: Path) -> Iterator[dict[str, Beside]]:
    made = {
        "directly": Beside("directly", str(folder / "store")),
        "serve": Beside("serve", str(folder)),
        "nothing": Beside("nothing"),
    }
    yield made
    for one in made.values():
        one.end()


@pytest.fixture(scope="module")
def ask(beside: dict[str, Beside]) -> Iterator[Callable[[str], tuple[float, float, float, int]]]:
    """Return what measures one query: directly, over HTTP, the transfer alone, its bytes."""
    ports = {name: int(beside[name].line()) for name in ("serve", "nothing")}
    with httpx.Client(timeout=60) as client:

        def posted(address: str, query: str) -> tuple[float, int]:
            begun = time.perf_counter()
            answer = client.post(address, data={"query": query})
            seconds = time.perf_counter() - begun
            assert answer.status_code == 200
            return seconds, len(answer.content)

        def one(query: str) -> tuple[float, float, float, int]:
            direct = beside["directly"].seconds(query)
            over, size = posted(f"http://127.0.0.1:{ports['serve']}/sparql", query)
            blank = f"http://127.0.0.1:{ports['nothing']}/?size={size}"
            return direct, over, posted(blank, query)[0], size

        yield one


@pytest.mark.parametrize("name", WRITTEN)
def test_endpoint(
    beside: dict[str, Beside],
    ask: Callable[[str], tuple[float, float, float, int]],
    name: str,
) -> None:
    once = sum(ask(f"{DECLARED} {WRITTEN[name]}")[:3])
    count = max(5, min(TURNS, int(LONGEST / once)))
    before = {one: made.worked() for one, made in beside.items()}
    turns = [ask(f"{DECLARED} {WRITTEN[name]} # {turn}") for turn in range(count)]
    work = {one: made.worked() - before[one] for one, made in beside.items()}
    direct, over, transfer = (median(turn[at] for turn in turns) for at in range(3))
    best, quickest, sent = (min(turn[at] for turn in turns) for at in range(3))
    figure(
        f"query {name} over HTTP, beside pyoxigraph directly",
        f"{(over - transfer) / direct:.2f} times, with the transfer {over / direct:.2f} "
        f"({over * 1000:.1f} ms, of which {transfer * 1000:.1f} ms transfer of "
        f"{turns[0][3]:,} bytes; directly {direct * 1000:.1f} ms; medians of {count} turns); "
        f"fastest turns {(quickest - sent) / best:.2f}, by processor time "
        f"{(work['serve'] - work['nothing']) / work['directly']:.2f}",
        f"wanted: {RATIO} times without the transfer",
    )
    assert over - transfer <= RATIO * direct
