"""The documentation as a site: built without a warning, whole, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What a browser fetches by itself, and what a reader follows.
FETCHED = {
    ("img", "src"),
    ("link", "href"),
    ("script", "src"),
    ("source", "src"),
    ("iframe", "src"),
}
NO_FILE = {"search", "next", "prev", "index"}  # rel of links that are pages


class Page(HTMLParser):
    """Everything a page fetches, everything it links to, and the places in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.fetched, self.links = path, set[str](), set[str]()
        self.places = {"", "top"}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.places |= {held[name] for name in ("id", "name") if name in held}
        for name, value in held.items():
            if (tag, name) in FETCHED and held.get("rel") not in NO_FILE:
                self.fetched.add(value)
            if name in {"href", "src"}:
                self.links.add(value)


@pytest.fixture(scope="module")
def site(common: Path) -> Path:
    pytest.importorskip("sphinx", reason="the generator of the documentation is not installed")
    folder = common.resolve() / "docs-site"
    with FileLock(common / "docs-site.lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
            done = subprocess.run(
                [*command, "-d", str(common / "docs-trees"), "docs", str(folder)],
                capture_output=True,
                encoding="utf-8",
                cwd=ROOT,
                timeout=240,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_there(site: Path, pages: dict[Path, Page]) -> None:
    docs = ROOT / "docs"
    written = {path.relative_to(docs).with_suffix(".html") for path in docs.rglob("*.md")}
    written |= {Path("notebooks", f"{path.stem}.html") for path in NOTEBOOKS}
    assert written <= {path.relative_to(site) for path in pages}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_show_pictures_and_tables(notebook: Path, site: Path) -> None:
    text = (site / "notebooks" / f"{notebook.stem}.html").read_text(encoding="utf-8")
    shown = text.partition("<article")[2]
    assert "<table" in shown
    assert re.search(r"<svg[^>]*>\s*<g stroke", shown)


def test_chinese_words_are_found(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    script = (site / "_static/language_data.js").read_text(encoding="utf-8")
    assert {"牵头", "条线", "分工"} <= terms.keys()
    assert "window.Stemmer = EnglishStemmer;" in script


def test_nothing_is_fetched_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    away = {one for page in pages.values() for one in page.fetched if urlsplit(one).netloc}
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        away |= set(re.findall(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')]+)""", text))
    assert away == set()


def test_every_link_within_leads_somewhere(pages: dict[Path, Page]) -> None:
    lost = []
    for page in pages.values():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = page.path
            if parts.path:
                target = (page.path.parent / unquote(parts.path)).resolve()
            found = pages.get(target)
            if not target.is_file() or (found and unquote(parts.fragment) not in found.places):
                lost.append((page.path.name, link))
    assert lost == []


def test_the_library_is_documented_in_full(pages: dict[Path, Page]) -> None:
    import kg

    places = next(page.places for path, page in pages.items() if path.stem == "api")
    assert {f"kg.{name}" for name in kg.__all__} <= places
