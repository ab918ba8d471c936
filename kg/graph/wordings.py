"""Tasks of different documents that say the same: word for word, or nearly so.

Wordings are compared by their overlapping pieces of four characters, without numbering, blanks
and punctuation; minimum hashes in bands tell which may be alike (:mod:`kg.graph.likeness`).

References:
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import shake_128
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["pieces", "plain", "sketches"]

_NUMBERING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]+[条项]|[①-⑳])+"
)
_NO_WORD = re.compile(r"[\W_]+")
_PIECE = 4
_BANDS, _ROWS = 16, 4
_SHORTEST = 10  # characters: shorter wordings (加强组织领导) say the same by chance
_MIX = 0x9E3779B1  # an odd number without a pattern, to mix the numbers of a band

Numbers = NDArray[np.uint32]


def plain(words: str) -> str:
    """Return a wording without its number, blanks and punctuation.

    Example:
        >>> plain("（三）建设 物流平台，服务产业。")
        '建设物流平台服务产业'
    """
    words = words.strip()
    number = _NUMBERING.match(words)
    return _NO_WORD.sub("", words[number.end() :] if number else words)


def pieces(words: str) -> frozenset[str]:
    """Return the overlapping pieces of a wording."""
    return frozenset(words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1))


@lru_cache(maxsize=1)
def _factors() -> tuple[Numbers, Numbers]:
    # Numbers without a pattern, the same for ever: those of a random generator may change.
    size = _BANDS * _ROWS * 4
    drawn = [shake_128(name).digest(size) for name in (b"factors", b"offsets")]
    factors, offsets = (np.frombuffer(octets, "<u4").astype(np.uint32) for octets in drawn)
    return factors | np.uint32(1), offsets


def sketches(wordings: Sequence[str]) -> list[str]:
    """Return what plain wordings are compared by; empty for those too short to mean anything.

    Of each band of a wording it holds a number; wordings that agree in one may be alike.
    """
    long = [words for words in wordings if len(words) >= _SHORTEST]
    if not long:
        return [""] * len(wordings)
    factors, offsets = _factors()
    hashes, starts = _hashes(long)
    # A row for each factor: what lies side by side is compared several times as fast.
    mixed = factors[:, None] * np.array(hashes, dtype=np.uint32)
    mixed += offsets[:, None]  # modulo 2^32
    least = np.minimum.reduceat(mixed, starts, axis=1).reshape(_BANDS, _ROWS, len(long))
    bands = least[:, 0]
    for at in range(1, _ROWS):
        bands = bands * np.uint32(_MIX) ^ least[:, at]
    made = iter(np.ascontiguousarray(bands.T, dtype="<u4"))
    return [
        b64encode(next(made).tobytes()).decode() if len(words) >= _SHORTEST else ""
        for words in wordings
    ]


def _hashes(wordings: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return a hash of each piece of all wordings, and where those of each begin.

    A piece that a wording says again is there again: the least of them stays what it is.
    """
    octets = "".join(wordings).encode("utf-8", "replace")
    begins = (np.frombuffer(octets, np.uint8) & 0xC0) != 0x80  # where a character does
    places = [*np.flatnonzero(begins).tolist(), len(octets)]
    hashes, starts, first = list[int](), list[int](), 0
    for words in wordings:
        starts.append(len(hashes))
        end = first + len(words) + 1
        pieces = zip(places[first : end - _PIECE], places[first + _PIECE : end], strict=True)
        hashes += [crc32(octets[here:there]) for here, there in pieces]
        first = end - 1
    return hashes, starts
