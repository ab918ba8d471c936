"""No query reaches out of the store: whatever is written around SERVICE, it is seen or harmless."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.guard import check, form

CALL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"
PIECES = st.lists(
    st.sampled_from(
        [
            *("'", '"', "'''", '"""', "\\", "\\'", '\\"', "#", "\n", "<", ">", "<a>", "{", "}"),
            *(
                "?x",
                "a:b",
                "a:\\'",
                "1<2",
                "FILTER(",
                ")",
                ".",
                ";",
                " ",
                "\\u0027",
                "\\u0053",
                "'x'",
            ),
        ]
    ),
    max_size=8,
).map("".join)


def parses(query: str) -> bool:
    try:
        # Parsing alone: the empty graph is asked first, so that the call is never made.
        ox.Store().query(query, prefixes={"a": "a:"})
    except (SyntaxError, OSError, ValueError):
        return False
    return True


@given(PIECES, PIECES)
def test_what_parses_with_a_call_in_it_is_refused(before: str, after: str) -> None:
    query = f"SELECT * {{ {before} {CALL} {after} }}"
    plain = f"SELECT * {{ {before} {CALL.replace('SERVICE', 'GRAPH')} {after} }}"
    # Where GRAPH in its place is a clause and not part of a string, SERVICE must be seen.
    if parses(query) and _asks(plain):
        with pytest.raises(QueryError, match="SERVICE"):
            check(query)


def _asks(query: str) -> bool:
    """Return whether the GRAPH clause of a query is one: then its variables are selected."""
    try:
        answer = ox.Store().query(query, prefixes={"a": "a:"})
    except (SyntaxError, OSError, ValueError):
        return False
    assert isinstance(answer, ox.QuerySolutions)
    return {"s", "p", "o"} <= {variable.value for variable in answer.variables}


@given(st.text(st.characters(exclude_characters="\\\"'\n\r")))
def test_words_in_strings_and_comments_are_free(words: str) -> None:
    check(f'SELECT ("{words} SERVICE {words}" AS ?x) {{ }} # SERVICE {words}')


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_has_an_end(opening: str, closing: str) -> None:
    check(f"SELECT * {{ {opening * 150}{closing * 150} }}")
    with pytest.raises(QueryError, match="200 deep"):
        check(f"SELECT * {{ {opening * 100_000}{closing * 100_000} }}")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nask {}", "ASK"),
        ("PREFIX select: <select> CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("BASE <SELECT> DESCRIBE <a>", "DESCRIBE"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_form(query: str, kind: str) -> None:
    assert form(query) == kind


@pytest.mark.parametrize("piece", ["a ", "a.", "<a", "'''x", '"', "\\u0041", "a:b", "\\", "?x "])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    import time

    begun = time.process_time()
    check(f"SELECT * {{ {piece * (256_000 // len(piece))} }}")
    assert time.process_time() - begun < 3
