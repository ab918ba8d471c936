"""Tasks of different documents that say the same: word for word, or nearly so.

Wordings are compared by their overlapping pieces of four characters, without numbering, blanks
and punctuation. Candidates come from minimum hashes in bands; each is then compared in full, so
that every link states the true share of common pieces (Jaccard).

References:
    Broder, A. Z. (1997). On the resemblance and containment of documents. SEQUENCES '97.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, decimal, iri, name

__all__ = ["plain", "same_wordings", "similar", "wordings"]

Statement = tuple[NamedNode, NamedNode, Term]

_NUMBERING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]+[条项]|[①-⑳])+"
)
_NO_WORD = re.compile(r"[\W_]+")
_PIECE = 4
_BANDS, _ROWS = 16, 4
_SHORTEST = 10  # characters: shorter wordings (加强组织领导) say the same by chance
_CROWD = 50  # wordings in one bucket: such a band tells nothing
_LEAST = 0.6
_PRIME = (1 << 31) - 1


def plain(words: str) -> str:
    """Return a wording without its number, blanks and punctuation.

    Example:
        >>> plain("（三）建设 物流平台，服务产业。")
        '建设物流平台服务产业'
    """
    return _NO_WORD.sub("", _NUMBERING.sub("", words.strip()))


def _pieces(words: str) -> frozenset[str]:
    return frozenset(words[at : at + _PIECE] for at in range(len(words) - _PIECE + 1))


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode("utf-8", "replace"), digest_size=4).digest(), "big")


def _factors() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    draw = np.random.default_rng(2001)
    size = _BANDS * _ROWS
    ones = draw.integers(1, _PRIME, size, dtype=np.uint64)
    return ones, draw.integers(0, _PRIME, size, dtype=np.uint64)


def _signatures(texts: list[frozenset[str]]) -> NDArray[np.uint64]:
    factors, offsets = _factors()
    hashes: dict[str, int] = {}
    rows = np.empty((len(texts), _BANDS * _ROWS), dtype=np.uint64)
    for at, pieces in enumerate(texts):
        values = [hashes.setdefault(piece, _hash(piece) % _PRIME) for piece in pieces]
        column = np.array(values, dtype=np.uint64)[:, None]
        rows[at] = ((column * factors + offsets) % _PRIME).min(axis=0)
    return rows


def _candidates(texts: list[frozenset[str]]) -> set[tuple[int, int]]:
    rows = _signatures(texts)
    pairs: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        part = np.ascontiguousarray(rows[:, band * _ROWS : (band + 1) * _ROWS])
        for at in range(len(texts)):
            buckets[part[at].tobytes()].append(at)
        for bucket in buckets.values():
            if len(bucket) <= _CROWD:
                pairs.update(combinations(bucket, 2))
    return pairs


def similar(words: list[str], least: float = _LEAST) -> list[tuple[int, int, float]]:
    """Return pairs of wordings that share at least ``least`` of their pieces.

    Args:
        words: Plain wordings, each different.
        least: Smallest share of common pieces, between 0 and 1.
    """
    pieces = [_pieces(text) for text in words]
    found = []
    for one, other in sorted(_candidates(pieces)):
        common = len(pieces[one] & pieces[other])
        share = common / (len(pieces[one]) + len(pieces[other]) - common)
        if share >= least:
            found.append((one, other, share))
    return found


def same_wordings(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return tasks by plain wording, for wordings long enough to mean something."""
    tasks: dict[str, list[str]] = defaultdict(list)
    for task in sorted(texts):
        words = plain(texts[task])
        if len(words) >= _SHORTEST:
            tasks[words].append(task)
    return dict(sorted(tasks.items()))


def wordings(
    texts: Mapping[str, str], documents: Mapping[str, str], iris: Iris
) -> Iterator[Statement]:
    """Yield wordings that tasks of different documents share, and which are alike.

    Args:
        texts: Text of each task.
        documents: Document of each task.
        iris: Names for things.
    """
    tasks = same_wordings(texts)
    words = list(tasks)
    alike = [
        (words[one], words[other], share)
        for one, other, share in similar(words)
        if len({documents.get(task) for at in (one, other) for task in tasks[words[at]]}) > 1
    ]
    linked = {one for one, _, _ in alike} | {other for _, other, _ in alike}
    for text, members in tasks.items():
        if text in linked or len({documents.get(task) for task in members}) > 1:
            node = iri(_wording(text, iris))
            yield node, TYPE, name("kg:Wording")
            for task in members:
                yield iri(task), name("kg:wording"), node
    for one, other, share in alike:
        yield from _likeness(one, other, share, iris)


def _wording(text: str, iris: Iris) -> str:
    return (
        f"{iris.base}wording/{blake2b(text.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"
    )


def _likeness(one: str, other: str, share: float, iris: Iris) -> Iterator[Statement]:
    nodes = iri(_wording(one, iris)), iri(_wording(other, iris))
    ends = "-".join(node.value.rpartition("/")[2] for node in nodes)
    node = iri(f"{iris.base}likeness/{ends}")
    yield node, TYPE, name("kg:Likeness")
    for wording in nodes:
        yield node, name("kg:likens"), wording
    yield node, name("kg:share"), decimal(share)
    yield nodes[0], name("kg:similarTo"), nodes[1]
    yield nodes[1], name("kg:similarTo"), nodes[0]
