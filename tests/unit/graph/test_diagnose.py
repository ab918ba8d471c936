"""What is wrong with a query is said in plain words, at the place where the mistake is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.diagnose import broken, fault
from kg.graph.questions import Question, questions
from kg.graph.store import Store

# A query, where its mistake stands, what is said of it, and the way out.
BROKEN = [
    ("", 1, 1, "there is nothing in it", "Start with SELECT"),
    ("# a note\n\n", 1, 1, "there is nothing in it", "Start with SELECT"),
    ("SELEC ?x { ?x a ?y }", 1, 1, "no query starts with “SELEC”", "Did you mean SELECT?"),
    ("tell me all", 1, 1, "no query starts with “tell”", "Start with SELECT"),
    ("SELECT ?x {", 1, 11, "{ is not closed", "Add }"),
    ("SELECT ?x { ?x kg:here ?y", 1, 11, "{ is not closed", "Add }"),
    ("SELECT ?x {\n FILTER(?x = 1 }", 2, 8, "( is not closed before the }", "Add )"),
    ("SELECT ?x {\n ?x a kg:Task }}", 2, 16, "} closes nothing", "Leave it out"),
    ("SELECT ?x { ?x a ?y } )", 1, 23, ") closes nothing", "Leave it out"),
    ("SELECT ?x { ?x a 'abc }", 1, 18, "text that begins here has no end", "Close it with '"),
    ("SELECT ?x { ?x foo:bar ?y }", 1, 16, "the prefix foo: is not declared", "PREFIX foo:"),
    ("SELECT ?x { ?x sko:note ?y }", 1, 16, "the prefix sko: is not", "Did you mean skos:?"),
    ("SELECT x { ?x a kg:Task }", 1, 8, "x is no word of SPARQL", "Write ?x for a variable"),
    ("SELECT ?x { FLTER(?x > 1) }", 1, 13, "FLTER is no function", "Did you mean FILTER?"),
    ("SELECT ?x { ?x a ?y FILTER(FOO(?y)) }", 1, 28, "FOO is no function", "Did you mean FLOOR?"),
    ("SELECT ?x { ?x a ?y FILTER(STRSTART(?y, 'a')) }", 1, 28, "STRSTART is no", "STRSTARTS?"),
    ("SELECT ?x { ?x a ?y } LIMIT ten", 1, 23, "LIMIT needs a number", "LIMIT 10"),
    ("SELECT ?x { ?x a ?y } LIMIT", 1, 23, "LIMIT needs a number", "LIMIT 10"),
    ("SELECT ?x { ?x a ?y } ORDER ?x", 1, 23, "ORDER needs BY", "ORDER BY ?x"),
    ("SELECT * { ?x a ?y OPTIONAL ?x ?p ?o }", 1, 20, "OPTIONAL needs a pattern", "OPTIONAL {"),
    ("SELECT ?x { ?x ?p ?o FILTER(?o > ) }", 1, 32, "there is nothing behind >", "Add a value"),
    ("SELECT ?x WHERE { ?x a }", 1, 19, "a pattern is not complete", "subject, property and"),
    ("SELECT ?x WHERE {\n ?x ?p }", 2, 2, "a pattern is not complete", "subject, property and"),
    ("SELECT ?x { ?x a ?y . ?x }", 1, 23, "a pattern is not complete", "subject, property and"),
    ("SELECT ?x { ?x a <not an iri> }", 1, 18, "there is a blank in an IRI", "%20"),
    ("SELECT ?x { ?x a <Task> }", 1, 18, "<Task> is no whole IRI", "https://"),
    ("SELECT ?t { ?t ?p ?w FILTER(CONTAINS(?w，'物')) }", 1, 40, "， is a sign of", "Write , i"),
    ("SELECT ?t { ?t ?p “物” }", 1, 19, "“ is a sign of Chinese text", 'Write " instead'),
    ("SELECT ?t （COUNT(?t) AS ?n) {}", 1, 11, "（ is a sign of Chinese text", "Write ( instead"),
    ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", 1, 8, "?x is neither grouped", "GROUP BY ?x"),
    ("SELECT ?y { ?x ?p ?y } GROUP BY ?x", 1, 8, "?y is neither grouped by", "GROUP BY ?y"),
    ("SELECT ?x { ?x a ?y BIND(1 AS ?x) }", 1, 31, "?x has a value already", "another name"),
]


@pytest.mark.parametrize(("sparql", "line", "column", "problem", "remedy"), BROKEN)
def test_a_broken_query(sparql: str, line: int, column: int, problem: str, remedy: str) -> None:
    with pytest.raises(QueryError) as caught:
        Store.memory().query(sparql)
    assert caught.value.place == f"line {line}, column {column}"
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_what_no_rule_knows_is_told_by_the_place_of_the_parser() -> None:
    with pytest.raises(QueryError, match=r"line 1, column 29: .* it ends too early"):
        Store.memory().query("SELECT ?x { ?x a ?y } HAVING")
    message = "error at 1:22: expected [_]"
    assert "cannot be understood from “HAVING” on" in str(
        broken("SELECT * { ?x a ?y } HAVING", message)
    )
    assert "oh dear" in str(broken("SELECT ?x { ?x ?p ?o }", "oh dear"))


@pytest.mark.parametrize("one", questions(), ids=[one.name for one in questions()])
def test_nothing_is_wrong_with_a_query_that_is_right(one: Question) -> None:
    assert fault(one.sparql) is None


@given(st.text("SELECT ?x{}().;,'\"<>:a1@^|/*+-=!&#\\\n，“", max_size=60))
def test_the_rules_hold_for_any_text(sparql: str) -> None:
    found = fault(sparql)
    assert found is None or 0 <= found.at <= len(sparql)
