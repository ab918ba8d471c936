"""Find files and read each as a source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.errors import NotFoundError, UnreadableError
from kg.model import Source
from kg.read.text import decode

__all__ = ["SUFFIXES", "find_files", "read_file"]

SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
}


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
                    place=str(path),
                    remedy=f"Documents end in {', '.join(sorted(SUFFIXES))}",
                )
            found.update(inside)
        elif path.is_file():
            found[path.name] = path
        else:
            raise NotFoundError("no such file or folder", place=str(path), remedy="Check the path")
    return sorted(found.items())


def _below(folder: Path) -> dict[str, Path]:
    root = folder.resolve()
    found = {}
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if any(part.startswith(".") for part in relative.parts):
            continue
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        if relative.as_posix() == "README.md":
            continue
        found[relative.as_posix()] = path
    return found


def read_file(name: str, path: Path) -> Source:
    """Read a file as a source.

    Raises:
        UnreadableError: If it cannot be opened or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UnreadableError(reason, place=name, remedy="Check its permissions") from error
    text, is_utf8 = decode(data, name)
    media_type = SUFFIXES.get(path.suffix.lower(), "text/plain")
    return Source(name, text, hashlib.sha256(data).hexdigest(), media_type, not is_utf8)
