"""Whole documents: resolutions beside assignments, opens, explanations, the same bytes twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from resolve_cases import parsed

from kg.resolve import Resolver
from kg.resolve.context import Context
from kg.resolve.explain import explain_body, explain_task

SHARED = Path(__file__).parents[4] / "shared"
TASKS = (
    ("推进南宁、柳州轨道交通建设。", "自治区发展改革委、南宁市人民政府、相关市人民政府"),
    ("改善金融环境。", "人民银行南宁中心支行、保监局、市财政局"),
)


def test_resolutions_run_beside_assignments(resolver: Resolver) -> None:
    document = resolver.resolve(parsed(*TASKS))
    assert document.jurisdiction == "450000"
    for resolved in document.tasks:
        assert len(resolved.resolutions) == len(resolved.task.clause.assignments)
    assert [place.code for place in document.tasks[0].places] == ["450100", "450200"]
    assert document.tasks[0].themes[0].notation == "7/铁路"


def test_what_stays_open_is_reported_with_its_place(resolver: Resolver) -> None:
    document = resolver.resolve(parsed(*TASKS))
    (still,) = document.opens
    assert still.quote == "市财政局"
    assert still.span.of(document.document.source.text) == "市财政局"


def test_the_same_document_gives_the_same_values(resolver: Resolver) -> None:
    assert resolver.resolve(parsed(*TASKS)) == Resolver.load().resolve(parsed(*TASKS))


def test_a_document_without_tasks(resolver: Resolver) -> None:
    assert resolver.resolve(parsed()).tasks == ()


def test_a_column_of_a_table_says_whose_body_it_is(resolver: Resolver) -> None:
    context = Context("450200", 2023)
    above = resolver.bodies.resolve("财政厅", context, "自治区").agency
    here = resolver.bodies.resolve("财政局", context, "柳州市").agency
    assert (above.jurisdiction, here.jurisdiction) == ("450000", "450200")


def test_explain_shows_every_step_to_the_node(resolver: Resolver) -> None:
    steps = explain_body(resolver, "自治区环保厅（自治区辐射办）", Context("450000", 2011))
    told = {step.what: step for step in steps}
    assert told["second name"].words == "自治区辐射办"
    assert told["jurisdiction"].words == "prefix"
    assert told["office"].words == "环境保护"
    assert told["reform"].result
    assert steps[-1].result == "450000/广西壮族自治区环境保护厅"


def test_explain_shows_candidates(resolver: Resolver) -> None:
    steps = explain_body(resolver, "鼓楼区财政局", Context("100000", 2015))
    assert sum(step.what == "candidate" for step in steps) > 1


def test_explain_a_task(resolver: Resolver) -> None:
    document = parsed(*TASKS)
    steps = explain_task(resolver, document, resolver.resolve(document), 0)
    kinds = [step.what for step in steps]
    assert kinds[:3] == ["text", "clause", "role"]
    assert {"node", "place", "theme"} <= set(kinds)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize(
    ("path", "home", "year"),
    [
        ("gold/000.jsonl", "450000", 2011),
        ("gold/002.jsonl", "220000", 2011),
        ("more/02-guoban-2018.jsonl", "100000", 2018),
        ("more/03-guoban-2018.jsonl", "100000", 2018),
        ("more/05-guoban-2014.jsonl", "100000", 2014),
    ],
)
def test_bodies_of_annotated_documents_resolve(
    resolver: Resolver, path: str, home: str, year: int
) -> None:
    """Nearly every named body has one jurisdiction and, single departments, a system."""
    lines = (SHARED / path).read_text(encoding="utf-8").splitlines()
    names = [entry["name"] for line in lines for entry in json.loads(line)["assign"]]
    found = [resolver.bodies.resolve(name, Context(home, year)) for name in names]
    settled = [held for held in found if held.agency.jurisdiction and not held.candidates]
    assert len(settled) / len(found) >= 0.99
    ours = [r.agency for r in settled if r.agency.kind in ("department", "party", "vertical")]
    assert sum(bool(agency.system) for agency in ours) / len(ours) >= 0.99
