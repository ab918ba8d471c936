"""Files of a build that grow piece by piece; their hashes are known when they are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

__all__ = ["Growing", "growing", "linked"]

_CHUNK = 1 << 20


class Growing:
    """One file, written from its start to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = sha256()
        self.size = 0

    def write(self, octets: bytes) -> int:
        """Add octets, and return how many they are."""
        self._hash.update(octets)
        self.size += len(octets)
        return self._file.write(octets)

    def copy(self, source: BinaryIO, size: int) -> None:
        """Add octets of another file, from where it stands.

        Raises:
            EOFError: If the other file holds fewer.
        """
        while size:
            octets = source.read(min(size, _CHUNK))
            if not octets:
                raise EOFError
            self.write(octets)
            size -= len(octets)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what has been written, hexadecimal."""
        return self._hash.hexdigest()


@contextmanager
def growing(folder: Path, heads: Mapping[str, bytes]) -> Iterator[dict[str, Growing]]:
    """Open files below a folder, each begun with its head."""
    with ExitStack() as stack:
        files = {}
        for name, head in heads.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            files[name] = Growing(stack.enter_context(path.open("wb")))
            files[name].write(head)
        yield files


def linked(source: Path, target: Path) -> None:
    """Let a file stand in a second place; a copy where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError:  # there is no folder yet, or there are no links
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
