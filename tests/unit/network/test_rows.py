from __future__ import annotations

from dataclasses import replace

import pytest
from network_samples import BASE, MemoryStore, row

from kg.model import Role
from kg.network.rows import Body, Selection, rows, select

TRIG = """
:d1 {
  :d1 a kg:Document ; dcterms:title "柳州市方案" ; dcterms:issued "2022-03-01" ;
      kg:jurisdiction :r450200 .
  :t1 a kg:Task ; dcterms:isPartOf :d1 ; kg:theme :roads, :rail ; kg:place :r450200, :area .
  :t1b a kg:Task ; dcterms:isPartOf :d1 ; kg:reprintOf :t1 .
  :a1 kg:task :t1 ; kg:agency :traffic ; kg:role kg:lead .
  :a2 kg:task :t1 ; kg:agency :cities ; kg:role kg:support .
  :a3 kg:task :t1b ; kg:agency :traffic ; kg:role kg:lead .
}
:d2 {
  :d2 a kg:Document .
  :t2 a kg:Task ; dcterms:isPartOf :d2 .
  :a4 kg:task :t2 ; kg:agency :nameless ; kg:role kg:joint .
  :traffic skos:prefLabel "市交通运输局"@zh .
}
:labels {
  :traffic skos:prefLabel "市交通运输局"@zh, "Transport Bureau"@en ; kg:jurisdiction :r450200 ;
      kg:system :transport ; kg:tier kg:prefecture ; kg:kind "department" .
  :cities skos:prefLabel "各有关市人民政府"@zh ; kg:kind "group" ;
      kg:inferredMember :guilin, :baise .
  :guilin skos:prefLabel "桂林市人民政府" .
  :transport skos:prefLabel "交通运输"@zh .
  :r450200 skos:notation "450200" ; skos:prefLabel "柳州市"@zh, "Liuzhou"@en .
  :roads skos:notation "7/公路" .
  :rail skos:notation "7/铁路" .
}
"""


@pytest.fixture(scope="module")
def found():
    return rows(MemoryStore(TRIG), Selection(members=True))


def test_a_row_carries_task_document_and_body(found):
    first = next(r for r in found if r.assignment == f"{BASE}a1")
    assert first == replace(
        first,
        task=f"{BASE}t1",
        role=Role.LEAD,
        document=f"{BASE}d1",
        title="柳州市方案",
        date="2022-03-01",
        issuer="450200",
        themes=("7/公路", "7/铁路"),
        regions=("450200", f"{BASE}area"),
    )
    assert first.body == Body(
        f"{BASE}traffic",
        "市交通运输局",
        "Transport Bureau",
        jurisdiction="450200",
        jurisdiction_label="柳州市",
        tier="prefecture",
        system="交通运输",
        kind="department",
    )
    assert (first.agency, first.year) == (f"{BASE}traffic", "2022")


def test_statements_that_stand_in_two_graphs_count_once(found):
    assert len([r for r in found if r.assignment == f"{BASE}a1"]) == 1


def test_a_reprint_counts_as_the_task_it_repeats(found):
    assert {r.task for r in found} == {f"{BASE}t1", f"{BASE}t2"}


def test_bodies_and_documents_without_facts_keep_empty_fields(found):
    bare = next(r for r in found if r.assignment == f"{BASE}a4")
    assert (bare.body.label, bare.date, bare.issuer, bare.themes) == ("nameless", "", "", ())


def test_members_of_a_group_are_marked_as_inferred(found):
    inferred = {r.agency: r.inferred_from for r in found if r.inferred_from}
    assert inferred == dict.fromkeys([f"{BASE}baise", f"{BASE}guilin"], f"{BASE}cities")
    assert not any(r.inferred_from for r in rows(MemoryStore(TRIG)))


def test_reprints_in_a_circle_end():
    store = MemoryStore(
        ":x kg:reprintOf :y . :y kg:reprintOf :x . :a kg:task :x ; kg:agency :b ; kg:role kg:lead ."
    )
    assert [r.task for r in rows(store)] == [f"{BASE}y"]


def test_an_empty_store_has_no_rows():
    assert rows(MemoryStore("")) == []


SAMPLE = row(
    "t",
    "甲",
    "lead",
    body_tier="prefecture",
    body_system="水利",
    document="d1",
    date="2022-03-01",
    issuer="450200",
    themes=("6/水利",),
    regions=("450203",),
)


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        ({}, True),
        ({"documents": {"d1"}}, True),
        ({"documents": {"d2"}}, False),
        ({"regions": {"450000"}}, True),
        ({"regions": {"450200"}}, True),
        ({"regions": {"450203"}}, False),
        ({"regions": {"440000"}}, False),
        ({"regions": {"100000"}}, False),
        ({"places": {"450200"}}, True),
        ({"places": {"450300"}}, False),
        ({"themes": {"6"}}, True),
        ({"themes": {"6/水利"}}, True),
        ({"themes": {"6/水"}}, False),
        ({"tiers": {"prefecture"}}, True),
        ({"tiers": {"county"}}, False),
        ({"systems": {"水利"}}, True),
        ({"systems": {"教育"}}, False),
        ({"roles": {Role.LEAD}}, True),
        ({"roles": {Role.SUPPORT}}, False),
        ({"since": "2022"}, True),
        ({"since": "2022-04"}, False),
        ({"until": "2022"}, True),
        ({"until": "2022-02"}, False),
        ({"since": "2021", "until": "2022-03-01"}, True),
        ({"tiers": {"prefecture"}, "systems": {"教育"}}, False),
    ],
)
def test_selection(selection, kept):
    fields = {k: frozenset(v) if isinstance(v, set) else v for k, v in selection.items()}
    assert Selection(**fields).keeps(SAMPLE) is kept


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["group", "plain"]),
        (Selection(groups=False), ["plain"]),
        (Selection(members=True), ["group", "member", "plain"]),
        (Selection(groups=False, members=True), ["member", "plain"]),
    ],
)
def test_groups_and_members(selection, expected):
    found = [
        row("t", "group", body_kind="group"),
        row("t", "member", inferred_from="group"),
        row("t", "plain"),
    ]
    assert [r.agency for r in select(found, selection)] == expected


def test_undated_rows_fall_out_of_a_period():
    assert not Selection(since="2020").keeps(row("t", "a"))
    assert not Selection(until="2020").keeps(row("t", "a"))
