"""The first page of an output folder: what was found, and where to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.publish.pages import write_page

__all__ = ["Figure", "Link", "write_index"]

# File, what one line of it is (Chinese, English).
_TABLES = (
    ("assignments.csv", "每行一项分工：任务、单位、角色", "one line per body in a task"),
    ("tasks.csv", "每行一项任务", "one line per task"),
    ("places.csv", "每行任务中提到的一个地方", "one line per place named"),
    ("documents.csv", "每行一份文件", "one line per document"),
    ("open.csv", "看到而未能确定的内容", "what was seen and not settled"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the front page and what it counts, in Chinese and English."""

    value: int | str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Link:
    """A file of the output folder: relative address and what it is, in Chinese and English."""

    href: str
    zh: str
    en: str


def write_index(
    folder: Path,
    *,
    figures: Sequence[Figure],
    maps: Sequence[Link] = (),
    files: Sequence[Link] = (),
    title: tuple[str, str] = ("谁牵头，谁配合", "Who leads, who supports"),
) -> None:
    """Write ``index.html``: figures, maps, tables, other files.

    Raises:
        OutputError: If the file cannot be written.
    """
    tables = [Link(*row) for row in _TABLES if (folder / row[0]).is_file()]
    write_page(
        folder / "index.html",
        "index.html",
        title=title,
        figures=figures,
        maps=maps,
        tables=[*tables, *files],
    )
