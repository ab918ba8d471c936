"""JavaScript from elsewhere that pages carry.

It is brought into ``vendor/`` when the wheel is built (``third_party/bring.py``). A checkout that
lacks it still draws maps, with the older vis-network that pyvis ships.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from markupsafe import Markup

from kg.errors import OutputError

__all__ = ["has_part", "part_bytes", "part_script", "part_text"]

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_PYVIS = "lib/vis-9.1.2/vis-network.min.js"


def _file(name: str) -> Traversable:
    file = resources.files("kg.publish").joinpath("vendor", name)
    if name == "vis-network.js" and not file.is_file():
        return resources.files("pyvis").joinpath(_PYVIS)
    return file


def has_part(name: str) -> bool:
    """Return whether the installation has a part, such as ``oxigraph.wasm``."""
    return _file(name).is_file()


@cache
def part_bytes(name: str) -> bytes:
    """Return a part as it is.

    Raises:
        OutputError: If the installation lacks it.
    """
    if not has_part(name):
        raise OutputError(
            "a script that pages need is missing",
            place=name,
            remedy="Install the package again; in a checkout run "
            "python kg/publish/third_party/bring.py",
        )
    return _file(name).read_bytes()


def part_text(name: str) -> str:
    """Return a script or style without the line that asks for its source map.

    Raises:
        OutputError: If the installation lacks it.
    """
    return _SOURCE_MAP.sub("", part_bytes(name).decode("utf-8"))


def part_script(name: str) -> Markup:
    """Return a script so that it can stand inside a page.

    Raises:
        OutputError: If the installation lacks it.
    """
    text = part_text(name)
    # Words that would end or confuse the script element may stand in strings of the script.
    text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return Markup(text)  # noqa: S704 - a library's file, not data
