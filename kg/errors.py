"""Errors a caller may want to tell apart.

KgError
├── InputError          a source that cannot be used, named with its place
│   ├── NotFoundError       no such file or folder, or a folder without documents
│   └── UnreadableError     a file that is no text, or damaged
├── ParseTimeoutError   a document took longer than its time limit
├── VocabularyError     a file of ``ontology/`` that is damaged or missing
├── ClusterError        a cluster that cannot be reached or used
├── OutputError         an output folder that cannot be written
├── NoBuildError        a folder that holds no build, or a damaged one
├── QueryError          a query that is wrong or not allowed
│   └── QueryLimitError     a query that took too long or asked for too much
└── StoreError          a store that cannot be opened or reached
"""

from __future__ import annotations

__all__ = [
    "ClusterError",
    "InputError",
    "KgError",
    "NoBuildError",
    "NotFoundError",
    "OutputError",
    "ParseTimeoutError",
    "QueryError",
    "QueryLimitError",
    "StoreError",
    "UnreadableError",
    "VocabularyError",
]


class KgError(Exception):
    """Base of all errors of this package: what went wrong, where, and the way out.

    Args:
        problem: What is wrong, in one clause.
        place: File, folder or position it concerns.
        remedy: What the reader can do about it.
    """

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(problem, place, remedy)
        self.problem = problem
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{head.removesuffix('.')}. {self.remedy}" if self.remedy else head


class InputError(KgError):
    """A source that cannot be used."""


class NotFoundError(InputError):
    """No such file or folder, or a folder without documents."""


class UnreadableError(InputError):
    """A file that is no text, or is damaged."""


class ParseTimeoutError(KgError):
    """A document took longer than its time limit."""


class VocabularyError(KgError):
    """A vocabulary file is damaged or missing."""


class ClusterError(KgError):
    """A cluster cannot be reached, or its workers cannot be used."""


class OutputError(KgError):
    """The output folder cannot be written."""


class NoBuildError(KgError):
    """A folder holds no build, or a damaged one."""


class QueryError(KgError):
    """A query is wrong or not allowed."""


class QueryLimitError(QueryError):
    """A query took too long or asked for too much."""


class StoreError(KgError):
    """A store cannot be opened or reached."""
