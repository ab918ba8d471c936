"""How fast text is read and cut into documents, and that the cost grows as the text does.

``make bench`` runs it, or ``python tests/benchmarks/bench_read.py``. The text is the samples of
this project, repeated: as they are, a head every 600 characters, and with their bodies grown to
the length of real documents.
"""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from pathlib import Path

from kg.model import Source
from kg.read import documents, read_file

SAMPLES = Path(__file__).parents[1] / "samples"
SIZES = (1, 5, 20, 50)  # megabytes
BODIES = {0: 2, 20: 10}  # how often a body is repeated -> megabytes a second on a busy machine
MOST_GROWTH = 1.5
MOST_MEMORY = 10  # times the file
ONE_THING = ("一", "《", "（", "\n", "\t", "关于", "（一）", "2020年1月1日", "国发〔2020〕1号")


def _text(megabytes: float, bodies: int = 0) -> str:
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    whole = "\n".join(text + text[len(text) // 2 :] * bodies for text in samples)
    return whole * max(1, round(megabytes * 1_000_000 / len(whole.encode())))


def _seconds(path: Path, text: str) -> float:
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    documents(read_file(path.name, path))
    return time.process_time() - start


def test_read() -> None:
    for bodies, least in BODIES.items():
        rates = []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "big.txt"
            for size in SIZES:
                text = _text(size, bodies)
                megabytes = len(text.encode()) / 1_000_000
                rates.append(megabytes / _seconds(path, text))
                print(f"{bodies:2} bodies  {megabytes:5.1f} MB  {rates[-1]:5.1f} MB a second")
        assert rates[-1] > least
        assert max(rates) / rates[-1] < MOST_GROWTH


def test_memory() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.txt"
        path.write_text(_text(5), encoding="utf-8")
        tracemalloc.start()
        documents(read_file(path.name, path))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        times = peak / path.stat().st_size
    print(f"{times:.1f} times the file in memory")
    assert times < MOST_MEMORY


def test_one_thing() -> None:
    for piece in ONE_THING:
        source = Source("a.txt", piece * (1_000_000 // len(piece)), "0" * 64)
        start = time.process_time()
        documents(source)
        print(f"1,000,000 characters of {piece!r}: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    test_read()
    test_memory()
    test_one_thing()
