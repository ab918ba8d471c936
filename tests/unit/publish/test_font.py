"""The Chinese characters that pages carry: the wanted ones, as a font that browsers read."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest

from kg.publish import font
from kg.publish.font import FONT, face, subset
from kg.publish.parts import has_part

pytestmark = pytest.mark.skipif(not has_part(FONT), reason=f"{FONT} was not brought in")


def tables(made: bytes) -> dict[str, bytes]:
    found = {}
    for number in range(struct.unpack_from(">H", made, 4)[0]):
        name, _, at, size = struct.unpack_from(">4sIII", made, 12 + 16 * number)
        found[name.decode()] = made[at : at + size]
    return found


def segments(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield the characters of a table of one segment each, and their glyphs."""
    count = struct.unpack_from(">H", cmap, 18)[0] // 2
    for number in range(count - 1):
        code = struct.unpack_from(">H", cmap, 26 + 2 * number)[0]
        shift = struct.unpack_from(">H", cmap, 28 + 4 * count + 2 * number)[0]
        yield code, (code + shift) & 0xFFFF


def test_a_subset_holds_the_characters_and_no_others() -> None:
    found = tables(subset("局委，局"))
    glyphs = dict(segments(found["cmap"]))
    assert "".join(map(chr, sorted(glyphs))) == "".join(sorted("局委，"))
    number = struct.unpack_from(">H", found["maxp"], 4)[0]
    assert len(found["loca"]) == 4 * (number + 1)
    assert len(found["hmtx"]) == 4 * number
    places = struct.unpack(f">{number + 1}I", found["loca"])
    assert places[-1] == len(found["glyf"])
    assert all(places[glyph] < places[glyph + 1] for glyph in glyphs.values())


@pytest.mark.parametrize("characters", ["", "\ue000", "🀄", "A"])
def test_what_the_font_lacks_is_left_to_others(characters: str) -> None:
    found = tables(subset(characters))
    assert {chr(code) for code, _ in segments(found["cmap"])} <= set("A")


def test_order_and_repetition_change_nothing() -> None:
    assert subset("财政厅") == subset("厅财政财")


def test_a_page_carries_what_stands_in_it_most_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(font, "_MOST", 2)
    monkeypatch.setattr(font, "subset", lambda often: asked.append(often) or b"")
    assert face("<p>厅厅局局局委 abc</p>").startswith("@font-face")
    assert asked == [["局", "厅"]]


def test_without_the_font_a_page_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font, "has_part", lambda _: False)
    assert face("<p>厅</p>") == ""
