"""The static site of a build: a folder of pages that any host, or none, can serve.

Links are relative, scripts plain, data inside script files: the site works under any path and
from a disk. ``id.html#IRI`` takes every name of the graph to its page.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.graph.iri import Iris
from kg.graph.questions import questions
from kg.graph.store import Store
from kg.model import ResolvedDocument
from kg.network.rows import Row, rows
from kg.publish import linked
from kg.publish.catalogue import BodyEntry, Catalogue, DocumentEntry, ThingEntry, ranked
from kg.publish.compare import comparisons
from kg.publish.downloads import Download
from kg.publish.font import FONT
from kg.publish.index import Figure
from kg.publish.lists import lists
from kg.publish.lookups import known, labels
from kg.publish.names import link
from kg.publish.pages import MAP_SCRIPTS, asset, write_page
from kg.publish.parts import has_part, part_bytes, part_text
from kg.publish.picture import Known, Picture, Words
from kg.publish.pictures import KINDS, draw_picture, make_picture
from kg.publish.reading import outline, text_html
from kg.publish.sketch import partners_svg, preview_svg
from kg.publish.sparql import write_query_page

__all__ = ["Download", "SiteAbout", "write_site"]

_SCRIPTS = (*MAP_SCRIPTS, "site.js", "document.js", "list.js", "resolve.js", "sparql.js")
_LARGE = 500_000  # octets from which on a file to take away is packed
_STYLES = ("font.css", "base.css", "map.css", "site.css")
_KINDS = {
    "region": ("地区", "Region"),
    "area": ("片区", "Area"),
    "theme": ("主题", "Theme"),
    "system": ("条线", "Functional system"),
}


@dataclass(frozen=True, slots=True)
class SiteAbout:
    """What a site says of itself, and what it offers to take away.

    Attributes:
        title: Chinese and English.
        licence: Licence of the data.
        citation: How to cite it.
        version: Version of the program.
        downloads: Files to offer; copied into ``data/``.
    """

    title: tuple[str, str] = ("谁牵头，谁配合", "Who leads, who supports")
    licence: str = "CC BY 4.0"
    citation: str = ""
    version: str = ""
    downloads: tuple[Download, ...] = ()


def write_site(
    folder: Path,
    documents: Iterable[ResolvedDocument],
    store: Store,
    iris: Iris,
    about: SiteAbout | None = None,
) -> dict[str, int]:
    """Write the whole site.

    Args:
        folder: Where it goes; pages of an earlier site there are replaced.
        documents: The documents of the build; read once.
        store: Its graph.
        iris: The names it was built with.
        about: Title, licence, citation, files to offer.

    Returns:
        The number of pages of each kind.

    Raises:
        OutputError: If a file cannot be written.
    """
    catalogue = Catalogue(documents, iris, labels(store))
    site = _Site(folder, catalogue, store, about or SiteAbout())
    try:
        site.assets()
        site.data()
        site.things()
        site.maps(rows(store), known(store))
        site.front()
    except OSError as error:
        raise OutputError(
            f"the site cannot be written ({error.strerror})",
            place=str(error.filename or folder),
            remedy="Choose another output folder or free it",
        ) from error
    return site.counts


class _Site:
    """A site being written."""

    def __init__(self, folder: Path, catalogue: Catalogue, store: Store, about: SiteAbout) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.store = store
        self.about = about
        self.counts: dict[str, int] = {}
        self.previews: list[dict[str, Any]] = []

    def page(self, path: str, template: str, **values: Any) -> None:
        """Write one page; ``root`` leads from it to the site's root."""
        depth = path.count("/")
        standard = {
            "root": "../" * depth,
            "about": self.about,
            "linked": linked.of_page(self.catalogue, path),
            "here": "",
        }
        write_page(self.folder / path, template, **{**standard, **values})
        kind = path.rpartition("/")[0] or "front"
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def assets(self) -> None:
        """Write scripts and styles once, for all pages."""
        target = self.folder / "assets"
        target.mkdir(parents=True, exist_ok=True)
        for name in (*_SCRIPTS, *_STYLES):
            (target / name).write_text(asset(name), encoding="utf-8", newline="\n")
        for name in ("vis-network.js", "LICENSES.txt"):
            if has_part(name):
                (target / name).write_text(part_text(name), encoding="utf-8", newline="\n")
        if has_part(FONT):
            (target / FONT).write_bytes(part_bytes(FONT))

    def data(self) -> None:
        """Copy what can be taken away, and write the query page over the same graph."""
        files = [self._copy(download) for download in self.about.downloads]
        self.page("downloads.html", "downloads.html", here="downloads", files=files)
        write_query_page(self.folder, self.store, self.catalogue, self.page)

    def _copy(self, download: Download) -> dict[str, Any]:
        packed = download.path.stat().st_size > _LARGE
        name = f"{download.path.name}.gz" if packed else download.path.name
        target = self.folder / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if packed:
            target.write_bytes(gzip.compress(download.path.read_bytes(), mtime=0))
        else:
            shutil.copyfile(download.path, target)
        return {
            "href": f"data/{name}",
            "name": name,
            "zh": download.zh,
            "en": download.en,
            "size": target.stat().st_size,
        }

    def things(self) -> None:
        """Write a page for every document, body, division, area, topic and system."""
        for document in self.catalogue.documents:
            self._document(document)
        for body in self.catalogue.bodies.values():
            self._body(body)
        for kind in _KINDS:
            for thing in self.catalogue.of_kind(kind):
                self._thing(thing)
        for name, values in lists(self.catalogue).items():
            self.page(f"{name}.html", "list.html", here=name, wide="wide", **values)
        for name, values in comparisons(self.catalogue).items():
            self.page(f"{name}.html", "compare.html", here="compare/systems", wide="wide", **values)
        addresses = linked.addresses(self.catalogue)
        self.page("id.html", "resolve.html", addresses=addresses)

    def _document(self, document: DocumentEntry) -> None:
        self.page(
            document.page,
            "document.html",
            document=document,
            plain=document.resolved.document,
            headings=outline(document),
            text=text_html(document),
            wide="wide",
            linked=linked.of_document(document),
        )

    def _body(self, body: BodyEntry) -> None:
        partners = body.partners
        self.page(
            body.page,
            "agency.html",
            body=body,
            partners=partners,
            names=sorted(body.names.items(), key=lambda row: (row[0][1], -row[1], row[0][0])),
            ego=partners_svg(body, partners),
            linked=linked.of_body(body),
        )

    def _thing(self, thing: ThingEntry) -> None:
        tasks = thing.tasks or list(
            dict.fromkeys(task for body in thing.bodies for task in body.tasks)
        )
        self.page(
            thing.page,
            "thing.html",
            thing=thing,
            kind_name=_KINDS[thing.kind],
            tasks=tasks,
            bodies=_busiest(thing, tasks),
            themes=[
                pair
                for pair in ranked(theme for task in tasks for theme in task.themes[:1])
                if pair[0] is not thing
            ],
            linked=linked.of_thing(thing),
        )

    def maps(self, assignments: Sequence[Row], facts: Known) -> None:
        """Write the maps that have something to show, and the page that leads to them."""
        facts = replace(facts, words=_words(self.catalogue))
        pages = _pages(self.catalogue)
        for kind in KINDS.values():
            picture = make_picture(kind, assignments, facts)
            if picture.graph.number_of_edges():
                self._map(picture, facts, pages)
        self.page("maps.html", "maps.html", here="maps", maps=self.previews)

    def _map(self, picture: Picture, facts: Known, pages: Mapping[str, str]) -> None:
        for node, data in picture.graph.nodes(data=True):
            data["href"] = pages.get(node, "")
        href = f"maps/{picture.name}.html"
        draw_picture(
            picture,
            self.folder / href,
            facts,
            home="../index.html",
            assets="../assets/",
        )
        self.previews.append(
            {
                "href": href,
                "zh": picture.title[0],
                "en": picture.title[1],
                "what": picture.what,
                "svg": preview_svg(picture.graph, picture.positions, picture.title[0]),
            }
        )

    def front(self) -> None:
        """Write the first page."""
        catalogue = self.catalogue
        tasks = list(catalogue.tasks)
        figures = [
            Figure(len(catalogue.documents), "文件", "documents"),
            Figure(len(tasks), "任务", "tasks"),
            Figure(sum(len(task.parts) for task in tasks), "分工", "assignments"),
            Figure(len(catalogue.bodies), "单位", "bodies"),
            Figure(len(catalogue.of_kind("region")), "地区", "divisions"),
        ]
        asked = [{"name": q.name, "zh": q.title, "en": q.title_en} for q in questions()]
        self.page(
            "index.html",
            "front.html",
            figures=figures,
            preview=self.previews[0] if self.previews else None,
            bodies=catalogue.ranked_bodies(),
            themes=ranked(theme for task in tasks for theme in task.themes[:1]),
            questions=asked,
            documents=catalogue.documents,
            linked=linked.of_dataset(catalogue, self.about.title, self.about.licence),
        )


def _words(catalogue: Catalogue) -> dict[str, Words]:
    """Return the words of every task, with the way from a map to their place."""
    return {
        task.iri: Words(
            task.text,
            task.document.title,
            task.resolved.task.section,
            task.resolved.task.deadline,
            f"../{link(task.document.page)}#{task.anchor}",
        )
        for task in catalogue.tasks
    }


def _pages(catalogue: Catalogue) -> dict[str, str]:
    """Return the way from a map to the pages of its nodes."""
    things = [entry for kind in ("theme", "region") for entry in catalogue.of_kind(kind)]
    pages = {f"{entry.kind}:{entry.key}": entry.page for entry in things}
    pages |= {body.iri: body.page for body in catalogue.bodies.values()}
    return {node: f"../{link(page)}" for node, page in pages.items()}


def _busiest(thing: ThingEntry, tasks: Sequence[Any]) -> list[tuple[BodyEntry, int]]:
    """Return the bodies of a thing: its own, or those that its tasks name; busiest first."""
    count: dict[BodyEntry, int] = {}
    if thing.bodies:
        count = {body: len(body.tasks) for body in thing.bodies}
    else:
        for task in tasks:
            for body in task.bodies:
                count[body] = count.get(body, 0) + 1
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0].iri))
