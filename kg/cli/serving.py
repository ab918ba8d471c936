"""``kg serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.options import Build, Quiet

__all__ = ["serve"]


@app.command(epilog="Example: kg serve --build output --port 8000")
def serve(
    build: Build = Path("output"),
    host: Annotated[
        str, typer.Option("--host", help="Address; this machine alone when left out.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port.", min=1, max=65535)] = 8000,
    quiet: Quiet = False,
) -> None:
    """Serve the pages and a read-only SPARQL endpoint until interrupted."""
    from kg.builds import prepare_store
    from kg.cli.show import note
    from kg.errors import KgError

    try:
        from kg import serve as server
    except ModuleNotFoundError as error:
        raise KgError(
            "kg serve needs an extra that is not installed",
            remedy='Run: pip install "fengong[serve]"',
        ) from error
    prepare_store(build)
    if not quiet:
        note(f"http://{host}:{port}/ (SPARQL: http://{host}:{port}/sparql); stop with Ctrl-C")
    server.serve(build, host=host, port=port)
