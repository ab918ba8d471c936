"""Documents as RDF: every statement once, every quote the slice, IRIs that stay the same."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from graph_samples import COMMERCE, LEAD, SUPPORT, TRANSPORT, Draft, harbin, liuzhou

from kg.graph.build import fill_store
from kg.graph.dates import last_day, reading
from kg.graph.iri import Iris
from kg.graph.rdf import quads
from kg.graph.store import Store
from kg.graph.terms import date, decimal, name, text
from kg.model import ResolvedDocument

IRIS = Iris()


def loaded(*documents: object) -> Store:
    store = Store.memory()
    for document in documents:
        store.load(quads(document, IRIS))  # type: ignore[arg-type]
    return store


def filled(*documents: ResolvedDocument) -> Store:
    store = Store.memory()
    fill_store(store, documents, IRIS)
    return store


def named(store: ox.Store) -> set[ox.Quad]:
    """Return the statements without blank nodes, whose names are not those of the file."""
    return {q for q in store if not {type(q.subject), type(q.object)} & {ox.BlankNode}}


def count(store: Store, pattern: str) -> int:
    return len(list(store.rows(f"SELECT * {{ {pattern} }}")))


class TestQuads:
    def test_each_once_in_the_graph_of_the_document(self) -> None:
        found = list(quads(liuzhou(), IRIS))
        assert len(found) == len(set(found))
        assert {quad.graph_name.value for quad in found} == {IRIS.document(liuzhou().document)}

    def test_no_statement_in_two_graphs(self) -> None:
        documents = [liuzhou(), harbin()]
        found = [q.triple for one in documents for q in quads(one, IRIS)]
        assert len(found) == len(set(found))
        whole = [quad.triple for quad in filled(*documents).inner]
        assert len(whole) == len(set(whole)) > len(found)

    def test_the_same_every_time(self) -> None:
        assert list(quads(liuzhou(), IRIS)) == list(quads(liuzhou(), IRIS))

    def test_quotes_are_slices(self) -> None:
        document = liuzhou()
        rows = list(
            loaded(document).rows(
                "SELECT ?start ?end ?quote { ?p oa:hasSelector ?a, ?b . "
                "?a oa:start ?start ; oa:end ?end . ?b oa:exact ?quote }"
            )
        )
        assert len(rows) > 20
        for row in rows:
            start, end = int(row["start"].value), int(row["end"].value)
            assert document.document.source.text[start:end] == row["quote"].value

    def test_assignments_over_the_union(self) -> None:
        store = loaded(liuzhou(), harbin())
        assert count(store, "?a kg:task ?t ; kg:agency ?g ; kg:role ?r") == 14

    def test_base(self) -> None:
        other = Iris("https://example.org/")
        found = list(quads(liuzhou(), other))
        assert not [q for q in found if q.subject.value.startswith(IRIS.base)]  # type: ignore[union-attr]


class TestNames:
    @pytest.mark.parametrize(
        "char",
        [*' "<>{}|\\^`%#?[]\x00\n\x85\xa0\u2028\u202e\u3000\ufdd0\ufeff\uffff\ue000\U000e0001'],
    )
    def test_what_no_iri_may_hold_is_escaped(self, char: str) -> None:
        """RFC 3987, and blanks of every kind, which other readers of RDF refuse."""
        escaped = "".join(f"%{octet:02X}" for octet in char.encode())
        assert IRIS.agency(f"450000/甲{char}乙") == f"{IRIS.base}agency/450000/甲{escaped}乙"

    def test_chinese_stays_readable(self) -> None:
        assert IRIS.agency("450000/柳州市（区）·𠮷局").endswith("/450000/柳州市（区）·𠮷局")


class TestReprints:
    def test_is_no_task_and_counts_once(self) -> None:
        store = loaded(liuzhou())
        assert count(store, "?t a kg:Task") == 5
        assert count(store, "?r kg:reprintOf ?t . ?t a kg:Task") == 1

    def test_its_words_are_further_evidence(self) -> None:
        store = loaded(liuzhou())
        pattern = "?r kg:reprintOf ?t . ?a kg:task ?t ; kg:role kg:lead ; oa:hasTarget ?p"
        assert count(store, pattern) == 2

    def test_a_body_that_only_the_reprint_names(self) -> None:
        draft = Draft()
        first = draft.task("建设平台。", (TRANSPORT, LEAD))
        draft.task("建设平台", (TRANSPORT, LEAD), (COMMERCE, SUPPORT), reprint_of=first)
        store = loaded(draft.done())
        assert count(store, "?t a kg:Task . ?a kg:task ?t ; kg:role ?r") == 2

    def test_of_a_reprint(self) -> None:
        draft = Draft()
        first = draft.task("建设平台。", (TRANSPORT, LEAD))
        second = draft.task("建设平台", (TRANSPORT, LEAD), reprint_of=first)
        draft.task("建设 平台", (TRANSPORT, LEAD), reprint_of=second)
        assert count(loaded(draft.done()), "?r kg:reprintOf ?t . ?t a kg:Task") == 2


class TestHostile:
    @pytest.mark.parametrize(
        "words",
        [
            "<b>&\"'\\",
            "\x00\x01",
            "a\u2028b",
            "\ud83d",
            "𠀀𪚥",
            "{|}^`%#?",
            "\u202e\u200f",
            "\ufeff",
        ],
    )
    def test_any_characters(self, words: str) -> None:
        draft = Draft(name=words, title=words, number=words, issuer=words)
        body = replace(COMMERCE, key=f"-/{words}", label=f"局{words}", jurisdiction="")
        # a file's text can hold no half surrogate pairs; names from elsewhere might
        if words != "\ud83d":
            draft.task(f"任务{words}。", (body, LEAD), deadline=words, section=words)
            documents = [draft.done()]
        else:
            documents = [replace(liuzhou(), jurisdiction=words)]
        store = filled(*documents)
        assert count(store, "?t a kg:Task") >= 1
        for form in (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS):
            again = ox.Store()
            again.load(store.inner.dump(format=form), format=form)
            assert named(again) == named(store.inner)


class TestVocabulary:
    def test_regions_have_labels_and_lie_in_each_other(self) -> None:
        store = filled(liuzhou())
        within = "?r skos:notation '450206' ; geo:sfWithin/skos:notation ?code"
        codes = {row["code"].value for row in store.rows(f"SELECT ?code {{ {within} }}")}
        assert codes == {"100000", "450000", "450200", "450206"}
        assert count(store, "?r skos:notation '450206' ; skos:prefLabel '柳江区'@zh") == 1

    def test_names_as_written_are_other_labels(self) -> None:
        draft = Draft()
        draft.task("建设平台。", (replace(COMMERCE, label="市商务局"), LEAD))
        written = draft.done()
        resolved = written.tasks[0].resolutions[0]
        whole = replace(resolved, agency=COMMERCE)
        document = replace(written, tasks=(replace(written.tasks[0], resolutions=(whole,)),))
        store = filled(document)
        assert (
            count(store, "?b skos:prefLabel '柳州市商务局'@zh ; skos:altLabel '市商务局'@zh") == 1
        )

    def test_candidates_and_members_have_names(self) -> None:
        store = filled(liuzhou())
        assert count(store, "?a kg:candidate/skos:prefLabel '广西壮族自治区商务厅'@zh") == 2
        assert count(store, "?g kg:inferredMember/skos:prefLabel '柳城县人民政府'@zh") == 1


@pytest.mark.parametrize(
    ("written", "issued", "day"),
    [
        ("2022年6月底前", "", "2022-06-30"),
        ("2022年底前", "", "2022-12-31"),
        ("2022年2月", "", "2022-02-28"),
        ("2024年2月底", "", "2024-02-29"),
        ("2022年6月15日前", "", "2022-06-15"),
        ("2022.6.15", "", "2022-06-15"),
        ("2022-06", "", "2022-06-30"),
        ("2022年上半年", "", "2022-06-30"),
        ("2022年第三季度", "", "2022-09-30"),
        ("2021—2023年", "", "2023-12-31"),
        ("2021年至2023年", "", "2023-12-31"),
        ("2021年12月底前启动，2023年底前完成", "", "2023-12-31"),
        (" 2022 年 6 月 底前 ", "", "2022-06-30"),
        ("6月底前", "2022-03-01", "2022-06-30"),
        ("2月底前", "2022-03-01", ""),
        ("6月底前", "", ""),
        ("年底前", "2022-03-01", "2022-12-31"),
        ("年内完成", "2022", "2022-12-31"),
        ("2022年2月30日前", "", ""),
        ("长期坚持", "2022-03-01", ""),
        ("持续推进", "", ""),
        ("", "2022-03-01", ""),
        ("第2022号", "", ""),
        ("10月底前", "2022-03-01", "2022-10-31"),
    ],
)
def test_last_day(written: str, issued: str, day: str) -> None:
    assert last_day(written, issued) == day


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("建设\n平台", "建设平台"),
        ("　建设 平台 ， 服务", "建设平台，服务"),
        ("use 5G  now", "use 5G now"),
        ("建设 5G 基站", "建设5G基站"),
        ("a　　b 　c", "ab c"),
        ("", ""),
    ],
)
def test_reading(raw: str, words: str) -> None:
    assert reading(raw) == words


def test_terms() -> None:
    assert name("kg:task").value == "https://w3id.org/fengong/ontology#task"
    assert str(text("五", "zh")) == '"五"@zh'
    assert text("\ud800五").value == "?五"
    assert decimal(1 / 3).value == "0.333333"
    assert decimal(2.0).value == "2"
    assert decimal(100).value == "100"
    dates = [date(one) for one in ("2021", "2021-03", "2021-03-05")]
    kinds = [one.datatype.value.rpartition("#")[2] for one in dates]
    assert kinds == ["gYear", "gYearMonth", "date"]
