"""XML of Office files, parsed without entities, without network and within lxml's own limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.formats.archive import Archive
from kg.read.formats.extracted import damaged, missing

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["part_root"]


def part_root(archive: Archive, member: str) -> _Element | None:
    """Return the root of a part, or ``None`` if there is no such part.

    Raises:
        UnreadableError: If it is damaged, or lxml is not installed.
    """
    try:
        from lxml import etree  # noqa: PLC0415  # only for this format
    except ImportError as error:
        raise missing("lxml", archive.kind, archive.name) from error
    data = archive.part(member)
    if data is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(archive.kind, archive.name, f"{member}: {error.msg}") from error
