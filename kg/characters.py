"""Characters of the genre in one form each, for matching; every folding keeps the length.

Chinese documents write the same words with radicals that fonts of PDF files put in place of
characters, with traditional characters, with full-width digits and with brackets of every kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

__all__ = ["MEANINGLESS", "fold", "plain", "simplified", "tidy"]

# Two lines of equal length: traditional characters, and the simplified ones they are read as;
# from the character table of OpenCC (Apache-2.0).
_TRADITIONAL = Path(__file__).with_name("traditional.txt")
# Radicals of the supplement that fonts in PDF files put in place of characters; NFKC keeps them.
_RADICALS = (
    "⺠民⻓长⻔门⻅见⻆角⻉贝⻋车⻘青⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟"
    "⻩黄⻬齐⻰龙⺟母⻄西⻤鬼⻨麦⻁虎⻣骨⻮齿⺎兀⻌辶⻑长⻒镸⻙韦⻳龟"
)
# Characters of their own that only stand for another in this genre.
_TWINS = {"巿": "市", "⼾": "户", "⾭": "青"}


def _radicals() -> dict[int, str]:
    table = {ord(_RADICALS[i]): _RADICALS[i + 1] for i in range(0, len(_RADICALS), 2)}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        one = unicodedata.normalize("NFKC", chr(code))
        if len(one) == 1:
            table[code] = one
    return table | {ord(seen): meant for seen, meant in _TWINS.items()}


_PLAIN = _radicals()


def _simple() -> dict[int, str]:
    traditional, simple = _TRADITIONAL.read_text(encoding="utf-8").split()
    return {ord(t): s for t, s in zip(traditional, simple, strict=True)}


_SIMPLE = _simple()


def _folding() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= _PLAIN
    table |= _SIMPLE
    table |= {ord(c): "(" for c in "（(〔［[【﹝❲〈"}
    table |= {ord(c): ")" for c in "）)〕］]】﹞❳〉"}
    table |= {ord(c): "：" for c in "：:︰﹕∶"}
    table |= {ord(c): "，" for c in "，,﹐︐"}
    table |= {ord(c): "；" for c in "；;﹔"}
    table |= {ord(c): "、" for c in "、､﹑"}
    table |= {ord(c): "。" for c in "。｡"}
    table |= {ord("．"): "."}
    return {code: meant for code, meant in table.items() if chr(code) != meant}


_FOLD = _folding()


def _any_of(table: Mapping[int, str]) -> re.Pattern[str]:
    """Return what finds runs of the characters that a table changes.

    ``str.translate`` alone takes three times as long: most characters stay as they are.
    """
    return re.compile(f"[{re.escape(''.join(map(chr, table)))}]+")


_FOLDED, _TRADITIONALS = _any_of(_FOLD), _any_of(_SIMPLE)

MEANINGLESS = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ue000-\uf8ff\ud800-\udfff\U000e0000-\U0010ffff"
)
"""Inside of a character class: blanks, control, format and private-use characters, surrogates."""

_DROPPED = re.compile(f"[{MEANINGLESS}]+")
_ODD = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff巿]")


def fold(text: str) -> str:
    """Return ``text`` with each character in its one form; same length."""
    text = text.replace("（", "(").replace("）", ")")  # most of what has another form
    return _FOLDED.sub(lambda found: found.group().translate(_FOLD), text)


def simplified(text: str) -> str:
    """Return ``text`` with simplified characters for traditional ones; same length."""
    return _TRADITIONALS.sub(lambda found: found.group().translate(_SIMPLE), text)


def plain(text: str) -> str:
    """Return ``text`` with ordinary characters in place of radicals; same length."""
    return text.translate(_PLAIN) if _ODD.search(text) else text


def tidy(text: str) -> str:
    """Return ``text`` as words are kept: without blanks and invisible marks, no radicals."""
    return plain(_DROPPED.sub("", text))
