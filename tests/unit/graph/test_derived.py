"""What is counted ahead equals what a query counts; search; the description of the data set."""

from __future__ import annotations

import random
import sqlite3
from base64 import b64decode
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox
import pytest
from graph_samples import JOINT, LEAD, SUPPORT, Draft, agency, harbin, liuzhou

from kg.errors import NoBuildError, QueryError, StoreError
from kg.graph.build import fill_store
from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.likeness import Shares, alike
from kg.graph.questions import questions
from kg.graph.search import search, write_index
from kg.graph.store import Store
from kg.graph.terms import PREFIXES
from kg.graph.wordings import plain, sketches
from kg.model import ResolvedDocument


def drawn(seed: int) -> list[ResolvedDocument]:
    """Documents with bodies, roles and themes drawn by lot."""
    draw = random.Random(seed)
    bodies = [agency(f"{place}局{n}", code) for place, code in PLACES for n in range(4)]
    made = []
    for number in range(3):
        draft = Draft(f"{number}.txt", jurisdiction=draw.choice(PLACES)[1])
        for at in range(12):
            chosen = draw.sample(bodies, draw.randint(1, 5))
            pairs = [(body, draw.choice((LEAD, SUPPORT, JOINT))) for body in chosen]
            themes = tuple(
                draw.sample(("7/公路", "7/铁路", "10/城市规划", "22"), draw.randint(0, 2))
            )
            draft.task(f"第{number}份的第{at}项任务。", *pairs, themes=themes)
        made.append(draft.done())
    return made


THEMES = ("7/公路", "7/铁路", "10/城市规划", "22")
PLACES = (("柳州市", "450200"), ("广西", "450000"), ("哈尔滨市", "230100"))


@pytest.fixture(scope="module", params=[1, 2, 3])
def counted(request: pytest.FixtureRequest) -> Store:
    store = Store.memory()
    fill_store(store, drawn(request.param), Iris())
    return store


def table(store: Store, sparql: str) -> set[tuple[str, ...]]:
    return {tuple(value.value for value in row.values()) for row in store.rows(sparql)}


