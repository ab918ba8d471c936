"""Named questions: their answers, their parameters, and that no value becomes part of a query."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.graph.names import complete, find
from kg.graph.questions import Question, ask, fill, question, questions, terms
from kg.graph.store import Store

EXPECTED = json.loads((Path(__file__).parent / "expected_answers.json").read_text("utf-8"))
NAMES = [one.name for one in questions()]
HOSTILE = [
    'x" } UNION { ?s ?p ?o } #',
    "x' } ; DROP ALL #",
    "x\\",
    'x\\" }',
    "x\n} SELECT * { ?s ?p ?o",
    "VALUES ?partner { UNDEF }",
    "LIMIT 5\nLIMIT 7",
    "<http://a> } {",
    "\u0000",
    "五\u2028六",
]


def short(value: object) -> str:
    return "" if value is None else value.value.replace("https://w3id.org/fengong/ontology#", "kg:")  # type: ignore[attr-defined]


def answered(store: Store, name: str, values: dict[str, str]) -> list[list[str]]:
    if values.get("task") == "":
        task = next(iter(store.rows("SELECT ?t { ?t kg:implements ?higher }")))["t"]
        values = {**values, "task": task.value}
    answer = ask(store, name, values)
    assert isinstance(answer, ox.QuerySolutions)
    columns = EXPECTED[name]["columns"]
    return [[short(row[column]) for column in columns] for row in answer]


def test_there_are_enough() -> None:
    assert len(NAMES) >= 20
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_expected_answer(store: Store, name: str) -> None:
    found = answered(store, name, EXPECTED[name]["values"])
    expected = EXPECTED[name]["rows"]
    if "ORDER BY" in question(name).sparql.replace("#?", "") and "#?" not in "".join(
        line for line in question(name).sparql.splitlines() if "ORDER BY" in line
    ):
        assert found == expected
    else:
        assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("one", questions(), ids=NAMES)
class TestForm:
    def test_titles(self, one: Question) -> None:
        assert re.search(r"[\u4e00-\u9fff]", one.title)
        assert one.title_en.isascii()

    def test_is_sparql_as_it_stands(self, one: Question, store: Store) -> None:
        store.query(one.sparql)

    def test_has_one_page(self, one: Question) -> None:
        assert len(re.findall(r"^\s*LIMIT \d+$", one.sparql, re.MULTILINE)) == 1

    def test_binds_every_parameter_once(self, one: Question) -> None:
        for parameter in one.parameters:
            assert one.sparql.count(f"VALUES ?{parameter.name} {{ UNDEF }}") == 1
            assert parameter.label
            assert parameter.label_en.isascii()

    def test_declares_its_prefixes(self, one: Question) -> None:
        ox.Store().query(one.sparql)

    def test_pages_do_not_overlap(self, one: Question, store: Store) -> None:
        values = EXPECTED[one.name]["values"]
        if values.get("task") == "":
            task = next(iter(store.rows("SELECT ?t { ?t kg:implements ?higher }")))["t"]
            values = {"task": task.value}
        whole = [str(row) for row in ask(store, one.name, values)]  # type: ignore[union-attr]
        for at in range(len(whole)):
            page = [str(row) for row in ask(store, one.name, values, limit=1, offset=at)]  # type: ignore[union-attr]
            assert len(page) <= 1 or "SELECT DISTINCT" in one.sparql


class TestOptional:
    @pytest.mark.parametrize(
        ("name", "values", "count"),
        [
            ("who-leads", {"body": "柳州市交通运输局"}, 2),
            ("who-leads", {"theme": "10"}, 2),
            ("who-leads", {"theme": "10/城市规划"}, 2),
            ("who-leads", {"body": "柳州市交通运输局", "theme": "7/公路"}, 2),
            ("region-theme-tasks", {"region": "450000", "theme": "10"}, 2),
            ("region-theme-tasks", {"region": "柳州市", "theme": "公路"}, 3),
            ("without-lead", {"document": "柳政办发〔2021〕5号"}, 1),
            ("without-lead", {"document": "哈政发〔2022〕8号"}, 0),
            ("most-tasks", {"kind": "group"}, 1),
            ("most-tasks", {"tier": "province"}, 2),
            ("bodies-of-theme", {"theme": "7", "role": "lead"}, 3),
            ("bodies-of-theme", {"theme": "7", "role": "牵头"}, 3),
            ("same-task-elsewhere", {"region": "柳州市"}, 1),
            ("successors", {"body": "哈尔滨市国土资源局"}, 1),
            ("successors", {"body": "哈尔滨市商务局"}, 0),
            ("strongest-ties", {"hundred": "2"}, 0),
            ("tasks-in-place", {"place": "北部湾经济区"}, 0),
        ],
    )
    def test_narrows(self, store: Store, name: str, values: dict[str, str], count: int) -> None:
        assert len(list(ask(store, name, values))) == count  # type: ignore[arg-type]


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "values", "words"),
        [
            ("none", {}, "no question"),
            ("works-with", {}, "needs the parameter body"),
            ("works-with", {"boss": "x"}, "no such parameter"),
            ("works-with", {"body": "柳州市"}, "Did you mean 柳州市商务局"),
            ("works-with", {"body": ""}, "no body has this name"),
            ("works-with", {"body": "http://a b"}, "no IRI"),
            ("due-between", {"from": "2022", "until": "2022-12-31"}, "no date"),
            ("due-between", {"from": "2022-01-01", "until": "2022-13-01"}, "no date"),
            ("strongest-ties", {"hundred": "-1"}, "no number"),
            ("strongest-ties", {"hundred": "٣"}, "no number"),
        ],
    )
    def test_in_words(self, store: Store, name: str, values: dict[str, str], words: str) -> None:
        with pytest.raises(QueryError, match=re.escape(words)):
            ask(store, name, values)

    def test_two_of_a_name(self, store: Store) -> None:
        twice = Store.memory()
        twice.load(store.inner)
        kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
        node, agency = (
            ox.NamedNode("https://example.org/second"),
            ox.NamedNode("https://w3id.org/fengong/ontology#Agency"),
        )
        twice.add([ox.Quad(node, kind, agency), ox.Quad(node, label, ox.Literal("柳州市商务局"))])
        twice.add([ox.Quad(*triple, node) for triple in ((node, kind, agency),)])
        twice.add([ox.Quad(node, label, ox.Literal("柳州市商务局"), node)])
        with pytest.raises(QueryError, match="2 things have this name"):
            find(twice, "body", "柳州市商务局")


class TestInjection:
    @pytest.mark.parametrize("value", HOSTILE)
    def test_text_stays_text(self, store: Store, value: str) -> None:
        one = question("most-tasks")
        sparql = fill(one, terms(store, one, {"kind": value}))
        assert list(store.query(sparql)) == []  # type: ignore[arg-type]

    @pytest.mark.parametrize("value", HOSTILE)
    def test_names_stay_names(self, store: Store, value: str) -> None:
        with pytest.raises(QueryError):
            ask(store, "works-with", {"body": value})
        assert complete(store, "body", value) == []

    def test_values_are_bound_in_one_pass(self, store: Store) -> None:
        one = Question(
            "two",
            "",
            "",
            question("shared-tasks").parameters,
            "SELECT * {\n VALUES ?body { UNDEF }\n VALUES ?partner { UNDEF }\n}\n",
        )
        values = {"body": ox.Literal("VALUES ?partner { UNDEF }"), "partner": ox.Literal('"')}
        row = next(iter(store.query(fill(one, values))))  # type: ignore[arg-type]
        assert row["body"] == values["body"]
        assert row["partner"] == values["partner"]

    @given(st.text())
    def test_any_text_comes_back_as_it_went_in(self, value: str) -> None:
        one = Question("echo", "", "", (), "SELECT ?x {\n VALUES ?x { UNDEF }\n}\nLIMIT 1\n")
        answer = Store.memory().query(fill(one, {"x": ox.Literal(value)}, limit=5, offset=0))
        assert [row["x"].value for row in answer] == [value]  # type: ignore[union-attr]


def test_completion_prefers_short_names(store: Store) -> None:
    labels = [label for _, label in complete(store, "body", "发展和改革")]
    assert labels == sorted(labels, key=lambda one: (len(one), one))
    assert len(complete(store, "body", "", limit=3)) == 3


def test_a_mistyped_question_is_answered_with_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"Did you mean who-leads\? There are: bodies-of-theme"):
        question("who-lead")
