"""How right a reading is: precision, recall and F1 against annotated documents.

The annotations are JSON Lines, one line per task: ``clause``, ``task``, ``kind`` and ``assign``
with the span ``m``, the ``name`` and the ``role`` of every mention. Optional: ``alt`` and
``alt_role`` list further right answers, ``task_cont`` and ``clause_cont`` what a page break
moved elsewhere, ``doc_number`` says that one document of a longer source is annotated, and a
``note`` that starts with ``CORRUPT`` marks a damaged line, which is counted apart.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, UnreadableError
from kg.model import Role, Span, Task
from kg.parse import parse
from kg.read import documents, read_file

__all__ = [
    "CORRUPT",
    "LEVELS",
    "Difference",
    "Evaluation",
    "GoldMention",
    "GoldTask",
    "Scores",
    "evaluate",
    "evaluate_file",
    "pooled",
    "read_gold",
]

LEVELS = ("span", "name", "role")  # each asks for all before it as well
CORRUPT = "corrupt"  # stands where the others have their clause kind
IOU = 0.5
_WIDE_BRACKETS = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """An annotated mention: where it stands, and the names and roles that are right."""

    span: Span
    names: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldTask:
    """One line of an annotation."""

    line: int
    kind: str
    clauses: tuple[Span, ...]
    parts: tuple[Span, ...]
    mentions: tuple[GoldMention, ...]
    corrupt: bool = False
    partial: bool = False  # the annotation covers one document of a longer source

    @property
    def group(self) -> str:
        """Return what the line is counted under."""
        return CORRUPT if self.corrupt else self.kind

    def holds(self, span: Span) -> bool:
        """Return whether a span lies in one of the line's clauses."""
        return any(c.start <= span.start and span.end <= c.end for c in self.clauses)


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of mentions and of task spans, and the measures that follow from them."""

    gold: int = 0
    found: int = 0
    right: tuple[int, int, int] = (0, 0, 0)  # in the order of LEVELS
    tasks: int = 0
    tasks_right: int = 0

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.gold + other.gold,
            self.found + other.found,
            (
                self.right[0] + other.right[0],
                self.right[1] + other.right[1],
                self.right[2] + other.right[2],
            ),
            self.tasks + other.tasks,
            self.tasks_right + other.tasks_right,
        )

    def precision(self, level: str) -> float:
        """Return the share of what was found that is right; 1 where nothing was found."""
        return self.right[LEVELS.index(level)] / self.found if self.found else 1.0

    def recall(self, level: str) -> float:
        """Return the share of the annotation that was found; 1 where it is empty."""
        return self.right[LEVELS.index(level)] / self.gold if self.gold else 1.0

    def f1(self, level: str) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right[LEVELS.index(level)] / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A mention on which annotation and program differ.

    Attributes:
        kind: ``missing``, ``extra``, ``name`` or ``role``.
        span: Where it stands.
        words: The words there.
        expected: Name and role of the annotation, or empty.
        found: Name and role of the program, or empty.
        line: Line of the annotation; 0 for ``extra``.
    """

    kind: str
    span: Span
    words: str
    expected: str = ""
    found: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result for one annotation.

    Attributes:
        name: What was evaluated.
        groups: Scores by clause kind; damaged lines under ``CORRUPT``.
        differences: Every mention that differs, in text order.
    """

    name: str
    groups: Mapping[str, Scores]
    differences: tuple[Difference, ...] = ()

    @property
    def total(self) -> Scores:
        """Return the scores of everything but the damaged lines."""
        groups = (scores for group, scores in self.groups.items() if group != CORRUPT)
        return sum(groups, Scores())


def read_gold(path: Path) -> tuple[GoldTask, ...]:
    """Read an annotation.

    Raises:
        InputError: If the file cannot be read, or a line of it is no annotation.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "annotation cannot be read", place=str(path), remedy="Give a JSON Lines file in UTF-8"
        ) from error
    return tuple(_gold_task(path, n, line) for n, line in enumerate(lines, 1) if line.strip())


def evaluate(name: str, gold: Sequence[GoldTask], tasks: Iterable[Task], text: str) -> Evaluation:
    """Compare the tasks of a source with its annotation.

    Mentions outside of every annotated clause count as wrong within the range that the
    annotation covers: the whole source, or from its first to its last line where it covers one
    document of several.
    """
    inside = tuple(task for task in tasks if _covered(gold, task.clause.span))
    counts = _Counts(text, inside)
    for line in gold:
        counts.compare(line)
    counts.extras(gold)
    return Evaluation(name, counts.scores(), tuple(sorted(counts.differences, key=_by_place)))


def evaluate_file(gold: Path, source: Path) -> Evaluation:
    """Read and parse a source and compare it with its annotation.

    Raises:
        KgError: If one of the files cannot be read.
    """
    lines = read_gold(gold)
    read = read_file(source.name, source)
    tasks = [task for document in documents(read) for task in parse(document).tasks]
    return evaluate(gold.stem, lines, tasks, read.text)


