"""The site in a real browser, from the disk, as one who copied the folder would open it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph
import pytest

from kg.graph.questions import ask
from kg.graph.store import Store

PAGES = (
    "index.html",
    "documents.html",
    "agencies.html",
    "systems.html",
    "themes.html",
    "regions.html",
    "compare/systems.html",
    "compare/themes.html",
    "maps.html",
    "downloads.html",
    "id.html",
)
FOLDERS = ("document", "agency", "region", "theme", "system")
MAPS = ("collaboration", "lead-support", "themes", "systems")


def first_of(site: Path, folder: str) -> Path:
    """Return the fullest page of a folder."""
    return max(site.joinpath(folder).glob("*.html"), key=lambda path: path.stat().st_size)


def faults(page: Any, axe: str, rules: str = "") -> list[str]:
    page.evaluate(axe)
    only = f", runOnly: ['{rules}']" if rules else ""
    found = page.evaluate(
        f"axe.run(document, {{resultTypes: ['violations'], preload: false{only}}})"
    )
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("name", [*PAGES, *FOLDERS])
def test_pages_are_quiet_and_accessible(watched: Any, site: Path, axe: str, name: str) -> None:
    path = site / name if name.endswith(".html") else first_of(site, name)
    page = watched.open(path)
    assert faults(page, axe) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert faults(page, axe, "color-contrast") == []


@pytest.mark.parametrize("name", MAPS)
def test_maps_are_quiet_and_accessible(watched: Any, site: Path, axe: str, name: str) -> None:
    page = watched.open_map(site / "maps" / f"{name}.html")
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    assert faults(page, axe) == []
    page.evaluate("kg.update(null, { theme: 'dark' })")
    assert faults(page, axe, "color-contrast") == []


@pytest.mark.parametrize("name", [*PAGES, *FOLDERS, "sparql.html"])
def test_pages_fit_a_phone(phone: Any, site: Path, name: str) -> None:
    path = site / name if name.endswith(".html") else first_of(site, name)
    page = phone.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_language_is_kept_from_page_to_page(watched: Any, site: Path) -> None:
    page = watched.open(site / "index.html")
    assert page.locator("h1").inner_text() == "谁牵头，谁配合"
    page.click("#language")
    assert page.locator("h1").inner_text() == "Who leads, who supports"
    page = watched.open(site / "agencies.html")
    assert page.locator("h1").inner_text().startswith("Bodies")


def test_a_list_is_filtered_by_short_form_and_initials_and_sorted(watched: Any, site: Path) -> None:
    page = watched.open(site / "agencies.html")
    rows = page.locator("#list tbody tr:visible")
    everything = rows.count()
    for text in ("发改委", "fgw"):
        page.fill("#filter", text)
        assert 0 < rows.count() < everything
    page.fill("#filter", "")
    page.locator("#list thead button").nth(3).click()
    led = [int(text) for text in page.locator("#list tbody td:nth-child(4)").all_inner_texts()]
    assert led == sorted(led, reverse=True)


def test_a_place_in_a_document_is_found_by_its_position(watched: Any, site: Path) -> None:
    path = first_of(site, "document")
    page = watched.open(path)
    start = int(page.locator("p[data-start]").nth(3).get_attribute("data-start"))
    words = page.locator("p[data-start]").nth(3).inner_text()[:4]
    page.goto(f"{path.as_uri()}#char={start},{start + 4}")
    marked = page.evaluate("[...CSS.highlights.get('place')].map(String).join('')")
    assert marked == words


def test_every_name_of_the_graph_has_its_page(watched: Any, site: Path, store: Store) -> None:
    base = "https://w3id.org/fengong/id/"
    query = """SELECT DISTINCT ?x WHERE {
        { ?x ?p ?o } UNION { ?s ?p ?x } FILTER(isIRI(?x) && STRSTARTS(STR(?x), "%s")) }"""
    names = [row["x"].value for row in store.rows(query % base)]
    page = watched.open(site / "id.html")
    pages = page.evaluate(
        "(names) => { const a = JSON.parse(document.getElementById('addresses').textContent);"
        " return names.map((name) => kg.pageOf(a, name)); }",
        names,
    )
    missing = [name for name, found in zip(names, pages, strict=True) if not found]
    assert missing == []
    files = {page.partition("#")[0] for page in pages}
    assert [name for name in files if not (site / unquote(name)).is_file()] == []


def test_a_name_leads_to_its_page(watched: Any, site: Path, store: Store) -> None:
    row = next(store.rows("SELECT ?t WHERE { ?t a kg:Task } ORDER BY ?t LIMIT 1"))
    page = watched.open(site / "id.html", "#" + row["t"].value)
    page.wait_for_url("**/document/*.html#task-*")
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1


@pytest.mark.parametrize("name", ["roles", "most-tasks", "regions", "themes", "documents"])
def test_answers_in_the_browser_equal_the_stores(
    watched: Any, site: Path, store: Store, name: str
) -> None:
    expected = json.loads(ask(store, name).serialize(format=pyoxigraph.QueryResultsFormat.JSON))[
        "results"
    ]["bindings"]
    page = watched.open(site / "sparql.html", f"#q={name}")
    page.wait_for_selector("#answer table", timeout=30000)
    rows = page.locator("#answer tbody tr").count()
    assert rows == len(expected) > 0
    cells = page.locator("#answer tbody tr").first.locator("td").all_inner_texts()
    literals = {value["value"] for value in expected[0].values() if value["type"] == "literal"}
    assert {" ".join(text.split()) for text in literals} <= {" ".join(c.split()) for c in cells}


def test_a_question_with_a_parameter_and_the_way_to_the_map(watched: Any, site: Path) -> None:
    page = watched.open(site / "sparql.html", "#q=works-with")
    page.wait_for_selector("#answer table", timeout=30000)
    assert "VALUES ?body { <https://" in page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    )
    href = page.locator("#on-map").get_attribute("href")
    assert href and href.startswith("maps/collaboration.html#marked=")
    page.click("#on-map")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("kg.view.state.marked.length") > 0


def test_a_broken_query_is_explained_and_nothing_is_written(watched: Any, site: Path) -> None:
    page = watched.open(site / "sparql.html", "#query=SELECT%20bad")
    page.wait_for_function("document.getElementById('state').textContent.includes('1:')")
    page = watched.open(
        site / "sparql.html", "#query=INSERT%20DATA%20%7B%3Ca%3E%20%3Cb%3E%20%3Cc%3E%7D"
    )
    page.reload()
    page.wait_for_function("document.getElementById('state').textContent.includes('查询有误')")


def test_query_page_is_accessible(watched: Any, site: Path, axe: str) -> None:
    page = watched.open(site / "sparql.html")
    page.wait_for_selector("#answer table", timeout=30000)
    assert faults(page, axe) == []
