"""Fill a store from a file of RDF; Python sees no statement of it.

Files of a statement a line, and TriG as builds and Oxigraph write it, are cut into parcels that
are loaded side by side, so that memory stays bounded and all processors help. Blank nodes are the
same within a file only, hence what may hold one is put aside and loaded in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import Store

__all__ = ["load_file"]

_PARCEL = 1 << 23  # bytes of lines
_BLOCKS = 1 << 22  # bytes of TriG, in which a statement takes a quarter of the room
_BLANK = re.compile(rb"^[^\n]*_:[^\n]*\n?", re.MULTILINE)
# How TriG is written: prefixes, which hold until they are declared anew; graphs that open and close
# on lines of their own; between, a tab before each line, and a subject where the one before it has
# ended. There are no comments and no texts of several lines.
_HEAD = re.compile(rb"(@prefix [^\s:]*:)([^\n]*\n)")
_DECLARED = re.compile(rb"(?<=\n)(@prefix [^\s:]*:)([^\n]*\n)")
_OPENS = re.compile(rb"\n(<[^<>\n]*> \{\n)")
_CLOSES = b"\n}\n"
_CUTS = (b" .\n\t", _CLOSES)
_STRANGE = (b'"""', b"'''", b" #", b"\t#")
_Cut = Callable[[IO[bytes], IO[bytes]], Iterator[bytes]]


def load_file(store: Store, path: Path) -> None:
    """Load an N-Quads, N-Triples, TriG or Turtle file, told by its ending.

    Raises:
        StoreError: If the file cannot be read or is broken.
    """
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    try:
        if form is not None and form in _WAYS and path.stat().st_size > _WAYS[form][0]:
            _load_parcels(store, path, form, _WAYS[form][1])
        else:
            store.inner.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"the graph cannot be read: {error}", place=str(path), remedy="Build it again"
        ) from error


def _load_parcels(store: Store, path: Path, form: ox.RdfFormat, cut: _Cut) -> None:
    with path.open("rb") as file, TemporaryFile() as aside:
        store.load_parcels(cut(file, aside), form)
        aside.seek(0)
        store.inner.bulk_load(input=aside, format=form)


def _lines(file: IO[bytes], aside: IO[bytes]) -> Iterator[bytes]:
    """Yield whole lines in parcels; those that may hold blank nodes go aside."""
    while parcel := file.read(_PARCEL):
        parcel += file.readline()
        if b"_:" in parcel:
            aside.writelines(found.group() for found in _BLANK.finditer(parcel))
            parcel = _BLANK.sub(b"", parcel)
        yield parcel


def _blocks(file: IO[bytes], aside: IO[bytes]) -> Iterator[bytes]:
    """Yield whole subjects of TriG in parcels, each within its graph and behind the prefixes."""
    prefixes, held = _headed(file)
    graph = b""  # the line that opened the graph we are in
    while read := file.read(_BLOCKS):
        held += read
        cut = max(held.rfind(sign) for sign in _CUTS)
        end = held.find(b"\n", cut + 1) + 1
        parcel = b"\n" + held[:end]
        if cut < 0 or not _is_plain(parcel):
            break
        opened, held = _opened(graph, parcel), held[end:]
        whole = graph + parcel + (_CLOSES if opened else b"")
        head = b"".join(start + rest for start, rest in prefixes.items())
        if b"_:" in whole:
            aside.write(head + whole)
        else:
            yield head + whole
        prefixes |= dict(_DECLARED.findall(parcel))
        graph = opened
    # The end of the file, or all the rest where it was written by others.
    aside.write(b"".join(start + rest for start, rest in prefixes.items()) + graph + held)
    while read := file.read(_BLOCKS):
        aside.write(read)


def _is_plain(parcel: bytes) -> bool:
    """Tell whether whole lines, with one end of line before them, are as Oxigraph writes them."""
    starts = (b"\n\t", _CLOSES, b"\n@prefix ")
    known = sum(parcel.count(start) for start in starts) + len(_OPENS.findall(parcel))
    return known == parcel.count(b"\n") - 1 and not any(sign in parcel for sign in _STRANGE)


def _headed(file: IO[bytes]) -> tuple[dict[bytes, bytes], bytes]:
    """Return the prefixes a file begins with, and what was read behind them."""
    prefixes: dict[bytes, bytes] = {}
    while found := _HEAD.fullmatch(line := file.readline()):
        prefixes[found[1]] = found[2]
    return prefixes, line


def _opened(graph: bytes, parcel: bytes) -> bytes:
    """Return the line that opens the graph in which a parcel ends, if it ends in one."""
    closed = parcel.rfind(_CLOSES)
    found = _OPENS.search(parcel, max(closed, 0))
    if found:
        return found[1]
    return b"" if closed >= 0 else graph


# From how many bytes on a file is cut, and how.
_WAYS: dict[ox.RdfFormat, tuple[int, _Cut]] = {
    ox.RdfFormat.N_QUADS: (_PARCEL, _lines),
    ox.RdfFormat.N_TRIPLES: (_PARCEL, _lines),
    ox.RdfFormat.TRIG: (_BLOCKS, _blocks),
}
