"""How Chinese names sound, so that they are found by the letters one types."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

__all__ = ["reading"]


@lru_cache(maxsize=65536)
def reading(name: str) -> str:
    """Return the pinyin of a name, a syllable per Chinese character, without tones.

    >>> reading("省发展改革委")
    'sheng fa zhan gai ge wei'
    """
    return " ".join(lazy_pinyin(name, style=Style.NORMAL)).lower()
