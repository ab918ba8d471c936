"""Chinese characters for machines that have none: the ones a page needs, inside the page.

Noto Sans SC has eight thousand characters; a page carries those that stand in it. The font comes
last among the names that styles ask for, so that a machine's own fonts are used where it has any.
It is not compressed: the octets a compressor writes differ between machines.
"""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from kg.publish.parts import has_part, part_bytes

__all__ = ["FONT", "face", "subset"]

FONT = "noto-sans-sc.woff"
_MOST = 2000  # characters a page carries, those that come most often; some 250 octets each
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")  # and the punctuation with it
_COPIED = ("OS/2", "gasp", "head", "name", "post", "prep")
Tables = Mapping[str, bytes]


def face(page: str) -> str:
    """Return the style that brings a page its Chinese characters, or nothing without the font."""
    if not has_part(FONT):
        return ""
    count = Counter(_HAN.findall(page))
    often = sorted(count, key=lambda character: (-count[character], character))[:_MOST]
    data = b64encode(subset(often)).decode("ascii")
    return f'@font-face{{font-family:"kg Han";src:url(data:font/ttf;base64,{data})}}'


def subset(characters: Iterable[str]) -> bytes:
    """Return a TrueType font of some characters; those that Noto Sans SC lacks are left out."""
    tables, known = _tables(), _characters()
    wanted = {ord(c): known[ord(c)] for c in sorted(characters) if ord(c) in known}
    outlines = _Outlines(tables)
    numbers = outlines.closure([0, *wanted.values()])
    glyphs = [outlines.renumbered(glyph, numbers) for glyph in numbers]
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    made = {name: tables[name] for name in _COPIED if name in tables}
    made |= {
        "cmap": _cmap({code: numbers[glyph] for code, glyph in wanted.items()}),
        "glyf": b"".join(glyphs),
        "hhea": tables["hhea"][:34] + struct.pack(">H", len(glyphs)),
        "hmtx": b"".join(_width(tables, glyph) for glyph in numbers),
        "loca": struct.pack(f">{len(ends)}I", *ends),
        "maxp": tables["maxp"][:4] + struct.pack(">H", len(glyphs)) + tables["maxp"][6:],
    }
    return _file(made)


@cache
def _tables() -> dict[str, bytes]:
    """Return the tables of the font, which WOFF keeps packed one by one."""
    woff = part_bytes(FONT)
    found = {}
    for number in range(struct.unpack_from(">H", woff, 12)[0]):
        name, at, packed, size, _ = struct.unpack_from(">4sIIII", woff, 44 + 20 * number)
        table = woff[at : at + packed]
        found[name.decode("ascii")] = zlib.decompress(table) if packed < size else table
    return found


@cache
def _characters() -> dict[int, int]:
    """Return the glyph of each character of the basic plane (cmap format 4)."""
    table = _tables()["cmap"]
    records = [struct.unpack_from(">HHI", table, 4 + 8 * i) for i in range(table[3])]
    sub = table[next(at for platform, kind, at in records if (platform, kind) == (3, 1)) :]
    count = struct.unpack_from(">H", sub, 6)[0] // 2
    last, first, shift, where = (
        struct.unpack_from(f">{count}H", sub, 14 + 2 * count * i + (2 if i else 0))
        for i in range(4)
    )
    found = {}
    for segment in range(count):
        for code in range(first[segment], last[segment] + 1):
            glyph = code
            if where[segment]:
                start = 16 + 6 * count + 2 * segment + where[segment]
                glyph = struct.unpack_from(">H", sub, start + 2 * (code - first[segment]))[0]
            if glyph:
                found[code] = (glyph + shift[segment]) & 0xFFFF
    return found


class _Outlines:
    """The outlines of a font (glyf), some of which are put together from others."""

    def __init__(self, tables: Tables) -> None:
        self._glyf = tables["glyf"]
        long = tables["head"][51]
        number = len(tables["loca"]) // (4 if long else 2)
        places = struct.unpack(f">{number}{'I' if long else 'H'}", tables["loca"])
        self._places = places if long else tuple(2 * place for place in places)

    def closure(self, glyphs: Iterable[int]) -> dict[int, int]:
        """Return glyphs and all they are made of, each with its new number."""
        numbers: dict[int, int] = {}
        waiting = list(glyphs)[::-1]
        while waiting:
            glyph = waiting.pop()
            if glyph not in numbers:
                numbers[glyph] = len(numbers)
                waiting += [part for _, part in self._parts(glyph)]
        return numbers

    def renumbered(self, glyph: int, numbers: Mapping[int, int]) -> bytes:
        """Return an outline whose parts have their new numbers, on a boundary of four."""
        outline = bytearray(self._outline(glyph))
        for at, part in self._parts(glyph):
            struct.pack_into(">H", outline, at, numbers[part])
        return bytes(outline) + bytes(-len(outline) % 4)

    def _outline(self, glyph: int) -> bytes:
        return self._glyf[self._places[glyph] : self._places[glyph + 1]]

    def _parts(self, glyph: int) -> list[tuple[int, int]]:
        """Return where an outline names another, and which."""
        outline = self._outline(glyph)
        if not outline or outline[0] < 0x80:  # a number of contours: made of none
            return []
        found, at, more = [], 10, True
        while more:
            flags, part = struct.unpack_from(">HH", outline, at)
            found.append((at + 2, part))
            scale = 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
            at += 4 + (4 if flags & 0x01 else 2) + scale
            more = bool(flags & 0x20)
        return found


def _width(tables: Tables, glyph: int) -> bytes:
    """Return how wide a glyph is; the last ones of a font share a width."""
    wide = struct.unpack_from(">H", tables["hhea"], 34)[0]
    if glyph < wide:
        return tables["hmtx"][4 * glyph : 4 * glyph + 4]
    bearing = 4 * wide + 2 * (glyph - wide)
    return tables["hmtx"][4 * wide - 4 : 4 * wide - 2] + tables["hmtx"][bearing : bearing + 2]


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Return a table of characters in format 4, a segment each, and the closing one."""
    codes = [*glyphs, 0xFFFF]
    shifts = [*((glyph - code) & 0xFFFF for code, glyph in glyphs.items()), 1]
    search = _search(len(codes), 2)
    lists = [codes, [0], codes, shifts, [0] * len(codes)]
    numbers = [number for numbers in lists for number in numbers]
    head = struct.pack(">HHHH", 4, 14 + 2 * len(numbers), 0, 2 * len(codes))
    body = head + search + struct.pack(f">{len(numbers)}H", *numbers)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + body


def _search(count: int, size: int) -> bytes:
    """Return the three numbers that once helped searching a list of entries."""
    steps = count.bit_length() - 1
    reach = (1 << steps) * size
    return struct.pack(">HHH", reach, steps, count * size - reach)


def _file(tables: Tables) -> bytes:
    """Return tables as a font file."""
    head = struct.pack(">IH", 0x00010000, len(tables)) + _search(len(tables), 16)
    at, records, bodies = 12 + 16 * len(tables), [], []
    for name, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        records.append(struct.pack(">4sIII", name.encode("ascii"), total, at, len(table)))
        bodies.append(padded)
        at += len(padded)
    return b"".join([head, *records, *bodies])
