"""Ledgers: what was added and taken away again leaves no trace, and rows hold any words."""

from __future__ import annotations

import pytest
from graph_samples import harbin, liuzhou
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.build import above, written
from kg.graph.iri import Iris
from kg.graph.labels import Schemes
from kg.graph.ledger import COMMON, Rows, fields, home, lines, note, post
from kg.graph.place import Held
from kg.model import ResolvedDocument

WORDS = st.text(st.characters(codec=None), max_size=8)


@pytest.fixture(scope="module")
def notes() -> list[dict[str, bytes]]:
    schemes = above(Schemes.load())

    def of(document: ResolvedDocument) -> dict[str, bytes]:
        part = written([document], Iris())
        return note(part.documents, part.used, schemes, None)

    return [of(liuzhou()), of(harbin())]


def test_what_is_taken_away_leaves_no_trace(notes: list[dict[str, bytes]]) -> None:
    one, other = notes
    shared = set(one) & set(other)
    assert COMMON in shared
    for name in shared:
        rows: Rows = {}
        for octets, sign in ((one[name], 1), (other[name], 1), (other[name], -1)):
            post(rows, octets, sign)
        assert lines(rows) == one[name]
        post(rows, one[name], -1)
        assert rows == {}


def test_order_does_not_matter(notes: list[dict[str, bytes]]) -> None:
    one, other = (of[COMMON] for of in notes)
    first: Rows = {}
    second: Rows = {}
    post(first, one + other)
    post(second, other)
    post(second, one)
    assert first == second


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(1, 9))
def test_rows_hold_any_words(words: list[str], number: int) -> None:
    from kg.graph.ledger import _row

    row = _row(*words)
    assert fields(row) == words
    rows: Rows = {}
    post(rows, lines({row: number}))
    assert rows == {row: number}


@pytest.mark.parametrize(
    ("key", "ledger"),
    [
        ("450203/柳州市鱼峰区教育局", "4502"),
        ("450000", "4500"),
        ("-/某公司", "none"),
        ("", "none"),
        ("../../x/y", "none"),
        ("４５０２/全角", "none"),
        ("45/x", "none"),
    ],
)
def test_ledgers_have_names_that_are_safe(key: str, ledger: str) -> None:
    assert home(key) == ledger


def test_what_is_held_adds_up() -> None:
    one = Held(bodies=2, led=[(3, "x")], ties=[(-1, -0.1, "a", "b")])
    one.counted.properties["rdf:type"] = 4
    total = Held()
    for _ in range(2):
        total.add(one.line())
    assert (total.bodies, total.led, total.counted.statements) == (4, [(3, "x")] * 2, 8)
    assert total.ties == [(-1, -0.1, "a", "b")] * 2
