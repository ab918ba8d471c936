"""Files read by processes: in order, within limits, and at the cost of the bad file alone."""

import os
import signal
import time
from pathlib import Path

import pytest

from kg.errors import ParseTimeoutError
from kg.model import Document, ResolvedDocument, Source, Span
from kg.reading import Failure, Outcome, timed
from kg.workers import Beat, Job, Work, each


def documents(name: str) -> tuple[ResolvedDocument, ...]:
    source = Source(name, name, "")
    return (ResolvedDocument(Document(source, Span(0, len(name))), "", ()),)


def work(job: Job, beat: Beat) -> Outcome:
    """Do what a file's name says."""
    name, _ = job
    if name == "dies":
        os._exit(9)
    if name == "hangs":
        time.sleep(600)
    if name == "slow":
        time.sleep(0.5)
    if name == "beats":
        for _ in range(4):
            time.sleep(0.3)
            beat()
    return documents(name)


def make() -> Work:
    return work


def outcomes(
    *names: str, workers: int = 2, seconds: float = 0.0
) -> list[tuple[ResolvedDocument, ...] | Failure]:
    jobs = [(name, Path(name)) for name in names]
    return list(each(jobs, make, workers=workers, seconds=seconds))


def test_results_come_in_order_whoever_is_first() -> None:
    names = ["slow", "a", "b", "slow", *"cdefghijklmnop"]
    assert outcomes(*names) == [documents(name) for name in names]


def test_a_worker_that_dies_costs_its_file() -> None:
    first, dead, last, dead_too = outcomes("a", "dies", "b", "dies")
    assert [first, last] == [documents("a"), documents("b")]
    assert isinstance(dead, Failure)
    assert isinstance(dead_too, Failure)
    assert "ended with status 9" in dead.reason


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.workers._GRACE", 0.2)
    hung, other, alive = outcomes("hangs", "a", "beats", seconds=0.8)
    assert isinstance(hung, Failure)
    assert (hung.kind, "0.8 seconds" in hung.reason) == ("timeout", True)
    assert [other, alive] == [documents("a"), documents("beats")]


def test_a_worker_that_cannot_start_says_so() -> None:
    with pytest.raises(RuntimeError, match="cannot start"):
        list(each([("a", Path("a"))], broken, workers=1))


def test_a_worker_killed_while_it_starts_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "left"
    monkeypatch.setenv("KILLED", str(left))
    left.write_text("2")
    assert list(each([("a", Path("a"))], killed, workers=1)) == [documents("a")]
    left.write_text("9")
    with pytest.raises(RuntimeError, match=r"cannot start .status -9"):
        list(each([("a", Path("a"))], killed, workers=1))


def killed() -> Work:
    left = Path(os.environ["KILLED"])
    count = int(left.read_text())
    if count:
        left.write_text(str(count - 1))
        os.kill(os.getpid(), signal.SIGKILL)
    return work


def broken() -> Work:
    raise ValueError("no")


def test_the_timer_ends_what_swallows_errors_and_leaves_none_behind() -> None:
    begin = time.monotonic()
    with pytest.raises(ParseTimeoutError, match="longer than"), timed(0.2, "a.txt"):
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue
    assert time.monotonic() - begin < 5
    with timed(0.1, "b.txt"):
        pass
    time.sleep(0.2)


def test_the_timer_ends_a_pattern_that_runs_away() -> None:
    import re

    with pytest.raises(ParseTimeoutError), timed(0.3, "a.txt"):
        re.fullmatch("(a|aa)+b", "a" * 60)
