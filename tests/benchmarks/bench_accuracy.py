"""How accurate the reading of invented texts is, for each form and each level of noise.

``make bench`` runs it. The truth is known to the character; what is beyond mending at the
highest level of noise counts as an error all the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from corpus import FORMS, LEVELS, REAL, Size, documents, invent, write
from corpus.measure import Totals, evaluated, summed, table
from figures import figure

from kg.evaluate import Scores

DOCUMENTS = 12  # of each form at each level
SIZE = Size(characters=2500)
# The least strict F1 of any form: as written, with broken lines, pages, other code points, slips.
FLOORS = (0.98, 0.98, 0.98, 0.98, 0.97)
RATE = 100  # documents of 16,000 characters written a second, with their truth


def scored(size: Size, levels: Sequence[int]) -> Iterator[tuple[tuple[str, int], Scores]]:
    for form in FORMS:
        for noise in levels:
            for number in range(DOCUMENTS):
                made = invent(form, number, size=size, noise=noise)
                yield (form, noise), evaluated(made).total


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("told", "size", "levels"),
    [("dense", SIZE, range(LEVELS + 1)), ("real", Size(8000, density=REAL), (0, 2))],
)
def test_accuracy_by_form_and_noise(told: str, size: Size, levels: Sequence[int]) -> None:
    totals: Totals = summed(scored(size, levels))
    for level, words in (("span", "span"), ("name", "span and name"), ("role", "and role")):
        print(f"\nF1 on {told} texts, {words}\n{table(totals, level)}")
    for noise in levels:
        strict = [scores.f1("role") for key, scores in totals.items() if key[1] == noise]
        figure(
            f"strict F1 on {told} invented texts of {len(strict)} forms, noise {noise}",
            f"mean {sum(strict) / len(strict):.4f}, lowest form {min(strict):.4f}",
            f"floor: {FLOORS[noise]}",
        )
    under = {
        key: scores.f1("role")
        for key, scores in totals.items()
        if scores.f1("role") < FLOORS[key[1]]
    }
    assert under == {}


def test_how_fast_a_corpus_is_written(tmp_path: Path) -> None:
    count = 400
    write(documents(len(FORMS)), tmp_path)  # the vocabulary is read once
    began = time.process_time()
    write(documents(count, size=Size(characters=16_000)), tmp_path)
    rate = count / (time.process_time() - began)
    figure("inventing documents of 16,000 characters", f"{rate:,.0f} a second", f"wanted: {RATE}")
    assert rate >= RATE
