"""Where a tagger for Chinese sees organisations: ``python tagging.py TAGGER FILE…`` prints JSON.

It needs nothing of this project, so that it runs in an environment of the tagger's own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

Words = Iterator[tuple[str, str]]


def jieba() -> Callable[[str], Words]:
    """Return jieba's tagger; ``nt`` are organisations."""
    cut = import_module("jieba.posseg").cut
    return lambda line: ((word, flag) for word, flag in cut(line))


def thulac() -> Callable[[str], Words]:
    """Return thulac's tagger; ``ni`` are organisations."""
    tagger = import_module("thulac").thulac()
    return lambda line: ((word, flag) for word, flag in tagger.cut(line))


TAGGERS = {"jieba": (jieba, "nt"), "thulac": (thulac, "ni")}


def places(name: str, text: str, tag: Callable[[str], Words]) -> Iterator[tuple[int, int]]:
    """Yield where the organisations stand, line by line."""
    wanted, start = TAGGERS[name][1], 0
    for line in text.splitlines(keepends=True):
        at = 0
        for word, flag in tag(line) if line.strip() else ():
            at = line.find(word, at)
            if flag == wanted:
                yield start + at, start + at + len(word)
            at += len(word)
        start += len(line)


if __name__ == "__main__":
    chosen, *files = sys.argv[1:]
    tag = TAGGERS[chosen][0]()
    texts = {file: Path(file).read_bytes().decode("utf-8") for file in files}
    print("\n" + json.dumps({file: list(places(chosen, texts[file], tag)) for file in files}))
