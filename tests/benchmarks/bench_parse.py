"""How fast documents are read and parsed, how the cost grows, and what memory it takes.

``make bench`` runs it. Times are of the processor, on one core; the memory is the most that a
process of its own held, less what it held for a short document.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from figures import figure

from kg.parse import parse
from kg.read import documents, read_file

TESTS = Path(__file__).resolve().parents[1]
CORPUS = TESTS.parents[1] / "shared" / "corpus"
MEGABYTE = 1_000_000
RATE = 2.0  # megabytes of UTF-8 a second
MEMORY = 10  # times the file
SIZES = (1, 2, 5, 10, 20, 50)  # megabytes
GROWTH = 1.5  # the slowest megabyte against the fastest, beyond noise


def work(path: Path) -> tuple[float, float, int]:
    """Return the seconds of reading and of parsing a file, and its tasks."""
    began = time.process_time()
    found = documents(read_file(path.name, path))
    read = time.process_time()
    tasks = sum(len(parse(document).tasks) for document in found)
    return read - began, time.process_time() - read, tasks


def apart(path: Path) -> tuple[float, int, int]:
    """Return the seconds, the most memory and the tasks of a file in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), str(path)]
    done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=True)
    seconds, memory, tasks = json.loads(done.stdout)
    return seconds, memory, tasks


def most_memory() -> int:
    """Return the most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if not status.exists():  # counts what the process before it held, too
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def repeated(folder: Path, megabytes: int) -> Path:
    """Write the samples again and again until a file is large enough; return its path."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(_samples())]
    path = folder / f"{megabytes}.txt"
    size, number = 0, 0
    with path.open("w", encoding="utf-8", newline="") as file:
        while not number or size < megabytes * MEGABYTE:
            text = f"\n{texts[number % len(texts)]}\n"
            size += len(text.encode())
            number += 1
            file.write(text)
    return path


def _samples() -> list[Path]:
    # A text that prints itself twice would make the whole file look so.
    return [path for path in (TESTS / "samples").glob("*.txt") if path.stem != "interleaved"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside this repository")
def test_rate_over_the_corpus() -> None:
    paths = sorted(CORPUS.glob("*.txt"))
    for path in paths:
        work(path)  # caches of names, as in any build of more than one document
    print(f"\n{'file':32} {'kB':>8} {'read s':>8} {'parse s':>8} {'MB/s':>6} {'tasks':>6}")
    total, seconds = 0, 0.0
    for path in paths:
        size = path.stat().st_size
        read, parsing, tasks = min((work(path) for _ in range(3)), key=lambda t: t[0] + t[1])
        total, seconds = total + size, seconds + read + parsing
        rate = size / MEGABYTE / (read + parsing)
        print(f"{path.name:32} {size / 1000:8.0f} {read:8.3f} {parsing:8.3f} {rate:6.2f} {tasks:6}")
    rate = total / MEGABYTE / seconds
    figure("reading and parsing the corpus", f"{rate:.2f} MB a second", f"wanted: {RATE} MB")
    assert total / MEGABYTE / seconds >= RATE


def test_growth_and_memory(tmp_path: Path) -> None:
    base = apart(repeated(tmp_path, 0))[1]
    print(f"\n{'MB':>4} {'seconds':>9} {'MB/s':>6} {'tasks':>9} {'memory MB':>10} {'x file':>7}")
    rates, shares = [], []
    for megabytes in SIZES:
        path = repeated(tmp_path, megabytes)
        size = path.stat().st_size
        seconds, memory, tasks = apart(path)
        rates.append(size / MEGABYTE / seconds)
        shares.append((memory - base) / size)
        print(
            f"{megabytes:4} {seconds:9.2f} {rates[-1]:6.2f} {tasks:9,}"
            f" {(memory - base) / MEGABYTE:10.0f} {shares[-1]:7.1f}",
            flush=True,
        )
        path.unlink()
    assert max(rates) / rates[-1] < GROWTH
    assert shares[-1] < MEMORY


if __name__ == "__main__":
    reading, parsing, number = work(Path(sys.argv[1]))
    print(json.dumps([reading + parsing, most_memory(), number]))
