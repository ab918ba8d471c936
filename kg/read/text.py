"""Bytes to text: UTF-8 as it is, other encodings by their signature or by what reads well."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from kg.errors import UnreadableError

__all__ = ["decode"]

_OTHERS = ["gb18030", "big5"]
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEAST_HAN = 0.05


def decode(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text of a file and whether it was UTF-8.

    Raises:
        UnreadableError: If the bytes are no text in a known encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name), False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name), False
    if text.count("\0") > len(text) // 100:
        raise _no_text(name)
    return text, True


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


def _guessed(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise _no_text(name)
    best = from_bytes(data, cp_isolation=_OTHERS).best()
    if best is None:
        raise _no_text(name)
    text = str(best)
    han = sum("一" <= char <= "鿿" for char in text)
    if han < _LEAST_HAN * len(text):
        raise _no_text(name)
    return text


def _no_text(name: str) -> UnreadableError:
    return UnreadableError(
        "this is no text in UTF-8, UTF-16, GB18030 or Big5",
        place=name,
        remedy="Save it as UTF-8 text",
    )