@pytest.mark.parametrize(
    ("kept", "direct"),
    [
        (
            "SELECT ?b ?n { ?b kg:tasksLed ?n FILTER(?n > 0) }",
            "SELECT ?b (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?b ; kg:task ?t ; "
            "kg:role kg:lead } GROUP BY ?b",
        ),
        (
            "SELECT ?b ?n { ?b kg:tasksSupported ?n FILTER(?n > 0) }",
            "SELECT ?b (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?b ; kg:task ?t ; "
            "kg:role kg:support } GROUP BY ?b",
        ),
        (
            "SELECT ?b ?n { ?b kg:tasksJoint ?n FILTER(?n > 0) }",
            "SELECT ?b (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?b ; kg:task ?t ; "
            "kg:role kg:joint } GROUP BY ?b",
        ),
        (
            "SELECT ?b ?n { ?b kg:taskCount ?n ; a kg:Agency }",
            "SELECT ?b (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?b ; kg:task ?t } GROUP BY ?b",
        ),
        (
            "SELECT ?x ?n { ?x kg:taskCount ?n ; a kg:Theme }",
            "SELECT ?x (COUNT(DISTINCT ?t) AS ?n) { ?t a kg:Task ; kg:theme/skos:broader? ?x } "
            "GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?x kg:taskCount ?n ; a kg:Region }",
            "SELECT ?x (COUNT(DISTINCT ?t) AS ?n) "
            "{ ?t a kg:Task ; dcterms:isPartOf/kg:jurisdiction/skos:broader* ?x } GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?x kg:taskCount ?n ; a kg:Role }",
            "SELECT ?x (COUNT(DISTINCT ?t) AS ?n) { ?a kg:role ?x ; kg:task ?t } GROUP BY ?x",
        ),
        (
            "SELECT ?x ?n { ?x kg:taskCount ?n ; a kg:Document }",
            "SELECT ?x (COUNT(DISTINCT ?t) AS ?n) { ?t a kg:Task ; dcterms:isPartOf ?x } "
            "GROUP BY ?x",
        ),
        (
            "SELECT ?t ?n { ?t kg:bodyCount ?n }",
            "SELECT ?t (COUNT(DISTINCT ?b) AS ?n) { ?a kg:agency ?b ; kg:task ?t } GROUP BY ?t",
        ),
        (
            "SELECT ?t { ?t kg:leadCount 0 }",
            "SELECT ?t { ?t a kg:Task FILTER NOT EXISTS { ?a kg:task ?t ; kg:role kg:lead } }",
        ),
        (
            "SELECT ?b ?r ?x ?n { ?y kg:tallyBody ?b ; kg:tallyRole ?r ; kg:tallyTheme ?x ; "
            "kg:count ?n }",
            "SELECT ?b ?r ?x (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?b ; kg:role ?r ; "
            "kg:task ?t . ?t kg:theme/skos:broader? ?x } GROUP BY ?b ?r ?x",
        ),
        (
            "SELECT ?g ?r ?x ?n { ?y kg:tallyRegion ?g ; kg:tallyRole ?r ; kg:tallyTheme ?x ; "
            "kg:count ?n }",
            "SELECT ?g ?r ?x (COUNT(DISTINCT ?t) AS ?n) { ?a kg:role ?r ; kg:task ?t . "
            "?t kg:theme/skos:broader? ?x ; dcterms:isPartOf/kg:jurisdiction/skos:broader* ?g } "
            "GROUP BY ?g ?r ?x",
        ),
        (
            "SELECT ?one ?two ?n { ?c kg:between ?one, ?two ; kg:count ?n FILTER(?one != ?two) }",
            "SELECT ?one ?two (COUNT(DISTINCT ?t) AS ?n) { ?a kg:agency ?one ; kg:task ?t . "
            "?b kg:agency ?two ; kg:task ?t FILTER(?one != ?two) } GROUP BY ?one ?two",
        ),
        (
            "SELECT ?one ?two ?t { ?c kg:between ?one, ?two ; kg:sharedTask ?t "
            "FILTER(?one != ?two) }",
            "SELECT DISTINCT ?one ?two ?t { ?a kg:agency ?one ; kg:task ?t . "
            "?b kg:agency ?two ; kg:task ?t FILTER(?one != ?two) }",
        ),
    ],
)
def test_counts_equal_the_direct_query(counted: Store, kept: str, direct: str) -> None:
    expected = table(counted, direct)
    assert expected
    assert table(counted, kept) == expected


def test_weights_are_newmans(counted: Store) -> None:
    bodies: dict[str, set[str]] = {}
    for row in counted.rows("SELECT ?t ?b { ?a kg:task ?t ; kg:agency ?b }"):
        bodies.setdefault(row["t"].value, set()).add(row["b"].value)
    found = 0
    pattern = "?c kg:between ?one, ?two ; kg:weight ?w FILTER(STR(?one) < STR(?two))"
    query = f"SELECT ?one ?two ?w {{ {pattern} }}"
    for row in counted.rows(query):
        pair = {row["one"].value, row["two"].value}
        direct = sum(Fraction(1, len(of) - 1) for of in bodies.values() if pair <= of)
        assert float(row["w"].value) == pytest.approx(float(direct), abs=1e-6)
        found += 1
    assert found


def test_hundreds_count_down(counted: Store) -> None:
    query = "SELECT ?h ?n { ?c kg:hundred ?h ; kg:count ?n }"
    rows = [(int(row["h"].value), int(row["n"].value)) for row in counted.rows(query)]
    by_hundred: dict[int, list[int]] = {}
    for hundred, count in rows:
        by_hundred.setdefault(hundred, []).append(count)
    assert all(len(by_hundred[at]) == 100 for at in range(1, max(by_hundred)))
    for at in range(1, max(by_hundred)):
        assert min(by_hundred[at]) >= max(by_hundred[at + 1])


def test_a_wording_has_one_sketch_alone_and_among_many() -> None:
    drawn = random.Random(4)
    words = ["".join(drawn.choices("建设物流平台服务产业2025gé𠮷\ud800", k=30)) for _ in range(300)]
    assert sketches(words) == [sketch for word in words for sketch in sketches([word])]
    assert len(set(sketches(words))) == 300


