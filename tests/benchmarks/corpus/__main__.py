"""Write invented documents: ``python -m tests.benchmarks.corpus OUT --documents 1000``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import FORMS, LEVELS, REAL, Size, documents, write


def _list(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _arguments() -> argparse.Namespace:
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus", description=__doc__)
    made.add_argument("out", type=Path, help="folder to write into")
    made.add_argument("--documents", type=int, default=100, help="how many")
    made.add_argument("--seed", type=int, default=7, help="the same seed gives the same bytes")
    made.add_argument("--characters", type=int, default=4000, help="of each document, at least")
    made.add_argument("--tasks", type=int, default=0, help="of each document, instead")
    made.add_argument(
        "--tasks-per-1000",
        type=float,
        default=0,
        help=f"characters; as dense as can be when left out, {REAL} in plans that are published",
    )
    made.add_argument("--noise", default="0", help=f"levels of noise, 0 to {LEVELS}: 0,2 or all")
    made.add_argument("--forms", default="all", help=f"forms: {', '.join(FORMS)}")
    made.add_argument("--no-truth", action="store_true", help="write no annotations")
    return made.parse_args()


def main() -> None:
    asked = _arguments()
    levels = range(LEVELS + 1) if asked.noise == "all" else [int(n) for n in _list(asked.noise)]
    forms = tuple(FORMS) if asked.forms == "all" else tuple(_list(asked.forms))
    unknown = [form for form in forms if form not in FORMS]
    if unknown or not all(0 <= level <= LEVELS for level in levels):
        sys.exit(f"no such form or noise: {', '.join(unknown) or asked.noise}")
    size = Size(asked.characters, asked.tasks, asked.tasks_per_1000)
    made = documents(asked.documents, asked.seed, size, list(levels), forms)
    print(f"{write(made, asked.out, truth=not asked.no_truth):,} documents in {asked.out}")


if __name__ == "__main__":
    main()
