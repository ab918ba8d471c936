"""What follows from all documents, place by place, each from its ledger.

What documents note is put aside while they go by, by place. A place of which nothing was noted is
taken over from the earlier build; the others are written anew, in several processes where there
is much to do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.earlier import Earlier
from kg.graph.iri import Iris
from kg.graph.ledger import COMMON, Rows, lines, post
from kg.graph.place import Held, place
from kg.graph.trig import HEADER
from kg.growing import growing, linked
from kg.manifest import PLACES, TRIG
from kg.pieces import Means
from kg.reading import Failure
from kg.resolve.eras import Eras
from kg.workers import Crew

__all__ = ["LEDGER", "Aside", "Written", "write_places"]

LEDGER = ".ledger"  # rows with their numbers
_HELD = ".json"  # what is known of the graphs
_ENDS = (TRIG, LEDGER, _HELD)
_WAITING = 1 << 16  # octets of a place that wait in memory
_READ = 1 << 23  # octets that are read in one go
_MUCH = 1 << 25  # octets of notes from which on other processes help


class Aside:
    """Notes put aside in a folder, by place: what to add and what to take away.

    Args:
        folder: Is made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: set[str] = set()
        self.size = 0
        self._waiting: dict[tuple[str, bool], bytearray] = {}

    def put(self, notes: Mapping[str, bytes], *, away: bool = False) -> None:
        """Put the notes of a piece aside."""
        for name, octets in notes.items():
            self.names.add(name)
            self.size += len(octets)
            waiting = self._waiting.setdefault((name, away), bytearray())
            waiting += octets
            if len(waiting) >= _WAITING:
                self._write(name, away)

    def end(self) -> None:
        """Write what still waits."""
        for name, away in list(self._waiting):
            self._write(name, away)

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, away: bool) -> None:
        self.folder.mkdir(exist_ok=True)
        with _notes(self.folder, name, away).open("ab") as file:
            file.write(self._waiting.pop((name, away)))


def _notes(folder: Path, name: str, away: bool) -> Path:
    return folder / f"{name}.{'away' if away else 'new'}"


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a place once it is written.

    Attributes:
        held: Of its graphs, as JSON.
        hashes: Of its files, by name; none where nothing is left of the place.
    """

    held: str
    hashes: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Writing:
    """How places are written.

    Attributes:
        folder: Of the build.
        aside: Folder of the notes.
        ledgers: Folder of the earlier ledgers, if they count.
        iris: Names for things.
    """

    folder: Path
    aside: Path
    ledgers: Path | None
    iris: Iris

    def rows(self, name: str) -> Rows:
        """Return the ledger of a place: what it was, and what was noted since."""
        rows: Rows = {}
        if self.ledgers:
            _post(rows, self.ledgers / f"{name}{LEDGER}", 1)
        for away in (True, False):
            _post(rows, _notes(self.aside, name, away), -1 if away else 1)
        return rows

    def write(self, name: str, eras: Eras) -> Written:
        """Write the files of one place."""
        rows, held = self.rows(name), Held()
        if not rows:
            return Written("", {})
        start = f"{PLACES}/{name}"
        heads = {f"{start}{end}": b"" for end in _ENDS} | {f"{start}{TRIG}": HEADER.encode()}
        with growing(self.folder, heads) as files:
            files[f"{start}{LEDGER}"].write(lines(rows))
            for octets in place(rows, held, self.iris, eras):
                files[f"{start}{TRIG}"].write(octets)
            said = held.line().encode("utf-8", "replace")
            files[f"{start}{_HELD}"].write(said)
        return Written(said.decode(), {name: file.digest for name, file in files.items()})


def _post(rows: Rows, path: Path, sign: int) -> None:
    if path.exists():
        with path.open("rb") as file:
            while parcel := file.read(_READ):
                post(rows, parcel + file.readline(), sign)


@dataclass(frozen=True, slots=True)
class _Task:
    """One place to be written by another process."""

    writing: _Writing
    name: str

    def __call__(self, means: Means) -> Written:
        """Write it."""
        return self.writing.write(self.name, means.resolver.eras)


def write_places(
    folder: Path, aside: Aside, earlier: Earlier, means: Means, crew: Crew
) -> tuple[Held, Rows, dict[str, str]]:
    """Write what follows from all documents about every place.

    Args:
        folder: Of the build.
        aside: What was noted; with an earlier build whose ledgers count, what was noted since.
        earlier: The build before.
        means: What knows the reforms, and names for things.
        crew: Processes that help.

    Returns:
        What the graphs hold, the common ledger, and the hashes of files by name.
    """
    aside.end()
    before = earlier.folder / PLACES if earlier.ledgers else None
    writing = _Writing(folder, aside.folder, before, means.iris)
    held, hashes = Held(), dict[str, str]()
    for name in sorted(_names(earlier) - aside.names if before else ()):
        found = _taken_over(name, folder, earlier)
        held.add(found.held)
        hashes |= found.hashes
    names = sorted(aside.names - {COMMON})
    helped = crew.workers > 1 and (crew.started or aside.size > _MUCH)
    for found in _written(names, writing, means, crew if helped else None):
        if found.hashes:
            held.add(found.held)
            hashes |= found.hashes
    rows = writing.rows(COMMON)
    common = f"{PLACES}/{COMMON}{LEDGER}"
    with growing(folder, {common: lines(rows)}) as files:
        hashes[common] = files[common].digest
    return held, rows, hashes


def _names(earlier: Earlier) -> set[str]:
    """Return the places of an earlier build."""
    inside = (name for name in earlier.manifest.files if name.startswith(f"{PLACES}/"))
    return {Path(name).name.removesuffix(_HELD) for name in inside if name.endswith(_HELD)}


def _taken_over(name: str, folder: Path, earlier: Earlier) -> Written:
    names = [f"{PLACES}/{name}{end}" for end in _ENDS]
    for one in names:
        linked(earlier.folder / one, folder / one)
    held = (folder / f"{PLACES}/{name}{_HELD}").read_text(encoding="utf-8")
    return Written(held, {one: earlier.manifest.files[one] for one in names})


def _written(
    names: list[str], writing: _Writing, means: Means, crew: Crew | None
) -> Iterator[Written]:
    if crew is None:
        for name in names:
            yield writing.write(name, means.resolver.eras)
        return
    tasks = [_Task(writing, name) for name in names]
    for task, found in zip(tasks, crew.each(tasks, limited=False), strict=True):
        # What another process could not do is done here, or fails as it would have without.
        yield task(means) if isinstance(found, Failure) else found
