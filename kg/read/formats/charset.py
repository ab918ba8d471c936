"""The encoding of a web page: its mark, what it says of itself, or what reads well."""

from __future__ import annotations

import codecs
import re

from kg.read.text import decode

__all__ = ["decode_page"]

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.I)
_XML = re.compile(rb"""^<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_\-]{2,20})""", re.I)
_HEAD = 8192
# What pages call their encoding, and the larger one that browsers read them by.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "windows-1252",
    "ascii": "windows-1252",
}


def decode_page(data: bytes, name: str) -> str:
    """Return the text of a page.

    Raises:
        UnreadableError: If it is no text in any encoding.
    """
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        said = _XML.search(data[:200]) or _META.search(data[:_HEAD])
        if said:
            label = said[1].decode("ascii").lower()
            try:
                return data.decode(_LARGER.get(label, label))
            except (LookupError, UnicodeError):
                pass  # it says one thing and is another
    return decode(data, name)[0].removeprefix("\ufeff")
