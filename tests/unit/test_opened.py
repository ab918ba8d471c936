"""A build in a notebook, and the same on the command line: selections, comparisons, files."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner, Result

import kg
from kg.cli.app import app
from kg.errors import KgError, OutputError


@pytest.fixture(scope="module")
def folder(built_samples: Path) -> Path:
    return built_samples


@pytest.fixture(scope="module")
def opened(folder: Path) -> kg.Build:
    return kg.open(folder)


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--build", str(folder)])


def answered(folder: Path, *arguments: object) -> str:
    done = run(folder, *arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_five_lines_from_a_build_to_a_picture(folder: Path) -> None:
    build = kg.open(folder)
    graph = build.network("lead-support", regions="350000")
    table = kg.measures(graph, ["out_strength", "betweenness"])
    frame = table.top("out_strength", 5).to_pandas()
    still = kg.picture(graph)
    assert len(frame) == 5
    assert ET.fromstring(still._repr_svg_()).tag.endswith("svg")


def test_bodies_as_written_as_of_a_date_and_today(opened: kg.Build) -> None:
    sets = {at: {row.body.label for row in opened.rows(at=at)} for at in ("written", "today")}
    assert sets["written"] != sets["today"]
    assert opened.rows(at="2012") == opened.rows(at="2012-12-31")
    graphs = {at: opened.network(unit="system", at=at) for at in ("2012", "today")}
    assert set(graphs["2012"]) != set(graphs["today"])


def test_a_system_is_asked_for_as_it_is_at_the_date(opened: kg.Build) -> None:
    for at in ("written", "today"):
        found = opened.rows(at=at, systems="农业农村")
        assert {row.body.system for row in found} == {"农业农村"}


def test_groups_and_members_in_or_out(opened: kg.Build) -> None:
    everything, without = opened.rows(), opened.rows(groups=False)
    assert len(without) < len(everything) <= len(opened.rows(members=True))
    assert all(row.inferred_from for row in set(opened.rows(members=True)) - set(everything))


def test_what_cannot_be_selected_is_named(opened: kg.Build) -> None:
    for asked in ({"theme": "7"}, {"at": "yesterday"}):
        with pytest.raises(KgError, match=next(iter(asked.values())) + "|by theme"):
            opened.rows(**asked)
    for wrong in ({"kind": "friends"}, {"unit": "street"}):
        with pytest.raises(KgError, match="there is no"):
            opened.network(**wrong)


def test_places_and_topics_bear_names(opened: kg.Build) -> None:
    graph = opened.network("agency-region")
    labels = [held["label"] for _, held in graph.nodes(data=True) if held["bipartite"] == 1]
    assert labels
    assert not any(label.isdecimal() for label in labels)


def test_a_picture_holds_hostile_names_and_can_be_saved(tmp_path: Path) -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    graph.nodes["a"]["label"] = "<script>\x00&"
    graph.add_node("alone")
    still = kg.picture(graph)
    still.save(tmp_path / "x.svg")
    root = ET.parse(tmp_path / "x.svg").getroot()
    names = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert sorted(names, key=str) == ["<script>\ufffd&", "b", "c"]
    with pytest.raises(OutputError):
        still.save(tmp_path / "none" / "x.svg")
    assert "circle" not in kg.picture(nx.Graph()).svg


SIDES = {
    "provinces": ("350000", "330000"),
    "periods": ("..2015", "2016.."),
    "documents": ("prose-fuze.txt", "paren-lead-support.txt"),
}


@pytest.mark.parametrize("case", SIDES)
def test_compare_sets_two_side_by_side(folder: Path, opened: kg.Build, case: str) -> None:
    call = ("compare", *SIDES[case], "--permutations", 50, "--json")
    found = json.loads(answered(folder, *call))
    for letter, word in zip("ab", SIDES[case], strict=True):
        # By system, a task whose bodies have none falls out.
        rows = [row for row in opened.side(word) if found["unit"] == "body" or row.body.system]
        assert found[f"{letter}_tasks"] == len({row.task for row in rows})
    assert found["a"]["kind"] == case.removesuffix("s").replace("province", "government")
    measured = {one["measure"]: one for one in found["differences"]}
    assert 0 < measured["bodies_per_task"]["p_value"] <= 1
    assert found["units"][0]["p_adjusted"] >= found["units"][0]["p_value"]


def test_compare_prints_both_tables_and_says_what_was_done(folder: Path) -> None:
    said = answered(folder, "compare", *SIDES["provinces"], "--permutations", 20, "--top", 3)
    assert "A: 福建省 350000" in said
    for words in ("bodies_per_task", "p_adjusted", "nodes (system)", "20 dealings", "seed 1"):
        assert words in said


def test_compare_as_tables(folder: Path, tmp_path: Path) -> None:
    call = ("compare", *SIDES["periods"], "--permutations", 20)
    printed = answered(folder, *call, "--csv")
    assert printed.splitlines()[0] == "measure,a,b,difference,p_value"
    answered(folder, *call, "--each", "--top", 4, "-o", tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4
    answered(folder, *call, "-o", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["unit"] == "system"


def test_a_selection_narrows_a_comparison(folder: Path) -> None:
    call = ("compare", *SIDES["periods"], "--permutations", 5, "--json")
    everything = json.loads(answered(folder, *call))
    fewer = json.loads(answered(folder, *call, "--tier", "province"))
    assert 0 < fewer["a_tasks"] < everything["a_tasks"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "990000", "350000"), "nothing is assigned there"),
        (("compare", "no such thing", "350000"), "no document, government or period"),
        (("metrics", "-o", "x.doc"), "Use .csv or .json"),
        (("metrics", "--measure", "in_degree"), "needs a network with directions"),
    ],
)
def test_what_cannot_be_done_says_so(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run(folder, *(tmp_path / a if a.startswith("x.") else a for a in arguments))
    assert isinstance(done.exception, KgError)
    assert words in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "2011", "2012", "--unit", "street"),
        ("metrics", "--unit", "street"),
        ("metrics", "--between", "label_of"),
        ("export", "x.trig", "--theme", "7"),
    ],
)
def test_a_wrong_call_exits_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run(folder, *arguments).exit_code == 2


@pytest.mark.parametrize("unit", ["body", "system", "jurisdiction", "jurisdiction-system"])
@pytest.mark.parametrize(
    "network", ["collaboration", "lead-support", "agency-task", "agency-theme", "agency-region"]
)
def test_metrics_of_every_network_by_every_unit(folder: Path, network: str, unit: str) -> None:
    said = answered(folder, "metrics", "-n", network, "--unit", unit, "--json", "--top", 3)
    rows = json.loads(said)
    assert len(rows) == 3
    if unit != "body" and network in {"collaboration", "lead-support"}:
        assert all(row["node"].startswith(f"{unit}:") for row in rows)


def test_metrics_smallest_first_and_between_governments(folder: Path, tmp_path: Path) -> None:
    call = ("metrics", "-m", "ei_index", "-m", "gatekeeper", "--by", "degree", "--ascending")
    answered(folder, *call, "--between", "jurisdiction", "--top", 0, "-o", tmp_path / "x.json")
    rows = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    degrees = [row["degree"] for row in rows]
    assert degrees == sorted(degrees)
    assert any(row["ei_index"] == -1 for row in rows)


def test_an_export_of_a_part_names_its_files(folder: Path, tmp_path: Path) -> None:
    call = ("--region", "350000", "-n", "agency-theme")
    said = answered(folder, "export", tmp_path / "x.csv", *call)
    files = [Path(line).name for line in said.splitlines()]
    assert files == ["x.nodes.csv", "x.edges.csv"]
    answered(folder, "export", tmp_path / "x.gexf", *call)
    graph = nx.read_gexf(tmp_path / "x.gexf")
    assert {held["bipartite"] for _, held in graph.nodes(data=True)} == {0, 1}
