"""The site as files: links that lead somewhere, the same bytes each time, small enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import annotated
import hostile
import pytest

from kg.drawing import draw
from kg.graph.build import fill_store
from kg.graph.iri import Iris
from kg.graph.store import Store
from kg.model import ResolvedDocument, Role
from kg.network.rows import Selection, rows, select
from kg.publish.catalogue import Catalogue
from kg.publish.downloads import downloads_of
from kg.publish.lookups import known
from kg.publish.names import Slugs
from kg.publish.pictures import KINDS, around
from kg.publish.reading import text_html
from kg.publish.site import SiteAbout, write_site

ROOT = Path(__file__).parents[3]
WRITE = """
import sys; sys.path[:0] = ["tests/browser", "."]
from pathlib import Path
import hostile, sample
from kg.publish.maps import MapContent, write_map
tasks = sample.tasks(120)
content = MapContent(tasks=tuple(tasks), labels=sample.LABELS)
write_map(sample.collaboration(tasks), Path(sys.argv[1]), title="图", content=content)
"""


def documents() -> list[ResolvedDocument]:
    return [*annotated.documents(ROOT / "tests" / "samples"), hostile.document()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(folder)
    return folder


def write(folder: Path) -> None:
    store = Store.memory()
    fill_store(store, documents(), Iris())
    write_site(folder, documents(), store, Iris())


class Links(HTMLParser):
    """Collects the links and the anchors of a page, and scripts with data."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.data: list[str] = []
        self._script = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [values[key] or "" for key in ("href", "src") if key in values]
        self.anchors |= {values["id"] or ""} if "id" in values else set()
        self._script = tag == "script" and "json" in (values.get("type") or "")

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.data.append(data)


def test_every_link_is_relative_and_leads_to_a_file_and_a_place(site: Path) -> None:
    pages = {path: Links(path) for path in site.rglob("*.html")}
    anchors = {path: links.anchors for path, links in pages.items()}
    broken = []
    for path, links in pages.items():
        for link in links.links:
            parts = urlsplit(link)
            if parts.scheme == "data":
                continue
            assert not parts.scheme and not link.startswith("/"), (path, link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                broken.append((path.name, link))
            elif "=" in parts.fragment or not parts.fragment:
                continue
            elif unquote(parts.fragment) not in anchors.get(target, set()):
                broken.append((path.name, link))
    assert broken == []


def test_every_page_carries_json_that_reads_back(site: Path) -> None:
    for path in site.rglob("*.html"):
        for text in Links(path).data:
            json.loads(text)
    front = json.loads(Links(site / "index.html").data[0])
    assert front["@type"] == "Dataset"


def test_pages_name_their_encoding_language_and_viewport(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = path.read_text("utf-8")[:1500]
        assert '<meta charset="utf-8">' in head
        assert "<html lang=" in head
        assert 'name="viewport"' in head


def test_there_is_a_page_for_everything(site: Path) -> None:
    catalogue = Catalogue(documents(), Iris(), {})
    things = [*catalogue.documents, *catalogue.bodies.values(), *catalogue.things.values()]
    assert len({entry.page for entry in things}) == len(things)
    assert all((site / entry.page).is_file() for entry in things)


def test_the_text_of_a_document_is_whole() -> None:
    class Text(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    for entry in Catalogue(documents(), Iris(), {}).documents:
        parser = Text(convert_charrefs=True)
        parser.feed(str(text_html(entry)))
        plain = entry.resolved.document
        words = plain.source.text[plain.span.start : plain.span.end]
        assert "".join(parser.text.split()) == "".join(words.split())


def test_the_same_documents_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write(tmp_path)
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert all((site / f).read_bytes() == (tmp_path / f).read_bytes() for f in files)


def test_maps_do_not_hang_on_the_order_of_hashes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", WRITE, str(tmp_path / f"{seed}.html")]
        subprocess.run(command, check=True, env=environment, cwd=ROOT)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_a_site_of_nothing_is_a_site(tmp_path: Path) -> None:
    write_site(tmp_path, [], Store.memory(), Iris())
    assert (tmp_path / "index.html").is_file()


@pytest.mark.parametrize("kind", [*KINDS, "neighbourhood"])
def test_each_kind_of_map_stands_alone_for_any_selection(tmp_path: Path, kind: str) -> None:
    store = Store.memory()
    fill_store(store, documents(), Iris())
    chosen = select(rows(store), Selection(roles=frozenset({Role.LEAD, Role.SUPPORT})))
    body = max(chosen, key=lambda row: sum(row.agency == other.agency for other in chosen)).agency
    number = draw(known(store), chosen, KINDS.get(kind, around(body)), tmp_path / "m.html")
    data = json.loads(Links(tmp_path / "m.html").data[0])
    assert len(data["nodes"]) == number
    assert not any(node["href"] for node in data["nodes"])
    assert not any(task["h"] for task in data["tasks"])
    assert {task["q"] for task in data["tasks"]} if len(data["edges"]) else True
    weights = {(a, b): weight for a, b, _, weight, _ in data["edges"]}
    for a, b, count, weight, tasks in data["edges"]:
        assert count == len(tasks) and weights[a, b] == weight


def test_downloads_are_what_the_build_holds(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text("a")
    (tmp_path / "graph.trig").write_text("b" * 2_000_000)
    about = SiteAbout(downloads=downloads_of(tmp_path))
    write_site(tmp_path / "site", [], Store.memory(), Iris(), about)
    page = (tmp_path / "site" / "downloads.html").read_text("utf-8")
    assert 'href="data/tasks.csv"' in page and 'href="data/graph.trig.gz"' in page
    assert (tmp_path / "site/data/tasks.csv").read_text() == "a"


def test_file_names_stay_apart_where_case_is_ignored() -> None:
    slugs = Slugs()
    names = ["a-b", "A-B", "a-b", "…", "a:b", "a?b"]
    found = [slugs.of("agency", name).casefold() for name in names]
    assert len(set(found)) == 5 and found[0] == found[2]
