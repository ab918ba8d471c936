"""ZIP archives of Office files, opened only within limits.

``zipfile`` never unpacks more of a member than the archive's own list says, so the sums of that
list bound what reading can cost.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kg.errors import UnreadableError
from kg.read.formats.extracted import damaged, too_large

__all__ = ["MOST_MEMBERS", "MOST_RATIO", "MOST_UNPACKED", "Archive"]

MOST_UNPACKED = 256_000_000
"""Bytes that the parts of an Office file that are read may unpack into."""

MOST_RATIO = 400
"""How many times its packed size a large part may be; text of Office files reaches about 30."""

MOST_MEMBERS = 10_000

_SMALL = 4_000_000
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = 0x1
_OLDER = b"\xd0\xcf\x11\xe0"  # what Office's older formats begin with, and its locked files


class Archive:
    """The parts of an Office file.

    Args:
        data: The file.
        name: Its name.
        kind: Its format, for errors.
        every: Whether any part may be read, whatever its name, or only XML.
    """

    def __init__(self, data: bytes, name: str, kind: str, *, every: bool = False) -> None:
        self.name, self.kind, self._every = name, kind, every
        if data.startswith(_OLDER):
            raise damaged(kind, name, "it is locked by a password or in an older format")
        try:
            self._zip = ZipFile(BytesIO(data))
        # RuntimeError: what this version of the library does not know.
        except (BadZipFile, ValueError, OSError, RuntimeError) as error:
            raise damaged(kind, name, str(error)) from error
        self._check(self._zip.infolist())

    def _check(self, members: list[ZipInfo]) -> None:
        if len(members) > MOST_MEMBERS:
            raise too_large(f"its archive has {len(members):,} members", self.name)
        parts = [member for member in members if self._every or _is_xml(member.filename)]
        size = sum(member.file_size for member in parts)
        if size > MOST_UNPACKED:
            raise too_large(f"its archive unpacks into {size:,} bytes", self.name)
        for member in parts:
            if member.flag_bits & _ENCRYPTED:
                raise damaged(self.kind, self.name, "it is locked by a password")
            if member.file_size > max(_SMALL, MOST_RATIO * member.compress_size):
                raise too_large(
                    f"{member.filename!r} in its archive is packed beyond belief", self.name
                )

    def check_parts(self) -> None:
        """Look into every part that may be read; pictures may declare what they like.

        Raises:
            UnreadableError: If one is damaged or declares entities.
        """
        for member in self._zip.namelist():
            if not member.lower().endswith(_PICTURES):
                self.part(member)

    def part(self, member: str) -> bytes | None:
        """Return the bytes of a part, or ``None`` if there is none of that name.

        Raises:
            UnreadableError: If it is damaged or declares entities, which Office never does.
        """
        if member not in self._zip.NameToInfo:
            return None
        try:
            data = self._zip.read(member)
        except (OSError, ValueError, RuntimeError, EOFError, BadZipFile, zlib.error) as error:
            raise damaged(self.kind, self.name, str(error)) from error
        if _DECLARED.search(data.replace(b"\0", b"") if b"\0" in data else data):
            raise UnreadableError(
                f"{member!r} in its archive declares entities, which no Office program writes",
                place=self.name,
                remedy="Do not open it; ask whoever sent it for another copy",
            )
        return data


def _is_xml(member: str) -> bool:
    return member.endswith((".xml", ".rels"))
