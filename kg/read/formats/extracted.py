"""What a format gives back, and the errors that all formats share."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UnreadableError
from kg.model import Page

__all__ = ["MOST_TEXT", "Extracted", "damaged", "missing", "too_large"]

MOST_TEXT = 64_000_000
"""Characters that a file of these formats may hold; a plain text may hold more."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file and where its pages or sheets start."""

    text: str
    pages: tuple[Page, ...] = ()


def missing(library: str, kind: str, name: str) -> UnreadableError:
    """Return the error for a format whose library is not installed or does not load."""
    return UnreadableError(
        f"{kind} files need the library {library}, which is not installed",
        place=name,
        remedy=f"Run: pip install {library}",
    )


def damaged(kind: str, name: str, why: str) -> UnreadableError:
    """Return the error for a file that is not what it says it is."""
    return UnreadableError(
        f"this is no whole {kind} file: {why}",
        place=name,
        remedy="Open it in the program it was made with and save it again",
    )


def too_large(what: str, name: str) -> UnreadableError:
    """Return the error for a file that unfolds into more than it may."""
    return UnreadableError(
        what, place=name, remedy="Divide it, or save its text as UTF-8 and give that"
    )