def bands(words: list[str]) -> Any:
    octets = b"".join(b64decode(sketch) for sketch in sketches(words))
    return np.frombuffer(octets, dtype="<u4").reshape(len(words), -1)


def found_alike(words: list[str], least: float, shares: Shares | None = None) -> Any:
    found = alike(bands(words), words.__getitem__, shares or Shares(digests(words)), least)
    return found.tolist()


def digests(words: list[str]) -> Any:
    return np.array([f"{at:012}".encode() for at in range(len(words))])


class TestWordings:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("（三）建设 平台。", "建设平台"),
            ("1.建设平台", "建设平台"),
            ("①（2）建设平台；", "建设平台"),
            ("第三条 建设平台", "建设平台"),
            ("5G 基站", "5G基站"),
            ("三农工作", "三农工作"),
        ],
    )
    def test_plain(self, words: str, expected: str) -> None:
        assert plain(words) == expected

    def test_share_is_true(self) -> None:
        words = [
            "建设智慧物流平台服务产业发展",
            "加快建设智慧物流平台服务产业发展",
            "全面整治市场秩序维护公平竞争",
        ]
        found = found_alike(words, 0.6)
        assert [(one, other) for one, other, _ in found] == [(0, 1)]
        assert found[0][2] == pytest.approx(11 / 13)

    def test_finds_what_brute_force_finds(self) -> None:
        draw = random.Random(3)
        parts = [
            "建设物流平台",
            "改造农村公路",
            "整治市场秩序",
            "培育龙头企业",
            "完善服务体系",
            "推进数据共享",
        ]
        words = sorted({"".join(draw.choices(parts, k=6)) for _ in range(60)})

        def pieces(text: str) -> set[str]:
            return {text[at : at + 4] for at in range(len(text) - 3)}

        def share(one: int, other: int) -> float:
            a, b = pieces(words[one]), pieces(words[other])
            return len(a & b) / len(a | b)

        all_pairs = [(a, b) for a in range(len(words)) for b in range(a + 1, len(words))]
        brute = {pair for pair in all_pairs if share(*pair) >= 0.8}
        found = {(one, other) for one, other, _ in found_alike(words, 0.8)}
        assert found <= brute
        assert len(found) >= 0.95 * len(brute)

    def test_what_is_known_is_not_worked_out_again(self) -> None:
        draw = random.Random(4)
        words = ["".join(draw.choices("建设物流平台改造公路", k=24)) for _ in range(50)]
        words += [f"{word}等" for word in words]
        first = Shares(digests(words))
        found = found_alike(words, 0.6, first)
        again = Shares(digests(words), first.kept())
        asked: list[int] = []

        def never(at: int) -> str:
            asked.append(at)
            return words[at]

        assert alike(bands(words), never, again, 0.6).tolist() == found
        assert len(found) >= 50
        assert not asked
        assert again.kept() == first.kept()

    def test_crowds_tell_nothing_and_hide_nothing(self) -> None:
        """Two that are alike are found by a band of their own, whatever crowd shares another."""
        numbers = np.zeros((62, 16), dtype="<u4")
        numbers[:, 1:] = np.arange(62 * 15).reshape(62, 15) + 7
        numbers[1, 5] = numbers[0, 5]
        words = ["建设智慧物流平台服务产业发展"] * 62
        found = alike(numbers, words.__getitem__, Shares(digests(words)))
        assert [pair[:2] for pair in found.tolist()] == [(0, 1)]


