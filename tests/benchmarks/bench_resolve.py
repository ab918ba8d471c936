"""How fast names of bodies, places and topics are resolved.

``make bench`` runs it, or ``python tests/benchmarks/bench_resolve.py``. Prints, in seconds of
processor time, loading, a thousand names met for the first time, and mentions a second with
names that repeat as documents repeat them.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path

from figures import figure

from kg.model import Span
from kg.resolve import Resolver
from kg.resolve.context import Context

DATA = Path(__file__).parents[1] / "unit" / "resolve" / "data"
ROUNDS = 50


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_resolve() -> None:
    start = time.process_time()
    resolver = Resolver.load()
    figure("loading the vocabularies", f"{time.process_time() - start:.3f} s")
    names = [row for table in ("names.csv", "names_unseen.csv") for row in _rows(table)]
    contexts = [(row["name"], Context(row["home"], int(row["year"]))) for row in names]
    start = time.process_time()
    for name, context in contexts:
        resolver.bodies.resolve(name, context)
    first = time.process_time() - start
    print(f"{len(contexts)} names for the first time {first:.3f} s")
    start = time.process_time()
    for _ in range(ROUNDS):
        for name, context in contexts:
            resolver.bodies.resolve(name, context)
    rate = ROUNDS * len(contexts) / (time.process_time() - start)
    figure("resolving names", f"{rate:,.0f} mentions a second", "wanted: 10,000")
    assert rate > 10_000
    sentences = _rows("sentences_tuned.csv")
    start = time.process_time()
    for row in sentences:
        text, context = row["text"], Context(row["home"], int(row["year"]))
        resolver.finder.find(text, Span(0, len(text)), context)
        resolver.themes.classify(text)
    each = (time.process_time() - start) / len(sentences)
    figure("places and topics of a task", f"{each * 1000:.2f} ms")


if __name__ == "__main__":
    test_resolve()
