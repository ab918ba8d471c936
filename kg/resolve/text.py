"""Names made comparable: no blanks, full-width brackets, simplified characters."""

from __future__ import annotations

import re

from kg.characters import simplified

__all__ = ["clean_name", "main_name"]

_BLANK = re.compile(r"\s+")
_BRACKETS = str.maketrans("(),﹙﹚〈〉", "（），（）《》")
_SECOND = re.compile(r"（[^（）]*）$")


def clean_name(name: str) -> str:
    """Return a name without blanks, with full-width brackets and simplified characters.

    >>> clean_name("柳州市 市場監管局(知識產權局)")
    '柳州市市场监管局（知识产权局）'
    """
    return simplified(_BLANK.sub("", name)).translate(_BRACKETS)


def main_name(name: str) -> tuple[str, str]:
    """Split a second name in brackets from a clean name.

    >>> main_name("市财政局（金融办）")
    ('市财政局', '金融办')
    """
    found = _SECOND.search(name)
    if not found or found.start() < 2:
        return name, ""
    return name[: found.start()], found.group()[1:-1]
