"""Wordings that are nearly the same: pairs that may be, and the share of pieces they share.

Candidates come from minimum hashes in bands (:mod:`kg.graph.wordings`); each is then compared in
full, so that every link states the true share of common pieces (Jaccard). Shares hang on the two
wordings alone: those that an earlier build found are not worked out again.

References:
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.graph.wordings import pieces

__all__ = ["LEAST", "Shares", "alike"]

LEAST = 0.6
"""Smallest share of common pieces of two wordings that are alike."""

_CROWD = 50  # wordings in one bucket: such a band tells nothing
_PAIRS = 200_000  # that are looked at in one go
_MOST_KEPT = 5_000_000  # shares that are remembered for the next build

Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]
Words = Callable[[int], str]

_SHARE = np.dtype([("pair", "S24"), ("share", "<f8")])
_ALIKE = np.dtype([("one", "<i4"), ("other", "<i4"), ("share", "<f8")])


class Shares:
    """Shares of pairs of wordings by the digests of both; made anew while old ones are looked up.

    Args:
        digests: Digests of the wordings of 12 octets, in ascending order.
        known: What ``kept`` of an earlier build returned.
    """

    def __init__(self, digests: Any, known: bytes = b"") -> None:
        self._digests = np.ascontiguousarray(digests).view("u1").reshape(-1, 12)
        self._known = np.frombuffer(known, dtype=_SHARE)
        self._seen: list[Any] = []
        self._number = 0

    def of(self, ones: Places, others: Places, work_out: Callable[[int, int], float]) -> Any:
        """Return the shares of pairs, those that nobody knows worked out."""
        digests = np.concatenate([self._digests[ones], self._digests[others]], axis=1)
        found = np.zeros(len(ones), dtype=_SHARE)
        found["pair"] = np.ascontiguousarray(digests).view("S24").ravel()
        at = np.searchsorted(self._known["pair"], found["pair"])
        at[at == len(self._known)] = 0
        held = np.zeros(len(ones), dtype=bool)
        if len(self._known):
            held = self._known["pair"][at] == found["pair"]
            found["share"][held] = self._known["share"][at[held]]
        for place in np.flatnonzero(~held).tolist():
            found["share"][place] = work_out(int(ones[place]), int(others[place]))
        self._number += len(found)
        self._seen.append(found)
        if self._number > _MOST_KEPT:
            self._seen.clear()
        return found["share"]

    def kept(self) -> bytes:
        """Return all shares that were asked for; nothing where they are too many to keep."""
        if self._number > _MOST_KEPT or not self._seen:
            return b""
        found = np.concatenate(self._seen)
        self._seen = [found]
        found.view(f"S{_SHARE.itemsize}").sort()  # where it lies: no pair is there twice
        return found.tobytes()


def alike(bands: Numbers, words: Words, shares: Shares, least: float = LEAST) -> Any:
    """Return pairs of wordings, by position, that share at least ``least`` of their pieces.

    They are an array with the fields ``one``, ``other`` and ``share``, in order of both positions.

    Args:
        bands: Sketches of different wordings, a row each.
        words: Returns a wording by its position; asked for candidates only.
        shares: What is known of pairs.
        least: Smallest share of common pieces, between 0 and 1.
    """
    held = lru_cache(maxsize=5_000)(lambda at: pieces(words(at)))

    def work_out(one: int, other: int) -> float:
        common = len(held(one) & held(other))
        return common / (len(held(one)) + len(held(other)) - common)

    found = [np.zeros(0, dtype=_ALIKE)]
    for ones, others in _candidates(bands):
        share = shares.of(ones, others, work_out)
        kept = share >= least
        some = np.zeros(np.count_nonzero(kept), dtype=_ALIKE)
        some["one"], some["other"], some["share"] = ones[kept], others[kept], share[kept]
        found.append(some)
    pairs = np.concatenate(found)
    return pairs[np.lexsort((pairs["other"], pairs["one"]))]


def _candidates(bands: Numbers) -> Iterator[tuple[Places, Places]]:
    """Yield pairs that agree in a band, each once: where they first agree and few others do."""
    lonely = np.zeros(bands.shape, dtype=bool)  # where too few or too many agree to tell anything
    for band in range(bands.shape[1]):
        order, starts, sizes = _buckets(bands[:, band])
        useful = (sizes > 1) & (sizes <= _CROWD)
        lonely[:, band] = True
        for size in np.unique(sizes[useful]).tolist():
            firsts = starts[sizes == size]
            lonely[order[firsts[:, None] + np.arange(size)], band] = False
            for at in range(0, len(firsts), max(1, _PAIRS // size**2)):
                some = firsts[at : at + max(1, _PAIRS // size**2)]
                rows = order[some[:, None] + np.arange(size)]
                left, right = np.triu_indices(size, 1)
                ones, others = rows[:, left].ravel(), rows[:, right].ravel()
                agree = (bands[ones, :band] == bands[others, :band]) & ~lonely[ones, :band]
                new = ~agree.any(axis=1)
                if new.any():
                    yield ones[new], others[new]


def _buckets(column: Any) -> tuple[Places, Places, Places]:
    """Return an order that brings equal numbers together, where each begins, and how many."""
    # Numbers and positions in one: sorting those is several times as fast as sorting positions.
    both = column.astype(np.uint64) << np.uint64(32) | np.arange(len(column), dtype=np.uint64)
    both.sort()
    order = (both & np.uint64(0xFFFFFFFF)).astype(np.int64)
    new = np.flatnonzero(np.diff(both >> np.uint64(32))) + 1
    starts = np.concatenate(([0], new))[: len(column)]
    return order, starts, np.diff(np.append(starts, len(column)))
