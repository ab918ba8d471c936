"""How pages are made: one template environment, assets written into the page, data as JSON.

Pages must open from a disk with no server and no network, so scripts and styles stand inside
them, as plain scripts (a browser refuses modules from ``file://``).
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import OutputError
from kg.publish.font import face
from kg.publish.names import link

__all__ = ["MAP_SCRIPTS", "asset", "embed", "render", "write_page"]

# In the order in which a map needs them.
MAP_SCRIPTS = (
    "words.js",
    "search.js",
    "filter.js",
    "draw.js",
    "labels.js",
    "export.js",
    "panel.js",
    "controls.js",
    "address.js",
    "searchbox.js",
    "keys.js",
    "still.js",
    "map.js",
)

_NO_FONT = '<style id="font"></style>'  # no data can look like it: "<" is escaped

# With these escaped, JSON can neither end the script element it stands in nor break a line of
# JavaScript; it reads back as the same text.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def embed(value: Any) -> Markup:
    """Return a value as JSON that is safe inside a ``<script>`` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - every special character is escaped


@cache
def asset(name: str) -> Markup:
    """Return one of this package's own scripts or styles, to stand inside a page."""
    text = resources.files(__package__).joinpath("assets", name).read_text("utf-8")
    return Markup(text)  # noqa: S704 - a file of this package, not data


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(shorten=_shorten, link=link)
    environment.globals.update(asset=asset, embed=embed, map_scripts=MAP_SCRIPTS)
    return environment


def _shorten(text: str, most: int = 400) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def render(template: str, **values: Any) -> str:
    """Return a page made from a template of this package."""
    return _environment().get_template(template).render(**values)


def write_page(path: Path, template: str, **values: Any) -> None:
    """Write a page made from a template; one that stands alone gets its Chinese characters.

    Raises:
        OutputError: If the file cannot be written.
    """
    page = render(template, **values)
    if _NO_FONT in page:
        page = page.replace(_NO_FONT, f"<style>{face(page)}</style>", 1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"page cannot be written ({error.strerror})",
            place=str(path),
            remedy="Choose another output folder or free it",
        ) from error
