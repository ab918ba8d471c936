"""What was measured, kept for one table at the end; see ``conftest.py``."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FIGURES", "Figure", "figure", "table", "write"]


@dataclass(frozen=True)
class Figure:
    """One measured value, and what it is compared with."""

    what: str
    value: str
    beside: str


FIGURES: list[Figure] = []


def figure(what: str, value: str, beside: str = "") -> None:
    """Print a value and keep it for the table.

    Args:
        what: What was measured.
        value: The value with its unit.
        beside: What it is compared with: what is wanted, or another way measured in the same run.
    """
    print(f"\n{what}: {value}{f' ({beside})' if beside else ''}", flush=True)
    FIGURES.append(Figure(what, value, beside))


def table(found: list[Figure]) -> str:
    """Return values as a table in Markdown."""
    rows = [("What", "Measured", "Beside"), ("---", "---", "---")]
    rows += [(one.what, one.value, one.beside) for one in found]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)


def write(path: Path, found: list[Figure]) -> None:
    """Write the page of the documentation that shows what was measured."""
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    text = (
        "# Figures\n\n"
        f"Measured by `make bench` in one run ({machine}). Machines differ and are shared: what "
        "is compared was measured side by side, and ratios say more than seconds.\n\n"
        f"{table(found)}"
    )
    path.write_text(text, encoding="utf-8")
