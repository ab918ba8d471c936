"""What an earlier build already knows: the pieces of files that have not changed.

A piece is used again when the file's name and bytes are the same, and the build was made by the
same program with the same vocabularies, decisions and names. Documents that ran out of time are
read anew. A damaged build knows nothing.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError
from kg.growing import Growing
from kg.manifest import PARTS, PIECES, Manifest, file_hash, read_manifest
from kg.pieces import Made, gathered

__all__ = ["Earlier", "Kept"]

_SIZES = re.compile(rb'\{"sizes":\[([\d,]*)\]')
_THREADS = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """The piece of a file that has not changed.

    Attributes:
        line: What is gathered from it, as JSON, and ``made`` as values.
        starts: Where its parts begin, in the order of ``PARTS``.
    """

    line: str
    made: Made
    starts: tuple[int, ...]


@dataclass(slots=True)
class Earlier:
    """The pieces of an earlier build, by the name and hash of their files."""

    folder: Path = Path()
    files: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    opened: dict[str, BinaryIO] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def of(cls, folder: Path, like: Manifest) -> Earlier:
        """Return what the build in a folder knows for a build such as ``like``."""
        try:
            manifest = read_manifest(folder)
            if _made_by(manifest) != _made_by(like) or not _is_whole(folder, manifest):
                return cls()
            earlier = cls(folder, manifest.files)
            for name in (PIECES, *PARTS):
                earlier.opened[name] = earlier.stack.enter_context((folder / name).open("rb"))
            earlier.find(manifest)
        except (KgError, OSError, ValueError):
            return cls()
        return earlier

    def find(self, manifest: Manifest) -> None:
        """Note where the parts of each source begin.

        Raises:
            ValueError: If a line of the pieces is none.
        """
        file, starts = self.opened[PIECES], list(manifest.starts)
        for source in manifest.sources:
            place = file.tell()
            match = _SIZES.match(file.readline())
            if match is None:
                raise ValueError(PIECES)
            self.places[source.name, source.sha256] = (place, *starts)
            sizes = map(int, match[1].split(b","))
            starts = [start + size for start, size in zip(starts, sizes, strict=True)]

    def knows(self, name: str, path: Path) -> tuple[str, str] | None:
        """Return the key of a file's piece, or ``None`` when it has to be read."""
        if not self.places:
            return None
        try:
            key = (name, file_hash(path))
        except OSError:  # whoever reads it will say so
            return None
        return key if key in self.places else None

    def piece(self, key: tuple[str, str]) -> Kept | None:
        """Return the piece of a file, or ``None`` when it cannot be used."""
        place, *starts = self.places[key]
        self.opened[PIECES].seek(place)
        try:
            line = self.opened[PIECES].readline().decode().rstrip("\n")
            made = gathered(line)
        except (ValueError, KeyError, TypeError):
            return None
        if made.late or not all(map(self._is_there, made.texts)):
            return None
        return Kept(line, made, tuple(starts))

    def copy(self, kept: Kept, files: dict[str, Growing], folder: Path) -> None:
        """Add the parts of a piece to the files of a build, and its texts to its folder."""
        for name, start in zip(PARTS, kept.starts, strict=True):
            self.opened[name].seek(start)
            files[name].copy(self.opened[name], kept.made.sizes[name])
        for name in kept.made.texts:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((self.folder / name).read_bytes())

    def _is_there(self, name: str) -> bool:
        path = self.folder / name
        return path.is_file() and file_hash(path) == self.files.get(name)

    def close(self) -> None:
        """Close the files of the pieces."""
        self.stack.close()


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    """Return whether the files that pieces are taken from are as they were written."""
    names = (PIECES, *PARTS)
    with ThreadPoolExecutor(_THREADS) as threads:
        found = threads.map(file_hash, [folder / name for name in names])
        return all(
            digest == manifest.files.get(name) for name, digest in zip(names, found, strict=True)
        )


def _made_by(manifest: Manifest) -> tuple[str, ...]:
    return (
        manifest.program,
        manifest.code,
        manifest.vocabularies,
        manifest.decisions,
        manifest.at,
        manifest.base,
    )
