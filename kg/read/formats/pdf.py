"""PDF with a text layer, read in a process of its own that can be ended.

A PDF is a program of sorts: some are made to loop or to eat memory. The process that reads one
has a limit of time and of memory, and what it sends back a limit of length.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys

from kg.errors import UnreadableError
from kg.model import Page
from kg.read.formats.extracted import MOST_TEXT, Extracted, damaged, missing, too_large

__all__ = ["MOST_PAGES", "SECONDS", "read"]

SECONDS = 120.0
"""How long one PDF may take."""

MOST_PAGES = 5_000
_KIND = "PDF"
_FEWEST_CHARACTERS = 10


def read(data: bytes, name: str, *, seconds: float = SECONDS) -> Extracted:
    """Read a PDF; each page starts on a line of its own.

    Raises:
        UnreadableError: If it is damaged, locked, has no text layer, takes too long or too much
            memory, or pypdfium2 is not installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise missing("pypdfium2", _KIND, name)
    pages = _asked(data, name, seconds)
    if sum(len(word) for page in pages for word in page.split()) < _FEWEST_CHARACTERS:
        raise UnreadableError(
            f"this PDF has no text layer: its {len(pages)} pages are pictures",
            place=name,
            remedy="Recognise its text first, for instance with ocrmypdf -l chi_sim",
        )
    return _joined(pages, name)


def _asked(data: bytes, name: str, seconds: float) -> list[str]:
    """Let the process read and return the text of each page."""
    command = [sys.executable, "-m", "kg.read.formats.pdf_worker", str(MOST_PAGES), str(MOST_TEXT)]
    paths = os.pathsep.join(path or "." for path in sys.path)
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter and a module of this package
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            f"this PDF takes longer than {seconds:g} seconds",
            place=name,
            remedy="Save it again from a PDF viewer, or divide it",
        ) from error
    try:
        answer: dict[str, list[str] | str] = json.loads(done.stdout)
    except ValueError:
        answer = {"problem": f"the process that reads it ended with status {done.returncode}"}
    pages = answer.get("pages")
    if not isinstance(pages, list):
        raise _refused(str(answer.get("problem", "")), name)
    return pages


def _refused(problem: str, name: str) -> UnreadableError:
    if problem == "password":
        return UnreadableError(
            "this PDF is locked by a password", place=name, remedy="Save it without the password"
        )
    if problem == "large":
        return too_large(f"it has more than {MOST_PAGES:,} pages or {MOST_TEXT:,} characters", name)
    return damaged(_KIND, name, problem or "nothing can be read from it")


def _joined(pages: list[str], name: str) -> Extracted:
    starts = []
    size = 0
    for number, page in enumerate(pages, 1):
        starts.append(Page(size, str(number)))
        size += len(page) + 1
    if size > MOST_TEXT:
        raise too_large(f"it holds more than {MOST_TEXT:,} characters", name)
    return Extracted("\n".join(pages) + "\n", tuple(starts))
