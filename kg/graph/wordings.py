"""Tasks of different documents that say the same: word for word, or nearly so.

Wordings are compared by their overlapping pieces of four characters, without numbering, blanks
and punctuation. Candidates come from minimum hashes in bands; each is then compared in full, so
that every link states the true share of common pieces (Jaccard).

References:
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["alike", "plain", "sketch"]

_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]+[条项]|[①-⑳])+"
)
_NO_WORD = re.compile(r"[\W_]+")
_PIECE = 4
_BANDS, _ROWS = 16, 4
_SHORTEST = 10  # characters: shorter wordings (加强组织领导) say the same by chance
_CROWD = 50  # wordings in one bucket: such a band tells nothing
_LEAST = 0.6
_PRIME = (1 << 31) - 1

Bands = NDArray[np.uint32]
Words = Callable[[int], str]


def plain(words: str) -> str:
    """Return a wording without its number, blanks and punctuation.

    Example:
        >>> plain("（三）建设 物流平台，服务产业。")
        '建设物流平台服务产业'
    """
    return _NO_WORD.sub("", _NUMBERING.sub("", words.strip()))


def _pieces(words: str) -> frozenset[str]:
    return frozenset(words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1))


@lru_cache(maxsize=1)
def _factors() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    draw = np.random.default_rng(2001)
    size = _BANDS * _ROWS
    ones = draw.integers(1, _PRIME, size, dtype=np.uint64)
    return ones, draw.integers(0, _PRIME, size, dtype=np.uint64)


def _bands(words: str) -> Bands:
    """Return a number for each band; wordings that agree in one may be alike."""
    factors, offsets = _factors()
    hashes = [crc32(piece.encode("utf-8", "replace")) for piece in _pieces(words)]
    column = np.array(hashes, dtype=np.uint64)[:, None]
    least = ((column * factors + offsets) % _PRIME).min(axis=0).astype("<u4")
    return np.array([crc32(least[at : at + _ROWS]) for at in range(0, len(least), _ROWS)], "<u4")


def sketch(words: str) -> str:
    """Return what a plain wording is compared by, empty where it is too short to mean anything."""
    return b64encode(_bands(words).tobytes()).decode() if len(words) >= _SHORTEST else ""


def alike(
    sketches: Iterable[str], words: Words, least: float = _LEAST
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of wordings, by position, that share at least ``least`` of their pieces.

    Args:
        sketches: Of different wordings.
        words: Returns a wording by its position; asked for candidates only.
        least: Smallest share of common pieces, between 0 and 1.
    """
    raw = b"".join(b64decode(text) for text in sketches)
    bands = np.frombuffer(bytearray(raw), "<u4").reshape(-1, _BANDS)
    pieces = lru_cache(maxsize=100_000)(lambda at: _pieces(words(at)))
    found = []
    for one, other in _candidates(bands):
        common = len(pieces(one) & pieces(other))
        share = common / (len(pieces(one)) + len(pieces(other)) - common)
        if share >= least:
            found.append((one, other, share))
    yield from sorted(found)


def _candidates(bands: Bands) -> Iterator[tuple[int, int]]:
    """Yield pairs that agree in a band, each once: where they agree first."""
    for band in range(_BANDS):
        for bucket in _buckets(bands[:, band]):
            for one, other in combinations(bucket, 2):
                if not (bands[one, :band] == bands[other, :band]).any():
                    yield one, other


def _buckets(column: Any) -> Iterator[list[int]]:
    """Yield the positions of equal numbers, but for those that too many have."""
    order = np.argsort(column, kind="stable")
    ends = np.flatnonzero(np.diff(column[order])) + 1
    starts, stops = np.concatenate(([0], ends)), np.concatenate((ends, [len(order)]))
    kept = (stops - starts > 1) & (stops - starts <= _CROWD)
    for start, stop in zip(starts[kept].tolist(), stops[kept].tolist(), strict=True):
        yield order[start:stop].tolist()
