"""What an earlier build already knows: the pieces of files that have not changed.

A piece is used again when the file's name and bytes are the same, and the build was made by the
same program with the same vocabularies, decisions and names. Documents that ran out of time are
read anew. Files of the build whose hashes are not those that were written are as good as gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from pathlib import Path

from kg.errors import KgError
from kg.graph.trig import HEADER
from kg.manifest import (
    ABOUT,
    FACTS,
    LIKENESS,
    PIECES,
    PLACES,
    TABLES,
    TRIG,
    Manifest,
    file_hash,
    read_manifest,
    shard_files,
)
from kg.pieces import Made, Piece, gathered
from kg.publish.tables import table_head

__all__ = ["Checking", "Earlier", "Kept", "Shard"]

_THREADS = 2
_IN_SHARDS = tuple(name for name in PIECES if name not in TABLES)
Key = tuple[str, str]  # name and hash of a source


@dataclass(frozen=True, slots=True)
class Shard:
    """Some of the sources of an earlier build, in order.

    Attributes:
        folder: Of the build.
        name: What the names of its files begin with.
        digest: Hash of what is known of its pieces.
        keys: Its sources.
        starts: Where its lines begin in each of ``TABLES``.
        sizes: Octets that it adds to each of ``PIECES``.
    """

    folder: Path
    name: str
    digest: str
    keys: tuple[Key, ...]
    starts: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def made(self) -> tuple[Made, ...]:
        """Return what is known of its pieces."""
        return _made(f"{self.folder}/{self.name}{ABOUT}", self.digest)

    def path(self, ending: str) -> Path:
        """Return the path of one of its files."""
        return self.folder / f"{self.name}{ending}"


@lru_cache(maxsize=256)  # asked for in order; the digest tells one build from the next
def _made(about: str, digest: str) -> tuple[Made, ...]:
    return tuple(map(gathered, _lines(Path(about))))


def _lines(about: Path) -> list[bytes]:
    return about.read_bytes().removesuffix(b"\n").split(b"\n")


@dataclass(frozen=True, slots=True)
class Kept:
    """The piece of a file that has not changed: one of a shard, by its position."""

    shard: Shard
    at: int

    @property
    def made(self) -> Made:
        """Return what is known of it."""
        return self.shard.made[self.at]

    def inside(self, number: int) -> int:
        """Return where it begins in what its shard adds to one of ``PIECES``."""
        return sum(one.sizes[number] for one in self.shard.made[: self.at])


@dataclass(slots=True)
class Earlier:
    """An earlier build.

    Attributes:
        folder: Where it stands.
        manifest: What it wrote.
        all: Its pieces by the name and hash of their files.
        kept: Those of them that can be used again.
        hashes: Hashes of the files of the new build.
        ledgers: Whether its ledgers, and the facts behind them, can be relied on.
        compared: Whether it can be relied on which wordings were compared.
    """

    folder: Path = Path()
    manifest: Manifest = field(default_factory=lambda: Manifest("", "", (), {}))
    all: dict[Key, Kept] = field(default_factory=dict)
    kept: dict[Key, Kept] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    ledgers: bool = False
    compared: bool = False

    def knows(self, name: str) -> Kept | None:
        """Return the piece of a file, or ``None`` when it has to be read."""
        return self.kept.get((name, self.hashes.get(name, "")))

    def piece(self, kept: Kept) -> Piece:
        """Return a piece as it was made, but for its notes."""
        made, parts = kept.made, {}
        for number, name in enumerate(PIECES):
            start = kept.inside(number)
            if name in TABLES:
                path, start = self.folder / name, start + kept.shard.starts[number]
            else:
                path = kept.shard.path(name)
                start += len(HEADER.encode()) if name == TRIG else 0
            parts[name] = _octets(path, start, made.sizes[number])
        texts = {name: (self.folder / name).read_bytes() for name in made.texts}
        return Piece(_lines(kept.shard.path(ABOUT))[kept.at].decode() + "\n", parts, texts=texts)

    def facts(self, kept: Kept) -> bytes:
        """Return the facts of a piece."""
        number = PIECES.index(FACTS)
        path = kept.shard.path(FACTS)
        return _octets(path, kept.inside(number), kept.made.sizes[number])

    def likeness(self) -> bytes:
        """Return which wordings were compared; nothing where that is not known."""
        return (self.folder / LIKENESS).read_bytes() if self.compared else b""


def _made_by(manifest: Manifest) -> tuple[str, ...]:
    return (
        manifest.program,
        manifest.code,
        manifest.vocabularies,
        manifest.decisions,
        manifest.at,
        manifest.base,
    )


def _hashes(files: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, str]]:
    for name, path in files:
        with suppress(OSError):  # whoever reads it will say so
            yield name, file_hash(path)


def _octets(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)


class Checking:
    """An earlier build while its files are held against their hashes, by threads.

    Args:
        folder: Where it stands.
        like: What the new build is made with.
    """

    def __init__(self, folder: Path, like: Manifest) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(_THREADS)
        self._found: dict[str, Future[bool]] = {}
        try:
            self._manifest = read_manifest(folder)
        except KgError:
            return
        if _made_by(self._manifest) == _made_by(like):
            self._found = {
                name: self._threads.submit(self._is_whole, name)
                for name in self._manifest.files
                if name in TABLES or "/" in name  # the others are made anew each time
            }

    def earlier(self, files: Sequence[tuple[str, Path]]) -> Earlier:
        """Return what can be relied on for a build of some files."""
        with self._threads:
            if not self._found:
                return Earlier()
            try:
                hashes = dict(_hashes(files))  # while what the build wrote is still being checked
                earlier = self._trusted()
            except (OSError, ValueError, KeyError, TypeError):
                return Earlier()
        earlier.hashes = hashes
        return earlier

    def _is_whole(self, name: str) -> bool:
        try:
            return file_hash(self._folder / name) == self._manifest.files[name]
        except OSError:
            return False

    def _whole(self, names: Sequence[str]) -> bool:
        return all(name in self._found and self._found[name].result() for name in names)

    def _trusted(self) -> Earlier:
        earlier = Earlier(self._folder, self._manifest)
        abouts = shard_files(self._manifest, ABOUT)
        if not self._whole((*TABLES, *abouts)):
            return earlier
        places = [name for name in self._found if name.startswith(f"{PLACES}/")]
        earlier.ledgers, earlier.compared = self._whole(places), self._whole([LIKENESS])
        for shard, usable in self._shards(abouts):
            whole = self._whole([f"{shard.name}{part}" for part in _IN_SHARDS])
            earlier.ledgers &= whole
            for at, key in enumerate(shard.keys if whole else ()):
                kept = earlier.all[key] = Kept(shard, at)
                if usable[at]:
                    earlier.kept[key] = kept
        return earlier

    def _shards(self, abouts: Sequence[str]) -> Iterator[tuple[Shard, list[bool]]]:
        """Yield shards, and which of their pieces can be used again."""
        starts = tuple(len(table_head(Path(name).stem).encode()) for name in TABLES)
        for about in abouts:
            made = _made(f"{self._folder}/{about}", self._manifest.files[about])
            keys = tuple((one.name, one.sha256) for one in made)
            sizes = tuple(map(sum, zip(*(one.sizes for one in made), strict=True)))
            usable = [not one.late and self._whole(tuple(one.texts)) for one in made]
            name, digest = about.removesuffix(ABOUT), self._manifest.files[about]
            yield Shard(self._folder, name, digest, keys, starts, sizes), usable
            starts = tuple(map(add, starts, sizes))
