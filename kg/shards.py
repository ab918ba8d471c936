"""Pieces joined in the order of their files: into the tables, and into shards of a few dozen.

Which files make a shard hangs on their names alone. Where none of them has changed, the shard of
the earlier build is taken over as it is: its files are linked, not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

from kg.earlier import Earlier, Kept, Shard
from kg.graph.trig import HEADER
from kg.growing import Growing, growing, linked
from kg.manifest import ABOUT, PIECES, SHARDS, TABLES, TRIG
from kg.pieces import Piece

__all__ = ["Shards", "runs"]

_ABOUT_SO_MANY = 64  # files in a shard, on average
_MOST = 256
_HEADS = {name: b"" for name in (*PIECES, ABOUT) if name not in TABLES} | {TRIG: HEADER.encode()}

Job = tuple[str, Path]


def runs(files: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield the files of one shard after the other.

    A name of some kind begins a shard wherever it stands: a file that comes or goes changes its
    own shard and no other.
    """
    run: list[Job] = []
    for name, path in files:
        begins = crc32(name.encode("utf-8", "surrogatepass")) % _ABOUT_SO_MANY == 0
        if run and (begins or len(run) == _MOST):
            yield run
            run = []
        run.append((name, path))
    if run:
        yield run


class Shards:
    """The shards of a build under way.

    Args:
        folder: Where the build is written.
        tables: Its tables.
        earlier: What the build before knows.

    Attributes:
        hashes: Hashes of the files that have been written, by name.
        names: What the names of the files of each shard begin with.
    """

    def __init__(self, folder: Path, tables: Mapping[str, Growing], earlier: Earlier) -> None:
        self._folder, self._tables, self._earlier = folder, tables, earlier
        self.hashes: dict[str, str] = {}
        self.names: list[str] = []
        self._waiting: list[Kept] = []
        self._files: dict[str, Growing] = {}
        self._stack = ExitStack()

    def keep(self, kept: Kept, texts: Iterable[str]) -> None:
        """Add a piece of the earlier build, and its extracted texts, to the shard."""
        if self._files:
            self._write(self._earlier.piece(kept))
        else:
            self._waiting.append(kept)
        for name in texts:
            linked(self._earlier.folder / name, self._folder / name)
            self.hashes[name] = self._earlier.manifest.files[name]

    def join(self, piece: Piece) -> None:
        """Add a new piece to the shard."""
        self._begin()
        self._write(piece)
        for name, octets in piece.texts.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(octets)

    def end(self) -> None:
        """End the shard; one without pieces is none."""
        same = self._same()
        if same:
            self._take_over(same)
        elif self._waiting:
            self._begin()
        if self._files:
            self._stack.close()
            name = self._name()
            self.hashes |= {f"{name}{end}": file.digest for end, file in self._files.items()}
            self._files = {}
            self.names.append(name)

    def close(self) -> None:
        """Close the files of a shard that was not ended."""
        self._stack.close()

    def _name(self) -> str:
        return f"{SHARDS}/{len(self.names) + 1:06}"

    def _begin(self) -> None:
        """Open the files of the shard, and write what has been waiting."""
        if self._files:
            return
        name = self._name()
        heads = {f"{name}{end}": head for end, head in _HEADS.items()}
        opened = self._stack.enter_context(growing(self._folder, heads))
        self._files = {end: opened[f"{name}{end}"] for end in _HEADS}
        waiting, self._waiting = self._waiting, []
        for kept in waiting:
            self._write(self._earlier.piece(kept))

    def _write(self, piece: Piece) -> None:
        for name in PIECES:
            (self._tables if name in TABLES else self._files)[name].write(piece.parts[name])
        self._files[ABOUT].write(piece.line.encode())

    def _same(self) -> Shard | None:
        """Return the earlier shard that consists of what is waiting, if there is one."""
        if not self._waiting:
            return None
        shard = self._waiting[0].shard
        whole = [kept.at for kept in self._waiting] == list(range(len(shard.keys)))
        return shard if whole and all(kept.shard is shard for kept in self._waiting) else None

    def _take_over(self, shard: Shard) -> None:
        """Link the files of an earlier shard, and copy its lines of the tables."""
        new = self._name()
        for end in _HEADS:
            linked(shard.path(end), self._folder / f"{new}{end}")
            self.hashes[f"{new}{end}"] = self._earlier.manifest.files[f"{shard.name}{end}"]
        for number, name in enumerate(TABLES):
            with (shard.folder / name).open("rb") as table:
                table.seek(shard.starts[number])
                self._tables[name].copy(table, shard.sizes[number])
        self._waiting = []
        self.names.append(new)
