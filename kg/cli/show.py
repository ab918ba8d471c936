"""What reaches the terminal. Text of documents cannot steer it: controls are made visible."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["as_json", "errors", "harmless", "note", "paged", "screen", "table", "text", "write"]

# Controls, what turns the direction of writing, what is invisible, and halves of characters.
_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_UNWRAPPED = 100_000  # columns, where lines go to a file or another program


def harmless(text: str) -> str:
    r"""Return text with everything that would steer a terminal written out.

    Examples:
        >>> harmless("省\x1b[31m厅")
        '省\\u001b[31m厅'
    """
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


@lru_cache(maxsize=1)
def screen() -> Console:
    """Return standard output."""
    return _console(stderr=False)


@lru_cache(maxsize=1)
def errors() -> Console:
    """Return standard error."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = _UNWRAPPED
    return console


def write(text: str, style: str = "") -> None:
    """Print a line of result."""
    screen().print(Text(harmless(text), style=style))


def note(text: str, style: str = "") -> None:
    """Print a line about the work, on standard error."""
    errors().print(Text(harmless(text), style=style))


def text(words: str) -> None:
    """Print text of several lines: as it is into a file or a program, harmless on a terminal."""
    if screen().is_terminal:
        write(words.removesuffix("\n").replace("\r\n", "\n"))
    else:
        sys.stdout.write(words)


@contextmanager
def paged(*, on: bool) -> Iterator[None]:
    """Hold back what is printed on a terminal; page it where it is longer than that."""
    console = screen()
    if not on or not console.is_terminal:
        yield
        return
    with console.capture() as held:
        yield
    words = held.get()
    if words.count("\n") < console.height:
        sys.stdout.write(words)
    else:
        from rich.pager import SystemPager

        SystemPager().show(_STYLE.sub("", words))


def as_json(value: object) -> None:
    """Print a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    screen().print(Text(harmless(text)), overflow="ignore", no_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print a table; numbers stand to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    made = Table(title=Text(harmless(title)) if title else None, title_justify="left")
    for place, column in enumerate(columns):
        numbers = all(_is_number(row[place]) for row in cells)
        right = bool(cells) and numbers
        made.add_column(Text(harmless(column)), justify="right" if right else "left")
    for row in cells:
        made.add_row(*(Text(cell) for cell in row))
    screen().print(made)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return harmless("" if value is None else str(value)).replace("\n", "↵").replace("\t", " ")


def _is_number(cell: str) -> bool:
    return not cell or cell.replace(".", "", 1).replace("-", "", 1).isdigit()
