"""From a store to maps that stand alone, each one file.

Used by the build for its standing maps and by the command that draws a selection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.network.rows import Row
from kg.publish.picture import Known
from kg.publish.pictures import Kind, draw_picture, make_picture

__all__ = ["DRAWINGS", "Drawing", "draw"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map that every build draws."""

    file: str
    zh: str
    en: str


DRAWINGS: Mapping[str, Drawing] = {
    "collaboration": Drawing("map.html", "谁与谁共事", "Who works with whom"),
    "lead-support": Drawing("lead-support.html", "谁牵头，谁配合", "Who leads whom"),
}


def draw(  # noqa: PLR0913  # a map and what stands beside it
    known: Known,
    rows: Sequence[Row],
    kind: Kind,
    path: Path,
    *,
    home: str = "",
    note: tuple[str, str] = ("", ""),
) -> int:
    """Write a map of rows and return the number of nodes on it.

    Args:
        known: Names, coordinates and the words of the tasks.
        rows: The assignments to draw.
        kind: One of ``KINDS`` of ``kg.publish.pictures``, or ``around`` a body.
        path: The HTML file.
        home: Relative link to the page that leads here, or empty.
        note: What is not shown, in Chinese and English.

    Raises:
        OutputError: If the file cannot be written.
    """
    picture = make_picture(kind, rows, known)
    said = (f"{note[0]}{picture.note[0]}", f"{note[1]} {picture.note[1]}".strip())
    draw_picture(replace(picture, note=said), path, known, home=home)
    return len(picture.graph)
