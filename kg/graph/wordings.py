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
    r"^(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]+[条项]|[①-⑳])+"
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
    return _NO_WORD.sub("", _NUMBERING.sub("", words.strip()))


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
    hashes, starts = list[int](), list[int]()
    for words in long:
        starts.append(len(hashes))
        hashes.extend(crc32(piece.encode("utf-8", "replace")) for piece in pieces(words))
    column = np.array(hashes, dtype=np.uint32)[:, None]
    least = np.minimum.reduceat(column * factors + offsets, starts, axis=0)  # modulo 2^32
    rows = least.reshape(len(long), _BANDS, _ROWS)
    bands = rows[:, :, 0]
    for at in range(1, _ROWS):
        bands = bands * np.uint32(_MIX) ^ rows[:, :, at]
    made = iter(bands.astype("<u4"))
    return [
        b64encode(next(made).tobytes()).decode() if len(words) >= _SHORTEST else ""
        for words in wordings
    ]