class TestSearch:
    @pytest.fixture(scope="class")
    def index(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        path = tmp_path_factory.mktemp("index") / "search.sqlite"
        texts = [
            ("t:1", "建设智慧物流\n平台，服务5G Industry产业。"),
            ("t:2", "物流"),
            ("t:3", "流通、物产"),
            ("t:4", "改造𠮷林路。"),
        ]
        write_index(path, texts)
        return path

    @pytest.mark.parametrize(
        ("words", "tasks"),
        [
            ("物流", ["t:1", "t:2"]),
            ("流", ["t:1", "t:2", "t:3"]),
            ("物", ["t:1", "t:2", "t:3"]),
            ("台", ["t:1"]),
            ("智慧物流平台服务", ["t:1"]),
            ("平台 智慧", ["t:1"]),
            ("平台 公路", []),
            ("5g", ["t:1"]),
            ("INDUSTRY", ["t:1"]),
            ("流物", []),
            ("𠮷林", ["t:4"]),
            ('物流" OR "流通', []),
            ("物流*", ["t:1", "t:2"]),
            ("NEAR(物流)", []),
        ],
    )
    def test_finds(self, index: Path, words: str, tasks: list[str]) -> None:
        assert sorted(hit.task for hit in search(index, words)) == tasks

    def test_marks_are_where_the_words_are(self, index: Path) -> None:
        for hit in search(index, "智慧物流平台"):
            assert [hit.text[a:b] for a, b in hit.marks] == ["智慧物流\n平台"]

    def test_pages(self, index: Path) -> None:
        pages = [search(index, "流", limit=1, offset=at)[0].task for at in range(3)]
        assert sorted(pages) == ["t:1", "t:2", "t:3"]

    @pytest.mark.parametrize("words", ["", "  ", "，。", '"'])
    def test_nothing_to_look_for(self, index: Path, words: str) -> None:
        with pytest.raises(QueryError, match="nothing to look for"):
            search(index, words)

    def test_no_index(self, tmp_path: Path) -> None:
        with pytest.raises(NoBuildError):
            search(tmp_path / "none", "物流")

    def test_damaged_index(self, tmp_path: Path) -> None:
        (tmp_path / "bad").write_bytes(b"nonsense" * 1000)
        with pytest.raises(StoreError, match="cannot be read"):
            search(tmp_path / "bad", "物流")

    def test_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="cannot be written"):
            write_index(tmp_path / "none" / "index", [])

    def test_substrings_by_chance(self, tmp_path: Path) -> None:
        draw = random.Random(5)
        texts = [(f"t:{n}", "".join(draw.choices("物流平台智慧", k=12))) for n in range(60)]
        write_index(tmp_path / "index", texts)
        for length in (1, 2, 3, 4):
            for _ in range(20):
                words = "".join(draw.choices("物流平台智慧", k=length))
                found = {hit.task for hit in search(tmp_path / "index", words, limit=100)}
                assert found == {task for task, text in texts if words in text}

    def test_sqlite_has_what_it_takes(self) -> None:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(a)")


class TestDescription:
    def test_counts(self, store: Store) -> None:
        def number(pattern: str) -> int:
            return int(next(iter(store.rows(f"SELECT ?n {{ {pattern} }}")))["n"].value)

        described = ox.NamedNode(Iris().graph("dataset"))
        rest = len(store) - len(list(store.inner.quads_for_pattern(None, None, None, described)))
        assert number("?d a void:Dataset ; void:triples ?n") == rest
        partition = "?d void:classPartition [ void:class kg:Task ; void:entities ?n ]"
        assert number(partition) == 7

    def test_prefixes_and_examples_for_editors(self, store: Store) -> None:
        prefixes = table(store, "SELECT ?p ?n { ?d sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }")
        assert prefixes == set(PREFIXES.items())
        examples = list(
            store.rows("SELECT ?q ?t { ?e a sh:SPARQLExecutable ; sh:select ?q ; rdfs:label ?t }")
        )
        assert {row["t"].value for row in examples} >= {one.title for one in questions()}
        for query in {row["q"].value for row in examples}:
            store.query(query)
            assert "UNDEF" not in query
            assert "#?" not in query

    def test_the_ontology_is_inside(self, store: Store) -> None:
        graph = ONTOLOGY.rstrip("#")
        assert len(list(store.rows(f"SELECT ?c {{ GRAPH <{graph}> {{ ?c a owl:Class }} }}"))) > 20

    def test_the_build_replaces_all(self) -> None:
        store = Store.memory()
        fill_store(store, [liuzhou(), harbin()], Iris())
        fill_store(store, [liuzhou()], Iris())
        once = Store.memory()
        fill_store(once, [liuzhou()], Iris())
        assert set(store.inner) == set(once.inner)

    def test_empty(self) -> None:
        store = Store.memory()
        fill_store(store, [replace(liuzhou(), tasks=(), opens=(), rules=())], Iris())
        assert len(list(store.rows("SELECT ?d { ?d kg:taskCount 0 }"))) == 1
