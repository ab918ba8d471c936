"""The assignments that a build's standing maps show, read back from its tables.

Maps carry the words of every task that they show. Of a large build they show the most recent
documents: a page of millions of tasks would open nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.graph.dates import reading
from kg.graph.iri import Iris
from kg.model import Role
from kg.network.rows import Body, Row, original
from kg.publish.lookups import in_text_order
from kg.publish.picture import Words
from kg.publish.tables import read_table

__all__ = ["MOST", "Recent", "recent"]

MOST = 20_000
"""Tasks that a standing map shows."""


@dataclass(slots=True)
class Recent:
    """What maps show.

    Attributes:
        rows: Assignments, sorted as those of a store.
        names: For each assignment the body it names and how it is written there.
        words: What the tasks say, in the order of the texts.
        left: How many tasks are not shown.
    """

    rows: list[Row] = field(default_factory=list)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    left: int = 0

    @property
    def note(self) -> tuple[str, str]:
        """Return what is not shown, in Chinese and English, or nothing."""
        if not self.left:
            return "", ""
        shown = len(self.words)
        return (
            f"只含最近文件的 {shown} 项任务，其余 {self.left} 项未画出（可用 kg map 选取）。",
            f"The {shown} tasks of the most recent documents; {self.left} others are left out "
            "(select with kg map).",
        )


def recent(
    folder: Path, bodies: Mapping[str, Body], iris: Iris, counts: Mapping[str, int]
) -> Recent:
    """Return the assignments of the most recent documents of a build.

    Args:
        folder: Where its tables stand.
        bodies: Bodies by IRI.
        iris: Names for things.
        counts: Number of tasks of each document by its IRI.
    """
    documents = {row["document"]: row for row in read_table(folder / "documents.csv")}
    chosen = _chosen(documents, counts)
    found = Recent(left=sum(counts[one] for one in documents if one not in chosen))
    places = _places(folder, iris)
    tasks: dict[str, Row] = {}
    for line in _lines(folder, "tasks", chosen):
        task, document = line["task"], documents[line["document"]]
        tasks[task] = _task(line, document, places.get(task, set()))
        title = document["title"] or document["document"]
        said = reading(line["task_text"])
        found.words[task] = Words(said, title, line["section"], line["deadline"])
    found.words = dict(sorted(found.words.items(), key=lambda pair: in_text_order(pair[0])))
    _assign(found, list(_lines(folder, "assignments", chosen)), tasks, bodies)
    found.rows.sort(key=lambda row: (row.task, row.assignment, row.agency))
    return found


def _places(folder: Path, iris: Iris) -> dict[str, set[str]]:
    """Return the codes of the places that each task names, and the IRIs of areas."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in read_table(folder / "places.csv"):
        found[line["task"]].add(line["code"] or iris.area(line["name"]))
    return found


def _task(line: Mapping[str, str], document: Mapping[str, str], places: set[str]) -> Row:
    """Return a row that holds what all assignments of a task share."""
    return Row(
        assignment="",
        task=line["task"],
        role=Role.JOINT,
        body=Body("", ""),
        document=document["document"],
        title=document["title"],
        date=document["date"],
        issuer=document["jurisdiction"],
        themes=tuple(sorted(filter(None, line["themes"].split(";")))),
        regions=tuple(sorted(places)),
    )


def _assign(
    found: Recent,
    lines: Sequence[Mapping[str, str]],
    tasks: Mapping[str, Row],
    bodies: Mapping[str, Body],
) -> None:
    """Add assignments; those of a reprint that repeat the task's own are there already."""
    before = {line["task"]: line["reprint_of"] for line in lines if line["reprint_of"]}
    own = {_who(line) for line in lines if not line["reprint_of"]}
    for line in lines:
        task = original(line["task"], lambda one: before.get(one, ""))
        if task in tasks and not (line["reprint_of"] and (task, *_who(line)[1:]) in own):
            iri = _iri(line)
            body, role = bodies[line["agency"]], Role(line["role"])
            found.rows.append(replace(tasks[task], assignment=iri, role=role, body=body))
            pair = (line["agency"], line["name"])
            found.names[iri] = min(found.names.get(iri, pair), pair)


def _who(line: Mapping[str, str]) -> tuple[str, str, str]:
    return line["task"], line["agency"], line["role"]


def _iri(line: Mapping[str, str]) -> str:
    """Return the name that the graph has for an assignment."""
    text = line["task"].rpartition("/")[0].replace("/task/", "/assignment/")
    return f"{text}/{line['task_start']}-{line['mention_start']}-{line['mention_end']}"


def _chosen(documents: Mapping[str, Mapping[str, str]], counts: Mapping[str, int]) -> set[str]:
    """Return the documents to show: the latest, the first of equals, as many as there is room."""
    room, chosen = MOST, set[str]()
    for document in sorted(documents, key=lambda one: documents[one]["date"], reverse=True):
        room -= counts[document]
        if room < 0 and chosen:
            break
        chosen.add(document)
    return chosen


def _lines(folder: Path, table: str, chosen: set[str]) -> Iterator[dict[str, str]]:
    for row in read_table(folder / f"{table}.csv"):
        if row["document"] in chosen:
            yield row
