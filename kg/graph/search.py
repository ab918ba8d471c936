"""Free-text search over the words of tasks: any piece of text, of one character or more.

Beside the store lies an SQLite full-text index of overlapping pairs of characters. A search for
``智慧物流`` asks for the phrase 智慧 慧物 物流, which is found where and only where these
characters follow each other; blanks, punctuation and case do not count. Words with blanks
between them must all be there.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import NoBuildError, QueryError, StoreError
from kg.graph.store import Store

__all__ = ["FILE", "Hit", "index_store", "search", "write_index"]

FILE = "search.sqlite"
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 200  # characters of a search that count
_QUERY = """
    SELECT tasks.iri, tasks.text FROM pairs JOIN tasks ON tasks.id = pairs.rowid
    WHERE pairs MATCH ? ORDER BY pairs.rank, tasks.id LIMIT ? OFFSET ?
"""
_SCHEMA = """
    CREATE TABLE tasks (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, text TEXT NOT NULL);
    CREATE VIRTUAL TABLE pairs USING fts5(
        words, content='', columnsize=1, tokenize="unicode61 remove_diacritics 0"
    );
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A task that was found.

    Attributes:
        task: Its IRI.
        text: Its words.
        marks: Where the words that were searched for stand in them, as (start, end).
    """

    task: str
    text: str
    marks: tuple[tuple[int, int], ...]


def _pairs(word: str) -> str:
    """Return the overlapping pairs of a word; the last character stands alone."""
    return " ".join(word[at : at + 2] for at in range(len(word)))


def _plain(words: str) -> str:
    return _NO_WORD.sub("", words).lower()


def write_index(path: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Write an index anew.

    Args:
        path: The file; one that is there is replaced.
        texts: IRI and text of each task, in a fixed order.

    Raises:
        StoreError: If the file cannot be written.
    """
    work = path.with_name(f"{path.name}-{os.getpid()}")
    try:
        work.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(work)) as base, base:
            base.executescript(_SCHEMA)
            for at, (task, text) in enumerate(texts, 1):
                base.execute("INSERT INTO tasks VALUES (?, ?, ?)", (at, task, text))
                pairs = _pairs(_plain(text))
                base.execute("INSERT INTO pairs (rowid, words) VALUES (?, ?)", (at, pairs))
            base.execute("INSERT INTO pairs (pairs) VALUES ('optimize')")
        work.replace(path)  # readers see the old index or the new one, never half of one
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            work.unlink(missing_ok=True)
        raise StoreError(
            f"the search index cannot be written: {error}",
            place=str(path),
            remedy="Look at the free space and the permissions of the folder",
        ) from error


def index_store(store: Store, path: Path) -> None:
    """Write the index of a store's tasks."""
    query = "SELECT ?task ?text { ?task a kg:Task ; kg:text ?text } ORDER BY ?task"
    rows = store.rows(query)
    write_index(path, ((row["task"].value, row["text"].value) for row in rows))


def _phrase(word: str) -> str:
    pairs = [word[at : at + 2] for at in range(max(1, len(word) - 1))]
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(pairs) + '"'


def _match(words: list[str]) -> str:
    return " AND ".join(_phrase(word) for word in words)


def search(path: Path, words: str, *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Return tasks whose text holds all words, best first.

    Args:
        path: The index.
        words: What to look for; blanks separate words.
        limit: Hits at most.
        offset: Hits to skip.

    Raises:
        NoBuildError: If there is no index.
        QueryError: If there is nothing to look for.
    """
    if not path.is_file():
        raise NoBuildError("there is no search index", place=str(path), remedy="Run kg build")
    wanted = [plain for word in words[:_LONGEST].split() if (plain := _plain(word))]
    if not wanted:
        raise QueryError("there is nothing to look for", place=words, remedy="Write some words")
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        ) as base:
            found = base.execute(_QUERY, (_match(wanted), limit, offset)).fetchall()
    except sqlite3.Error as error:
        raise StoreError(
            f"the search index cannot be read: {error}", place=str(path), remedy="Build it again"
        ) from error
    return [Hit(task, text, _marks(text, wanted)) for task, text in found]


def _marks(text: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    gap = r"[\W_]*"
    found = {
        match.span()
        for word in words
        for match in re.finditer(gap.join(map(re.escape, word)), text, re.IGNORECASE)
    }
    return tuple(sorted(found))
