"""From a document to tasks, clauses, mentions and roles."""

from kg.parse.parser import parse

__all__ = ["parse"]
