"""More than memory holds: sorted runs in files without a name, merged when they are read.

References:
    Knuth, D. E. (1998). The Art of Computer Programming, vol. 3, 5.4: external sorting.
"""

from __future__ import annotations

import heapq
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

__all__ = ["Sorted", "Sums"]

T = TypeVar("T", bound=tuple[Any, ...])
K = TypeVar("K", bound=str | tuple[Any, ...])

MOST = 50_000
"""Items that wait in memory."""

_PARCEL = 1000


class Sorted(Generic[T]):
    """Items that come in any order and are read in ascending order."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._waiting: list[T] = []
        self._runs: list[IO[bytes]] = []

    def add(self, item: T) -> None:
        """Add an item; items must be comparable."""
        self._waiting.append(item)
        if len(self._waiting) >= self._most:
            self.spill(self._waiting)
            self._waiting = []

    def spill(self, items: Iterable[T]) -> None:
        """Put items into a file."""
        run = TemporaryFile()  # noqa: SIM115  # lives as long as this does
        source = iter(sorted(items))
        while parcel := list(islice(source, _PARCEL)):
            pickle.dump(parcel, run, pickle.HIGHEST_PROTOCOL)
        self._runs.append(run)

    def __iter__(self) -> Iterator[T]:
        waiting: Iterable[Any] = sorted(self._waiting)
        return heapq.merge(*map(_read, self._runs), waiting)


def _read(run: IO[bytes]) -> Iterator[Any]:
    run.seek(0)
    while True:
        try:
            # Written above, into a file that has no name.
            yield from pickle.load(run)  # noqa: S301
        except EOFError:
            return


class Sums(Generic[K]):
    """Numbers by key, each the sum of what was added to it.

    Example:
        >>> sums = Sums[str](most=2)
        >>> for key in "banana":
        ...     sums.update([key])
        >>> list(sums.items())
        [('a', 3), ('b', 1), ('n', 2)]
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._counts: Counter[K] = Counter()
        self._runs = Sorted[tuple[K, int]]()

    def update(self, keys: Iterable[K]) -> None:
        """Add one to the number of each key."""
        self._counts.update(keys)
        if len(self._counts) >= self._most:
            self._runs.spill(self._counts.items())
            self._counts.clear()

    def items(self) -> Iterator[tuple[K, int]]:
        """Yield keys in ascending order with their sums."""
        waiting = sorted(self._counts.items())
        merged = heapq.merge(self._runs, waiting)
        for key, several in groupby(merged, key=itemgetter(0)):
            yield key, sum(number for _, number in several)
