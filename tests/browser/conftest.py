from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import annotated
import hostile
import pytest
import sample
from filelock import FileLock

from kg.graph.build import fill_store
from kg.graph.export import write_graph
from kg.graph.iri import Iris
from kg.graph.store import Store
from kg.publish.downloads import Download
from kg.publish.maps import MapContent, write_map
from kg.publish.site import SiteAbout, write_site

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe(common: Path) -> str:
    script = HERE / "node_modules" / "axe-core" / "axe.min.js"
    with FileLock(common / "axe.lock"):  # only one process fetches it
        if not script.is_file():
            npm = shutil.which("npm")
            if npm is None:
                pytest.skip("npm is not installed")
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            if subprocess.run(command, cwd=HERE, check=False, timeout=120).returncode:
                pytest.skip("axe-core could not be had")
    return script.read_text("utf-8")


@pytest.fixture(scope="session")
def map_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    tasks = sample.tasks(400)
    content = MapContent(
        title_en="Who works with whom",
        tasks=tuple(tasks),
        labels=sample.LABELS,
        note=("未画出：12 个未定的单位。", "Left out: 12 unsettled bodies."),
        home="index.html",
    )
    write_map(sample.collaboration(tasks), path, title="谁与谁共事", content=content)
    return path


@pytest.fixture(scope="session")
def store() -> Store:
    memory = Store.memory()
    fill_store(memory, documents(), Iris())
    return memory


def documents() -> list[Any]:
    return [*annotated.documents(HERE.parent / "samples"), hostile.document()]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Path:
    folder = tmp_path_factory.mktemp("site")
    trig = tmp_path_factory.mktemp("data") / "graph.trig"
    write_graph(store, trig)
    about = SiteAbout(downloads=(Download(trig, "知识图谱", "The graph"),), version="0")
    write_site(folder, documents(), store, Iris(), about)
    return folder


class Watched:
    """A page, with what it asked for and what it complained about."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("dialog", self._dialog)

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: Path, fragment: str = "") -> Any:
        self.page.goto(path.as_uri() + fragment)
        return self.page

    def open_map(self, path: Path, fragment: str = "") -> Any:
        self.open(path, fragment)
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=20000)
        return self.page

    def check(self) -> None:
        assert self.errors == []
        outside = [u for u in self.requests if not u.startswith(("file:", "data:", "blob:"))]
        assert outside == []


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    made = Watched(context)
    yield made
    made.check()
    context.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    made = Watched(context)
    yield made
    made.check()
    context.close()
