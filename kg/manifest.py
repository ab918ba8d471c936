"""What a build was made from and what it wrote: ``build.json`` in the output folder.

Holds no clock time and no machine's name, so that the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import NoBuildError
from kg.output import MANIFEST
from kg.vocabulary import ontology_file

__all__ = [
    "ABOUT",
    "COMMON_GRAPH",
    "FACTS",
    "GRAPH",
    "LIKENESS",
    "MEASURED",
    "PIECES",
    "PLACES",
    "RECORDS",
    "SHARDS",
    "SKETCHES",
    "TABLES",
    "TRIG",
    "WHOLE",
    "WORDS",
    "Manifest",
    "SourceRecord",
    "file_hash",
    "graph_files",
    "made_with",
    "read_manifest",
    "shard_files",
    "write_manifest",
]

GRAPH = "graph.trig"  # the whole graph, where it is no larger than WHOLE
MEASURED = "measures.csv"  # what the network measures say of each body
TABLES = tuple(f"{table}.csv" for table in ("assignments", "tasks", "places", "documents", "open"))
"""Tables to which each source adds a piece, in its turn."""

SHARDS = "parts/documents"
"""Folder of what else sources add, a few dozen of them to a shard."""

TRIG, RECORDS, FACTS, SKETCHES, WORDS, ABOUT = (
    ".trig",  # graphs of the documents
    ".records.jsonl",  # everything that was found, as kg.records writes it
    ".facts.jsonl",  # what is counted about them
    ".sketches",  # what wordings are compared by
    ".words.txt",  # the wordings
    ".about.jsonl",  # sizes, hashes and counts of all of these
)
PIECES = (*TABLES, TRIG, RECORDS, FACTS, SKETCHES, WORDS)
"""What a source adds a piece to: tables, and files of a shard by their endings."""

PLACES = "parts/places"
"""Folder of what follows from all documents about each place, and of the ledgers behind it."""

COMMON_GRAPH = "parts/common.trig"  # what follows from all documents and belongs to no place
LIKENESS = "parts/likeness"  # which wordings were compared

WHOLE = 1 << 28
"""Octets up to which the graph is written in one file as well."""

_FORMAT = 3
_ROOMS = ("read", "parse", "resolve", "graph")
_LOOSE = (
    *("cells.py", "characters.py", "model.py", "pieces.py", "reading.py", "records.py"),
    *("vocabulary.py", "publish/names.py", "publish/tables.py"),
)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source of a build: name, hash of its bytes, how many documents it held."""

    name: str
    sha256: str
    documents: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build's record of itself.

    Attributes:
        base: IRI below which things are named.
        decisions: Hash of the file of human decisions, or empty.
        sources: What was read, in order.
        counts: Documents, tasks, assignments, bodies, open points, statements.
        program: Version of this program.
        code: Hash of the code that reads, parses and resolves.
        vocabularies: Hash of the files of ``ontology/``.
        at: Bodies as ``written``, as of ``today`` or of a date.
        files: Hash of every file written, by relative name; filled in when it is written.
    """

    base: str
    decisions: str
    sources: tuple[SourceRecord, ...]
    counts: dict[str, int]
    program: str = __version__
    code: str = ""
    vocabularies: str = ""
    at: str = "written"
    files: dict[str, str] = field(default_factory=dict)
    format: int = _FORMAT


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def made_with(base: str, decisions: Path | None, at: str = "written") -> Manifest:
    """Return the record of a build that has not read anything yet.

    The decisions are a file that could be read.
    """
    digest = file_hash(decisions) if decisions else ""
    return Manifest(base, digest, (), {}, code=_code(), vocabularies=_vocabularies(), at=at)


def _vocabularies() -> str:
    folder = ontology_file("kg.ttl").parent
    return _hash_of([path for path in folder.iterdir() if path.is_file()], folder)


@lru_cache(maxsize=1)  # the code that runs is that of the start, even where files change
def _code() -> str:
    package = Path(__file__).parent
    inside = (path for room in _ROOMS for path in (package / room).rglob("*"))
    code = [path for path in inside if path.suffix in {".py", ".txt", ".json", ".csv"}]
    return _hash_of([*code, *(package / name for name in _LOOSE)], package)


def _hash_of(paths: Iterable[Path], folder: Path) -> str:
    total = sha256()
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in paths):
        total.update(f"{name} {file_hash(path)}\n".encode())
    return total.hexdigest()


def write_manifest(
    manifest: Manifest, folder: Path, known: Mapping[str, str] | None = None
) -> None:
    """Write ``build.json`` for everything that lies in the folder.

    Args:
        manifest: What the build was made from.
        folder: Where it lies.
        known: Hashes of files that need not be read again.
    """
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    hashes = known or {}
    own = {each.name: getattr(manifest, each.name) for each in fields(manifest)}
    record = own | {
        "sources": tuple(_record(source) for source in manifest.sources),
        "files": {name: hashes.get(name) or file_hash(names[name]) for name in sorted(names)},
    }
    said = (f"{_json(name)}: {_lined(record[name])}" for name in sorted(record))
    text = f"{{\n{_LINES.join(said)}\n}}\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")


def _lined(value: Any) -> str:
    """Return a value as JSON, a line for each source and file."""
    if isinstance(value, dict) and value:
        said = (f" {_json(key)}: {_json(value[key])}" for key in sorted(value))
        return f"{{\n{_LINES.join(said)}\n}}"
    if isinstance(value, tuple) and value:
        return f"[\n{_LINES.join(f' {_json(item)}' for item in value)}\n]"
    return _json(value)


_LINES = ",\n"
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _record(source: SourceRecord) -> dict[str, Any]:
    return {"name": source.name, "sha256": source.sha256, "documents": source.documents}


def read_manifest(folder: Path) -> Manifest:
    """Read ``build.json``.

    Raises:
        NoBuildError: If the folder holds no build, or one of another format.
    """
    try:
        record: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sources = tuple(SourceRecord(**source) for source in record.pop("sources"))
        manifest = Manifest(sources=sources, **record)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoBuildError(
            "there is no build here", place=str(folder), remedy="Run kg build first"
        ) from error
    if manifest.format != _FORMAT:
        raise NoBuildError(
            "the build is of another version of kg", place=str(folder), remedy="Build it again"
        )
    return manifest


def graph_files(manifest: Manifest) -> list[str]:
    """Return the files that together are the graph of a build."""
    if GRAPH in manifest.files:
        return [GRAPH]
    places = sorted(name for name in manifest.files if name.startswith(f"{PLACES}/"))
    parts = [*shard_files(manifest, TRIG), *(name for name in places if name.endswith(TRIG))]
    return [*parts, COMMON_GRAPH]


def shard_files(manifest: Manifest, ending: str) -> list[str]:
    """Return the files of all shards of a build that have an ending, in order."""
    names = (name for name in manifest.files if name.startswith(f"{SHARDS}/"))
    return sorted(name for name in names if name.endswith(ending))
