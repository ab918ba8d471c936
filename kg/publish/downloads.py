"""What a site offers to take away: the files of a build, each with what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["MADE", "Download", "downloads_of"]

# File of a build, what it is in Chinese and English. Those that are there are offered.
_KNOWN = (
    ("graph.trig", "知识图谱，每份文件一个命名图", "The graph, a named graph per document (TriG)"),
    ("graph.ttl", "知识图谱", "The graph (Turtle)"),
    ("graph.jsonld", "知识图谱", "The graph (JSON-LD)"),
    ("assignments.csv", "每行一项分工：任务、单位、角色", "One line per body in a task"),
    ("tasks.csv", "每行一项任务", "One line per task"),
    ("places.csv", "每行任务中提到的一个地方", "One line per place named in a task"),
    ("documents.csv", "每行一份文件", "One line per document"),
    ("open.csv", "看到而未能确定的内容", "What was seen and not settled"),
    ("measures.csv", "每行一个单位的网络指标", "Network measures, one line per body"),
    ("collaboration.graphml", "共事网络", "Who works with whom (GraphML)"),
    ("collaboration.gexf", "共事网络", "Who works with whom (GEXF)"),
    ("lead-support.graphml", "牵头—配合网络", "Who leads whom (GraphML)"),
    ("lead-support.gexf", "牵头—配合网络", "Who leads whom (GEXF)"),
)

# Those that a build does not hold itself: they are made from its graph, a network each its own.
MADE = (
    ("graph.ttl", ""),
    ("graph.jsonld", ""),
    ("collaboration.graphml", "collaboration"),
    ("collaboration.gexf", "collaboration"),
    ("lead-support.graphml", "lead-support"),
    ("lead-support.gexf", "lead-support"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the page of downloads, and what it is in Chinese and English."""

    path: Path
    zh: str
    en: str


def downloads_of(*folders: Path) -> tuple[Download, ...]:
    """Return the files that folders have to offer, in the order they are listed."""
    known = (
        Download(folder / name, zh, en)
        for name, zh, en in _KNOWN
        for folder in folders
        if (folder / name).is_file()
    )
    return tuple(known)
