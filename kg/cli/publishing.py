"""``kg site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Json, Quiet

__all__ = ["site"]


@app.command(epilog="Example: kg site public --build output")
def site(
    folder: Annotated[Path, typer.Argument(help="Folder to write the pages to.")],
    build: Build = Path("output"),
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write a static site: a page for every document, body, place and theme."""
    from tempfile import TemporaryDirectory

    from kg.builds import open_store, read_documents
    from kg.cli.exporting import export_file
    from kg.cli.show import as_json, write
    from kg.graph.iri import Iris
    from kg.manifest import read_manifest
    from kg.publish.downloads import MADE, downloads_of
    from kg.publish.site import SiteAbout, write_site

    manifest = read_manifest(build)
    with open_store(build) as store, TemporaryDirectory() as name:
        for file, network in MADE:
            export_file(store, Path(name, file), network)
        offered = downloads_of(build, Path(name))
        about = SiteAbout(version=manifest.program, downloads=offered)
        pages = write_site(folder, read_documents(build), store, Iris(manifest.base), about)
    if json:
        as_json(pages)
    elif not quiet:
        write(f"{folder / 'index.html'}: {sum(pages.values()):,} pages")
