"""Bytes to text: UTF-8 as it is, other encodings by their signature or by what reads well."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from kg.errors import UnreadableError

__all__ = ["decode"]

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = ("utf-16-le", "utf-16-be")
_CHINESE = ("gb18030", "big5hkscs")
# The characters that documents of this kind use most, simplified and traditional. Read in a wrong
# encoding, Chinese text turns into rare characters.
_FREQUENT = frozenset(
    "的市政府人民工作发展建设和部门局负责省区县国院办厅委加强推进管理社会经济一二三四五年月日号通知关于印发任务分单位"
    "全化产业行为有实施大、，。；：（）《》“”0123456789"
    "發設門負責區縣國辦廳強進會經濟號關務單產業實為"
)
_LEAST_FREQUENT = 0.15
_MOST_BROKEN = 0.005
_SAMPLE = 200_000
_BROKEN = "\ufffd"


def decode(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text of a file and whether it was UTF-8.

    A few broken bytes are shown as U+FFFD, and the text then counts as extracted.

    Raises:
        UnreadableError: If the bytes are no text in a known encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _one_of((encoding,), data, name), False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name), False
    if text.count("\0") > len(text) // 10:
        return _one_of(_WIDE, data, name), False
    return text, True


def _guessed(data: bytes, name: str) -> str:
    if b"\0" in data:
        return _one_of(_WIDE, data, name)
    almost = data.decode("utf-8", "replace")
    if _share_broken(almost) <= _MOST_BROKEN:
        return almost
    try:
        return _one_of(_CHINESE, data, name)
    except UnreadableError:
        best = from_bytes(data[:_SAMPLE]).best()
        if best is None or not _reads_well(str(best)):
            raise
        return data.decode(best.encoding, "replace")


def _one_of(encodings: tuple[str, ...], data: bytes, name: str) -> str:
    """Return the text in the encoding that reads best.

    Raises:
        UnreadableError: If it reads badly in all of them.
    """
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    best = max(texts, key=lambda text: (_frequent(text), -_share_broken(text)))
    known = len(encodings) == 1  # by its signature
    if _share_broken(best) > _MOST_BROKEN or not (known or _reads_well(best)):
        raise UnreadableError(
            "this is no text in UTF-8, UTF-16, GB18030 or Big5",
            place=name,
            remedy="Save it as UTF-8 text",
        )
    return best.removeprefix("\ufeff") if encodings is _WIDE else best


def _reads_well(text: str) -> bool:
    return text.isspace() or _frequent(text) >= _LEAST_FREQUENT


def _frequent(text: str) -> float:
    sample = "".join(text[:_SAMPLE].split())
    return sum(char in _FREQUENT for char in sample) / len(sample) if sample else 0.0


def _share_broken(text: str) -> float:
    return text.count(_BROKEN) / len(text) if text else 0.0
