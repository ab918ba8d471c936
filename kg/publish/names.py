"""Names of files that come from data: readable, and safe on every file system."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

from kg.model import Source

__all__ = ["Slugs", "brief", "link", "safe_name", "text_path"]

# Not allowed in names on Windows, or invisible.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f<>:\"/\\|?*%#\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_NOT_IN_LINK = re.compile(r"[\x00-\x20\x7f\"%#?\\<>^`{|}]")
_BRIEF = (
    (re.compile(r"(?<=.)(壮族|回族|维吾尔)?自治区(?=.)"), ""),
    (re.compile(r"(?<=.)人民政府(?=.)"), "政府"),
    (re.compile(r"委员会$"), "委"),
)
_LONGEST = 60  # characters; three octets each at most stay below the 255 of most file systems


def safe_name(name: str) -> str:
    """Return a file name for any text; two texts never share one.

    What cannot stand in a file name becomes ``_``, and a name that had to be changed ends with
    the start of its hash, so that it stays its own.
    """
    clean = _UNSAFE.sub("_", name).strip(" .")[:_LONGEST]
    if clean == name and clean and not _RESERVED.match(clean):
        return clean
    return f"{clean}~{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip(".")


def brief(label: str) -> str:
    """Return a full official name as a map has room for it.

    >>> brief("广西壮族自治区发展和改革委员会")
    '广西发展和改革委'
    """
    for pattern, shorter in _BRIEF:
        label = pattern.sub(shorter, label)
    return label


def link(path: str) -> str:
    """Return a relative address for a path; Chinese stays readable, which browsers allow."""
    return _NOT_IN_LINK.sub(lambda match: quote(match.group()), path)


def text_path(source: Source) -> PurePosixPath:
    """Return where the extracted text of a source stands, below the output folder."""
    parts = [safe_name(part) for part in source.name.split("/") if part]
    return PurePosixPath("text", *parts[:-1], f"{parts[-1] if parts else '_'}.txt")


class Slugs:
    """File names for many things, each its own within its kind, also where case is ignored."""

    def __init__(self) -> None:
        self._owner: dict[tuple[str, str], str] = {}

    def of(self, kind: str, name: str) -> str:
        """Return the file name, without ending, of a thing."""
        slug = safe_name(name)
        while self._owner.setdefault((kind, slug.casefold()), name) != name:
            slug = safe_name(f"{slug}:{name}")
        return slug
