"""JavaScript from elsewhere that pages carry, with its licence line."""

from __future__ import annotations

from functools import cache
from importlib import resources

from markupsafe import Markup

from kg.errors import OutputError

__all__ = ["vendor_script"]

_PYVIS = {"vis-network": "lib/vis-9.1.2/vis-network.min.js"}


@cache
def vendor_script(name: str) -> Markup:
    """Return a library's script, to stand inside a page.

    Raises:
        OutputError: If the installation lacks it.
    """
    file = resources.files("pyvis").joinpath(_PYVIS[name])
    if not file.is_file():
        raise OutputError(
            "script is missing", place=str(file), remedy="Install the package pyvis again"
        )
    # The words that end or confuse a script element may stand in strings of the script.
    text = file.read_text("utf-8").replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return Markup(text)  # noqa: S704 - a library's file, not data
