"""A line of the truth as a line of JSON, as annotations are written."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .paper import Line

__all__ = ["records"]


def _text(words: str) -> str:
    """Return a string as JSON; most hold nothing to escape."""
    if '"' not in words and "\\" not in words and words.isprintable():
        return f'"{words}"'
    return json.dumps(words, ensure_ascii=False)


def records(text: str, lines: Sequence[Line]) -> str:
    """Return the annotation of a text, a line for each task."""
    return "".join([_record(text, line) for line in lines])


def _record(text: str, line: Line) -> str:
    assign = ", ".join(
        [
            f'{{"m": [{start}, {end}], "name": {_text(name)}, "role": "{role}"}}'
            for start, end, name, role in line.mentions
        ]
    )
    due = "null"
    if line.deadline:
        due = _text("".join(text[line.deadline[0] : line.deadline[1]].split()))
    clause, task = line.clause[0], line.task[0]
    more = ""
    if len(line.task) > 1:
        more += f', "task_cont": {[list(part) for part in line.task[1:]]}'
    if len(line.clause) > 1:
        more += f', "clause_cont": {[list(part) for part in line.clause[1:]]}'
    note = _text(line.note) if line.note else "null"
    return (
        f'{{"clause": [{clause[0]}, {clause[1]}], "kind": "{line.kind}", '
        f'"task": [{task[0]}, {task[1]}], "assign": [{assign}], '
        f'"deadline": {due}, "note": {note}{more}}}\n'
    )
