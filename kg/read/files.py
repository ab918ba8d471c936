"""Find files and read each as a source."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from kg.errors import NotFoundError, UnreadableError
from kg.model import Source
from kg.read.formats.extracted import Extracted
from kg.read.text import decode

__all__ = ["MOST_BYTES", "SUFFIXES", "find_files", "located", "read_file", "shown"]

MOST_BYTES = 512_000_000
"""Bytes of the largest file that is read."""

SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".htm": "text/html",
    ".html": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
_READERS = {
    ".csv": "csv_file",
    ".tsv": "csv_file",
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
}
# Documents in formats that are not read: named in a build's report, not passed over.
_OTHERS = {
    ".doc": "Word's older format. Save it as DOCX",
    ".wps": "the format of WPS. Save it as DOCX",
    ".rtf": "rich text. Save it as DOCX",
    ".odt": "the format of LibreOffice. Save it as DOCX",
    ".xls": "Excel's older format. Save it as XLSX",
    ".et": "the format of WPS tables. Save it as XLSX",
    ".ods": "the format of LibreOffice tables. Save it as XLSX",
    ".ofd": "the OFD format. Export it as PDF",
    ".mht": "a web archive. Save the page as HTML",
    ".mhtml": "a web archive. Save the page as HTML",
    ".ceb": "the CEB format. Export it as PDF",
}
_PACKED = {b"PK\x03\x04": ".docx or .xlsx", b"%PDF-": ".pdf", b"\xd0\xcf\x11\xe0": ".doc or .xls"}


def located(place: str | Path) -> Path:
    """Return where documents lie as a path: on this machine, or wherever fsspec reaches.

    Args:
        place: A path, or an address such as ``s3://bucket/folder``.

    Raises:
        NotFoundError: If an address cannot be reached, or what that takes is not installed.
    """
    if not isinstance(place, str) or "://" not in place:
        return Path(place)
    try:
        from upath import UPath  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise NotFoundError(
            "addresses need an extra that is not installed",
            place=place,
            remedy='Run: pip install "fengong[remote]"',
        ) from error
    try:
        path = UPath(place)
        path.exists()  # asked now, so that what is in the way is told here
    except Exception as error:  # each kind of address has errors of its own
        remedy = "Check the address; some kinds need a package of their own"
        why = " ".join(str(error).split()) or type(error).__name__
        raise NotFoundError(f"cannot be reached: {why}", place=place, remedy=remedy) from error
    return cast(Path, path)


def find_files(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return (name, path) of the documents at or below the given paths, sorted by name.

    A name is the path below the folder given, with ``/``; for a single file its own name.
    Hidden files, files of other kinds and links that lead out of a folder are passed over.

    Raises:
        NotFoundError: If a path does not exist, or a folder holds no document.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = _below(path)
            if not inside:
                raise NotFoundError(
                    "folder holds no document",
                    place=shown(str(path)),
                    remedy=f"Documents end in {', '.join(sorted(SUFFIXES))}",
                )
            found.update(inside)
        elif path.is_file():
            found[shown(path.name)] = path
        else:
            raise NotFoundError(
                "no such file or folder", place=shown(str(path)), remedy="Check the path"
            )
    return sorted(found.items())


def _below(folder: Path) -> dict[str, Path]:
    root = folder.resolve()
    found = {}
    for name, path in _walk(folder):
        suffix = path.suffix.lower()
        if (suffix not in SUFFIXES and suffix not in _OTHERS) or name == "README.md":
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        if path.is_file():
            found[shown(name)] = path
    return found


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield names and paths of all that lies below a folder and is not hidden."""
    for path in folder.iterdir():
        name = path.name
        if name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from ((f"{name}/{rest}", below) for rest, below in _walk(path))
        else:
            yield name, path


def shown(name: str) -> str:
    r"""Return a file's name as text; octets of it that are no UTF-8 stand as ``\xb7``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_file(name: str, path: Path) -> Source:
    """Read a file as a source.

    The name's ending tells the format; a file without a known one is read as plain text.

    Raises:
        UnreadableError: If it cannot be opened, is damaged, empty, too large or no text, or if the
            library for its format is not installed.
    """
    data = _bytes(name, path)
    suffix = path.suffix.lower()
    media_type = SUFFIXES.get(suffix, "text/plain")
    sha256 = hashlib.sha256(data).hexdigest()
    if suffix in _READERS:
        found = _reader(suffix)(data, name)
        _some_words(found.text, name)
        return Source(name, found.text, sha256, media_type, True, found.pages)
    for magic, other in _PACKED.items():
        if data.startswith(magic):
            raise UnreadableError(
                "this is no plain text", place=name, remedy=f"Let its name end in {other}"
            )
    text, is_utf8 = decode(data, name)
    _some_words(text, name)
    return Source(name, text, sha256, media_type, not is_utf8)


def _bytes(name: str, path: Path) -> bytes:
    if path.suffix.lower() in _OTHERS:
        other, _, remedy = _OTHERS[path.suffix.lower()].partition(". ")
        raise UnreadableError(f"this is {other}", place=name, remedy=remedy)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(
                f"this file has {size:,} bytes, more than {MOST_BYTES:,}",
                place=name,
                remedy="Divide it",
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "cannot be read"
        raise UnreadableError(reason, place=name, remedy="Check its permissions") from error


def _reader(suffix: str) -> Callable[[bytes, str], Extracted]:
    module = import_module(f"kg.read.formats.{_READERS[suffix]}")
    return cast("Callable[[bytes, str], Extracted]", module.read)


def _some_words(text: str, name: str) -> None:
    if not text.strip().lstrip("\ufeff").strip():
        raise UnreadableError(
            "this file is empty", place=name, remedy="Look at it in another program"
        )
