"""How right the reading of invented documents is, by form and by noise.

``python -m tests.benchmarks.corpus.measure FOLDER`` reads a folder that the generator wrote.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.evaluate import Evaluation, GoldMention, GoldTask, Scores, evaluate, evaluate_file
from kg.model import Source, Span
from kg.parse import parse
from kg.read import documents

from .documents import Invented
from .paper import Line

__all__ = ["Totals", "evaluated", "folder_totals", "table"]

Totals = Mapping[tuple[str, int], Scores]  # by form and noise


def _gold(number: int, line: Line) -> GoldTask:
    mentions = (GoldMention(Span(s, e), (name,), (role,)) for s, e, name, role in line.mentions)
    return GoldTask(
        number,
        line.kind,
        tuple(Span(*part) for part in line.clause),
        tuple(Span(*part) for part in line.task),
        tuple(mentions),
    )


def evaluated(made: Invented) -> Evaluation:
    """Read an invented document and compare what is found with the truth."""
    digest = hashlib.sha256(made.text.encode()).hexdigest()
    source = Source(f"{made.name}.txt", made.text, digest)
    tasks = [task for document in documents(source) for task in parse(document).tasks]
    gold = [_gold(number, line) for number, line in enumerate(made.lines, 1)]
    return evaluate(made.name, gold, tasks, made.text)


def _scored(folder: Path) -> Iterator[tuple[tuple[str, int], Scores]]:
    """Yield form, noise and scores of each document of a folder; its file name tells the two."""
    for path in sorted(folder.glob("*.txt")):
        _, _, rest = path.stem.partition("-")
        form, _, noise = rest.rpartition("-n")
        yield (form, int(noise)), evaluate_file(path.with_suffix(".jsonl"), path).total


def folder_totals(folder: Path) -> Totals:
    """Return the sums over a folder, one document in memory at a time."""
    return summed(_scored(folder))


def summed(scored: Iterable[tuple[tuple[str, int], Scores]]) -> Totals:
    totals: dict[tuple[str, int], Scores] = {}
    for key, scores in scored:
        totals[key] = totals.get(key, Scores()) + scores
    return dict(sorted(totals.items()))


def table(totals: Totals, level: str = "role") -> str:
    """Return F1 for each form and noise as a table of text, and over all forms below it."""
    noises = sorted({noise for _, noise in totals})
    forms = sorted({form for form, _ in totals})
    lines = [f"{'form':24}" + "".join(f"{f'noise {noise}':>10}" for noise in noises)]
    for form in forms:
        cells = [totals.get((form, noise)) for noise in noises]
        lines.append(f"{form:24}" + "".join(_cell(scores, level) for scores in cells))
    whole = [sum((s for (_, n), s in totals.items() if n == noise), Scores()) for noise in noises]
    lines.append(f"{'all':24}" + "".join(_cell(scores, level) for scores in whole))
    return "\n".join(lines)


def _cell(scores: Scores | None, level: str) -> str:
    return f"{scores.f1(level):10.4f}" if scores else f"{'':10}"


def main() -> None:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("give the folder that the generator wrote")
    totals = folder_totals(Path(sys.argv[1]))
    for level, told in (("span", "span"), ("name", "span and name"), ("role", "and role")):
        print(f"\nF1, {told}\n{table(totals, level)}")


if __name__ == "__main__":
    main()
