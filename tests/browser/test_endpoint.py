"""The query page of ``kg serve`` in a real browser, against a running endpoint."""

from __future__ import annotations

import csv
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("starlette", reason="the extra serve is not installed")

import uvicorn

from kg.graph.store import Store
from kg.serve import create_app


@pytest.fixture(scope="module")
def address(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    with Store.create(folder / "store") as made:
        made.add(store.inner)
    server = uvicorn.Server(uvicorn.Config(create_app(folder), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that may complain of nothing and ask no other server."""
    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    opened = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    own = (address, "data:", "blob:")
    opened.on("request", lambda one: one.url.startswith(own) or outside.append(one.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert (outside, errors) == ([], [])


def answered(page: Any) -> Any:
    page.wait_for_selector("#answer table", timeout=30000)
    return page.locator("#answer tbody tr")


def editor(page: Any) -> str:
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert isinstance(text, str)
    return text


def test_a_question_is_answered_and_taken_away(page: Any, address: str) -> None:
    page.goto(f"{address}/sparql#q=roles")
    rows = answered(page).count()
    assert rows == 3
    with page.expect_download() as waiting:
        page.click("#save")
    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == rows + 1


def test_a_query_has_a_permalink(page: Any, address: str) -> None:
    query = "SELECT ?t { ?t a kg:Task } LIMIT 3"
    page.goto(f"{address}/sparql#query={quote(query)}")
    assert answered(page).count() == 3
    assert editor(page) == query
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    assert answered(page).count() == 3
    page.locator("#answer tbody a").first.click()
    page.locator("#answer thead", has_text="property").wait_for()
    assert page.url != link


def test_names_come_from_the_whole_graph(page: Any, address: str, store: Store) -> None:
    page.goto(f"{address}/sparql#q=works-with")
    answered(page)
    field = page.locator("#parameter-body")
    page.evaluate("document.getElementById('parameter-body-list').replaceChildren()")
    part = field.input_value()[:2]
    with page.expect_response(lambda one: "/complete?" in one.url) as waiting:
        field.press_sequentially(part)
        field.fill(part)
    assert waiting.value.ok
    assert "VALUES ?body { <https://" in editor(page)


def test_words_are_completed(page: Any, address: str) -> None:
    page.goto(f"{address}/sparql")
    answered(page)
    page.evaluate(
        "const c = document.querySelector('.CodeMirror').CodeMirror;"
        "c.setValue('SELECT * { ?t kg:dea }'); c.setCursor(0, 19); c.focus();"
    )
    page.keyboard.press("Control+Space")
    page.wait_for_function(
        "document.querySelector('.CodeMirror').CodeMirror.getValue().includes('kg:deadline')"
        " || document.querySelector('.CodeMirror-hints')?.innerText.includes('kg:deadline')",
        timeout=10000,
    )


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { ?t a kg:Task }", "是"),
        ("CONSTRUCT { ?t a kg:Task } WHERE { ?t a kg:Task }", "ontology#Task>"),
    ],
)
def test_other_answers(page: Any, address: str, query: str, shown: str) -> None:
    page.goto(f"{address}/sparql#query={quote(query)}")
    page.locator("#answer", has_text=shown).wait_for()


@pytest.mark.parametrize("query", ["SELECT bad", "CLEAR ALL"])
def test_what_is_wrong_is_said(page: Any, address: str, query: str) -> None:
    page.goto(f"{address}/sparql#query={quote(query)}")
    page.locator("#state", has_text="查询有误").wait_for()


def test_it_is_accessible_and_fits_a_phone(page: Any, address: str, axe: str) -> None:
    page.goto(f"{address}/sparql")
    answered(page)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    assert [o["id"] for o in found["violations"] if o["impact"] in {"serious", "critical"}] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
