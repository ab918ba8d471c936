"""The files of a build: found, named, and told from what the build itself wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.read import find_files, located
from kg.read.files import shown

__all__ = ["Sources"]


@dataclass(slots=True)
class Sources:
    """What was found.

    Attributes:
        files: Name and path of each file, sorted by name; two files never share a name.
        failed: Name of what could not be used, and why.
    """

    files: list[tuple[str, Path]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def at(cls, paths: Sequence[Path | str], output: Path) -> Sources:
        """Look for documents at paths and addresses, but for those in the output folder."""
        found: dict[str, Path] = {}
        sources, inside = cls(), _Inside(output.resolve())
        for path in paths:
            try:
                files = find_files([located(path)])
            except KgError as error:
                sources.failed.append((shown(str(path)), str(error)))
                continue
            for name, file in files:
                if not inside(file):
                    found[_own_name(name, file, found)] = file
        sources.files = sorted(found.items())
        return sources


class _Inside:
    """Tells whether files lie in a folder; links are followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, bool] = {}

    def __call__(self, file: Path) -> bool:
        if file.is_symlink():
            return file.resolve().is_relative_to(self._folder)
        home = file.parent
        if home not in self._known:
            self._known[home] = home.resolve().is_relative_to(self._folder)
        return self._known[home]


def _own_name(name: str, path: Path, taken: Mapping[str, Path]) -> str:
    """Return a name that no other file has, longer by folders above it where that is needed."""
    if name not in taken:
        return name
    for folder in path.resolve().parent.parts[::-1]:
        if name not in taken or taken[name].resolve() == path.resolve():
            break
        name = f"{folder}/{name}"
    return name
