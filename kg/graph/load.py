"""Fill a store from a file of RDF; Python sees no statement of it.

Files of a statement a line are cut into parcels that are loaded side by side, so that memory stays
bounded and all processors help. Blank nodes are the same within a file only, hence lines that may
hold one are put aside and loaded in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import Store

__all__ = ["load_file"]

_PARCEL = 1 << 23  # bytes
_BLANK = re.compile(rb"^[^\n]*_:[^\n]*\n?", re.MULTILINE)
_LINES = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)


def load_file(store: Store, path: Path) -> None:
    """Load an N-Quads, N-Triples, TriG or Turtle file, told by its ending.

    Raises:
        StoreError: If the file cannot be read or is broken.
    """
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    try:
        if form in _LINES and path.stat().st_size > _PARCEL:
            _load_lines(store, path, form)
        else:
            store.inner.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"the graph cannot be read: {error}", place=str(path), remedy="Build it again"
        ) from error


def _load_lines(store: Store, path: Path, form: ox.RdfFormat) -> None:
    with path.open("rb") as file, TemporaryFile() as aside:
        store.load_parcels(_parcels(file, aside), form)
        aside.seek(0)
        store.inner.bulk_load(input=aside, format=form)


def _parcels(file: IO[bytes], aside: IO[bytes]) -> Iterator[bytes]:
    """Yield whole lines in parcels; those that may hold blank nodes go aside."""
    while parcel := file.read(_PARCEL):
        parcel += file.readline()
        if b"_:" in parcel:
            aside.writelines(found.group() for found in _BLANK.finditer(parcel))
            parcel = _BLANK.sub(b"", parcel)
        yield parcel
