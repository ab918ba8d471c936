"""Changes of files and texts, drawn by lot: the same lot, the same change."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

from file_makers import archive

_LARGEST = 20_000  # bytes


def of_text(data: bytes, words: Sequence[str], lot: random.Random) -> bytes:
    """Change a text at a few places; now and then, its bytes."""
    if lot.random() < 0.1:
        return of_bytes(data, words, lot)
    text = data.decode("utf-8", "replace")
    for _ in range(lot.choice((1, 1, 2, 4, 8))):
        text = _changed(text, words, lot)
    return text.encode("utf-8", "surrogatepass")[:_LARGEST]


def _changed(text: str, words: Sequence[str], lot: random.Random) -> str:
    start = lot.randrange(len(text) + 1)
    end = min(len(text), start + lot.choice((0, 1, 2, 5, 20, 80)))
    piece, way = text[start:end], lot.randrange(7)
    if way == 0:
        return text[:start] + text[end:]
    if way == 1:  # said again, and again
        return text[:end] + piece * lot.choice((1, 2, 30)) + text[end:]
    if way == 2:  # said elsewhere
        to = lot.randrange(len(text) + 1)
        return text[:to] + piece + text[to:]
    if way == 3:
        return text[:start] + piece[::-1] + text[end:]
    if way == 4:
        return (
            text[:start] + chr(lot.choice((lot.randrange(0xD800), lot.randrange(256)))) + text[end:]
        )
    several = lot.choice((1, 1, 1, 3, 40))
    return text[:start] + lot.choice(words) * several + text[end if way == 5 else start :]


def of_bytes(data: bytes, words: Sequence[str], lot: random.Random) -> bytes:
    """Change the bytes of a file at a few places."""
    out = bytearray(data)
    for _ in range(lot.choice((1, 1, 2, 4, 8))):
        start = lot.randrange(len(out) + 1)
        end = min(len(out), start + lot.choice((0, 1, 2, 4, 16, 64)))
        new = lot.choice(
            (
                lot.randbytes(end - start),
                b"",
                bytes(out[start:end]) * 2,
                lot.choice(words).encode("utf-8", "surrogatepass"),
                bytes([lot.choice((0, 1, 0x7F, 0x80, 0xFF))]) * (end - start),
            )
        )
        out[start:end] = new
    return bytes(out[:_LARGEST])


def of_archive(data: bytes, words: Sequence[str], lot: random.Random) -> bytes:
    """Change what stands in one part of an Office file; now and then, the archive itself."""
    if lot.random() < 0.1:
        return of_bytes(data, words, lot)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if sum(member.file_size for member in file.infolist()) > 10 * _LARGEST:
                return data
            members: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    except Exception:  # a changed archive is damaged in any way there is
        return of_bytes(data, words, lot)
    if not members:
        return data
    name = lot.choice(sorted(members))
    part = members[name]
    assert isinstance(part, bytes)
    members[name] = of_text(part, words, lot)
    return archive(members)
