"""From a resolved document to a network: what the graph writes is what the network reads."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kg.network
from kg.graph.build import fill_store
from kg.graph.iri import Iris
from kg.graph.store import Store
from kg.model import (
    Agency,
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Source,
    Span,
    Task,
    Theme,
)
from kg.network.graphs import agency_region, agency_theme, co_assignment, lead_support
from kg.network.rows import Selection, rows

TEXT = "在柳州市修建公路。（市交通运输局牵头，各县（区）人民政府配合）"
WATER = Agency(
    "450200/柳州市交通运输局", "柳州市交通运输局", "450200", "prefecture", "交通运输", "department"
)
COUNTIES = Agency(
    "450200/各县（区）人民政府",
    "各县（区）人民政府",
    "450200",
    kind="group",
    members=("450222/柳城县人民政府",),
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mention(words: str, role: Role) -> Assignment:
    return Assignment(Mention(span(words), words, words), role, Basis.EXPLICIT)


@pytest.fixture(scope="module")
def store() -> Store:
    source = Source("road.txt", TEXT, "ab" * 32)
    document = Document(source, Span(0, len(TEXT)), title="分工方案", date="2023-02-17")
    clause = Clause(
        Span(TEXT.index("（"), len(TEXT)),
        ClauseKind.PAREN,
        (mention("市交通运输局", Role.LEAD), mention("各县（区）人民政府", Role.SUPPORT)),
    )
    task = ResolvedTask(
        Task((span("在柳州市修建公路。"),), clause),
        (Resolution(WATER, "issuer"), Resolution(COUNTIES, "issuer")),
        (Place(span("柳州市"), "柳州市", "柳州市", "division", "450200"),),
        (Theme("7/公路", 0.9, "公路"),),
    )
    resolved = ResolvedDocument(document, "450200", (task,))
    made = Store.memory()
    fill_store(made, [resolved], Iris())
    return made


def test_rows_of_a_store(store):
    lead, support = sorted(rows(store), key=lambda row: row.role)
    assert (lead.role, support.role) == (Role.LEAD, Role.SUPPORT)
    assert (lead.body.label, lead.body.system, lead.body.tier) == (
        "柳州市交通运输局",
        "交通运输",
        "prefecture",
    )
    assert (lead.body.jurisdiction, lead.issuer, lead.date) == ("450200", "450200", "2023-02-17")
    assert (lead.themes, lead.regions, lead.title) == (("7/公路",), ("450200",), "分工方案")
    assert support.body.kind == "group"


def test_networks_of_a_store(store):
    found = rows(store)
    ends = {Iris().agency(WATER.key), Iris().agency(COUNTIES.key)}
    assert [set(edge) for edge in co_assignment(found).edges] == [ends]
    assert list(lead_support(found).edges) == [
        (Iris().agency(WATER.key), Iris().agency(COUNTIES.key))
    ]
    assert "theme:7/公路" in agency_theme(found)
    assert "region:450200" in agency_region(found)


def test_members_and_groups_of_a_store(store):
    member = Iris().agency("450222/柳城县人民政府")
    assert member not in {row.agency for row in rows(store)}
    only = rows(store, Selection(groups=False, members=True))
    assert member in {row.agency for row in only}
    assert Iris().agency(COUNTIES.key) not in {row.agency for row in only}
    labels = {row.body.label for row in only}
    assert "柳城县人民政府" in labels


MODULES = [module.name for module in pkgutil.iter_modules(kg.network.__path__, "kg.network.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_there(name):
    module = importlib.import_module(name)
    assert all(hasattr(module, public) for public in module.__all__)
