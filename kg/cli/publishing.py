"""``kg site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json, Quiet

__all__ = ["site"]

_OFFERED = (
    ("assignments.csv", "每行一项分工：任务、单位、角色", "one line per body in a task"),
    ("tasks.csv", "每行一项任务", "one line per task"),
    ("places.csv", "每行任务中提到的一个地方", "one line per place named"),
    ("documents.csv", "每行一份文件", "one line per document"),
    ("open.csv", "看到而未能确定的内容", "what was seen and not settled"),
    ("measures.csv", "每行一个单位的网络指标", "network measures, one line per body"),
    ("graph.trig", "知识图谱（RDF）", "the graph as RDF"),
)


@app.command(epilog="Example: kg site public --build output")
def site(
    folder: Annotated[Path, typer.Argument(help="Folder to write the pages to.")],
    build: Build = Path("output"),
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write a static site: a page for every document, body, place and theme."""
    from kg.builds import open_store, read_documents
    from kg.cli.show import as_json, write
    from kg.graph.iri import Iris
    from kg.manifest import read_manifest
    from kg.publish.site import Download, SiteAbout, write_site

    manifest = read_manifest(build)
    offered = tuple(Download(build / name, zh, en) for name, zh, en in _OFFERED)
    about = SiteAbout(version=manifest.program, downloads=offered)
    with open_store(build) as store:
        pages = write_site(folder, read_documents(build), store, Iris(manifest.base), about)
    if json:
        as_json(pages)
    elif not quiet:
        write(f"{folder / 'index.html'}: {sum(pages.values()):,} pages")
