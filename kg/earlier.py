"""What an earlier build already knows: the records of files that have not changed.

A record is used again when the file's name and bytes are the same, and the build was made by the
same program with the same vocabularies and decisions. Documents that ran out of time are read
anew. A damaged build knows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError
from kg.manifest import RECORDS, Manifest, file_hash, read_manifest
from kg.model import ResolvedDocument
from kg.records import load

__all__ = ["Earlier"]


@dataclass(slots=True)
class Earlier:
    """The records of an earlier build, by the name and hash of their files."""

    places: dict[tuple[str, str], int] = field(default_factory=dict)
    file: BinaryIO | None = None

    @classmethod
    def of(cls, folder: Path, like: Manifest) -> Earlier:
        """Return what the build in a folder knows for a build such as ``like``."""
        try:
            manifest = read_manifest(folder)
            if _made_by(manifest) != _made_by(like):
                return cls()
            if file_hash(folder / RECORDS) != manifest.files.get(RECORDS):
                return cls()
            file = (folder / RECORDS).open("rb")
        except (KgError, OSError):
            return cls()
        places = {}
        for source in manifest.sources:
            places[source.name, source.sha256] = file.tell()
            file.readline()
        return cls(places, file)

    def knows(self, name: str, path: Path) -> tuple[str, str] | None:
        """Return the key of a file's record, or ``None`` when it has to be read."""
        if not self.places:
            return None
        try:
            key = (name, file_hash(path))
        except OSError:  # whoever reads it will say so
            return None
        return key if key in self.places else None

    def records(self, key: tuple[str, str]) -> tuple[ResolvedDocument, ...] | None:
        """Return what the record holds, or ``None`` when it cannot be used."""
        if self.file is None:
            return None
        self.file.seek(self.places[key])
        try:
            found = load(self.file.readline().decode("utf-8"))
        except (KgError, ValueError):
            return None
        if any(item.kind == "timeout" for one in found for item in one.opens):
            return None
        return found

    def close(self) -> None:
        """Close the file of the records."""
        if self.file is not None:
            self.file.close()


def _made_by(manifest: Manifest) -> tuple[str, ...]:
    return (manifest.program, manifest.code, manifest.vocabularies, manifest.decisions, manifest.at)