def pooled(evaluations: Sequence[Evaluation]) -> Evaluation:
    """Return the sum of several evaluations, each mention counting once."""
    groups: dict[str, Scores] = {}
    for evaluation in evaluations:
        for group, scores in evaluation.groups.items():
            groups[group] = groups.get(group, Scores()) + scores
    return Evaluation("pooled", groups)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention as the program read it."""

    span: Span
    name: str
    role: str
    kind: str

    def grade(self, gold: GoldMention) -> int:
        """Return how many levels of the annotation it reaches."""
        if _plain(self.name) not in {_plain(name) for name in gold.names}:
            return 1
        return 3 if self.role in gold.roles else 2


class _Counts:
    """Counts being made; every mention found is used up once."""

    def __init__(self, text: str, tasks: Sequence[Task]) -> None:
        self.text = text
        self.tasks = tasks
        self.differences: list[Difference] = []
        self.left: dict[Span, list[_Found]] = {}
        for found in dict.fromkeys(_mentions(tasks)):
            self.left.setdefault(found.span, []).append(found)
        self._numbers: dict[str, Counter[str]] = {}

    def count(self, group: str, what: str) -> None:
        self._numbers.setdefault(group, Counter())[what] += 1

    def compare(self, line: GoldTask) -> None:
        """Compare one annotated line."""
        for mention in line.mentions:
            self.count(line.group, "gold")
            self._mention(line, mention)
        self.count(line.group, "tasks")
        if _best_overlap(line, self.tasks) >= IOU:
            self.count(line.group, "tasks_right")

    def _mention(self, line: GoldTask, gold: GoldMention) -> None:
        rest = self.left.get(gold.span, [])
        best = max(rest, key=lambda found: found.grade(gold), default=None)
        if best is None:
            self._differ("missing", gold.span, line.line, expected=_words(gold))
            return
        rest.remove(best)
        self.count(line.group, "found")
        for level in LEVELS[: best.grade(gold)]:
            self.count(line.group, level)
        if best.grade(gold) < len(LEVELS):
            kind = LEVELS[best.grade(gold)]
            found = f"{best.name} {best.role}"
            self._differ(kind, gold.span, line.line, expected=_words(gold), found=found)

    def extras(self, gold: Sequence[GoldTask]) -> None:
        """Count what is left over."""
        damaged = [line for line in gold if line.corrupt]
        for found in (found for rest in self.left.values() for found in rest):
            group = CORRUPT if any(line.holds(found.span) for line in damaged) else found.kind
            self.count(group, "found")
            self._differ("extra", found.span, 0, found=f"{found.name} {found.role}")

    def _differ(
        self, kind: str, span: Span, line: int, *, expected: str = "", found: str = ""
    ) -> None:
        words = span.of(self.text)
        self.differences.append(Difference(kind, span, words, expected, found, line))

    def scores(self) -> dict[str, Scores]:
        """Return the counts by group, damaged lines last."""
        order = sorted(self._numbers, key=lambda group: (group == CORRUPT, group))
        return {group: _scores(self._numbers[group]) for group in order}


def _scores(n: Counter[str]) -> Scores:
    right = (n["span"], n["name"], n["role"])
    return Scores(n["gold"], n["found"], right, n["tasks"], n["tasks_right"])


def _mentions(tasks: Iterable[Task]) -> Iterable[_Found]:
    for task in tasks:
        for item in task.clause.assignments:
            kind = task.clause.kind.value
            yield _Found(item.mention.span, item.mention.name, item.role.value, kind)


def _covered(gold: Sequence[GoldTask], clause: Span) -> bool:
    if not any(line.partial for line in gold):
        return True
    spans = [span for line in gold for span in (*line.clauses, *line.parts)]
    return min(s.start for s in spans) <= clause.start < max(s.end for s in spans)


def _best_overlap(line: GoldTask, tasks: Iterable[Task]) -> float:
    """Return the best IoU of the line's text with a task of the same clause or mentions."""
    return max((_iou(line.parts, task.parts) for task in tasks if _same(line, task)), default=0.0)


def _same(line: GoldTask, task: Task) -> bool:
    clause = task.clause.span
    return any(clause.start < c.end and c.start < clause.end for c in line.clauses)


def _iou(left: Iterable[Span], right: Iterable[Span]) -> float:
    one, other = _places(left), _places(right)
    return len(one & other) / len(one | other) if one or other else 1.0


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _plain(name: str) -> str:
    return name.translate(_WIDE_BRACKETS)


def _words(gold: GoldMention) -> str:
    return f"{'|'.join(gold.names)} {'|'.join(gold.roles)}"


def _by_place(difference: Difference) -> tuple[Span, str, str]:
    return difference.span, difference.kind, difference.found


def _gold_task(path: Path, number: int, line: str) -> GoldTask:
    try:
        record: dict[str, Any] = json.loads(line)
        return GoldTask(
            line=number,
            kind=str(record["kind"]),
            clauses=_spans(record["clause"], record.get("clause_cont")),
            parts=_spans(record["task"], record.get("task_cont")),
            mentions=tuple(_gold_mention(item) for item in record["assign"]),
            corrupt=str(record.get("note") or "").startswith("CORRUPT"),
            partial="doc_number" in record,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            f"line is no annotation ({type(error).__name__}: {error})",
            place=f"{path}, line {number}",
            remedy='Each line needs "clause", "task", "kind" and "assign"',
        ) from error


def _spans(first: Sequence[int], further: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in (first, *(further or ())))


def _gold_mention(item: dict[str, Any]) -> GoldMention:
    start, end = item["m"]
    return GoldMention(
        Span(int(start), int(end)),
        (str(item["name"]), *map(str, item.get("alt", ()))),
        tuple(Role(role).value for role in (item["role"], *item.get("alt_role", ()))),
    )
