"""Human decisions: read from a file, applied where they fit, reported where they do not."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from kg.cells import unguard
from kg.characters import simplified
from kg.errors import InputError, NotFoundError
from kg.model import Place, ResolvedDocument, ResolvedTask, Theme

__all__ = [
    "COLUMNS",
    "NONE",
    "Decision",
    "Decisions",
    "Unused",
    "check",
    "decided_place",
    "decided_themes",
    "read_decisions",
]

COLUMNS = (
    "kind", "source", "start", "end", "name", "quote", "context", "reason", "current",
    "candidates", "decision", "why", "who", "date",
)  # fmt: skip
NONE = "-"
_KINDS = ("body", "place", "theme")
_KEY = re.compile(r"(?P<code>[0-9]{6}|-[0-9a-z.]*)/\S.*")
_REMEDIES = {
    "body": "Give the key of a body, code and official name: 340400/淮南市城市管理局",
    "place": "Give the code of a division, area, or - for no place",
    "theme": "Give the notations of topics, joined by ; such as 7/民航;3, or - for none",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one name, place or task.

    Attributes:
        kind: ``body``, ``place`` or ``theme``.
        source: File name; empty means every file (bodies only).
        start: Where it stands, -1 for every place in the file.
        name: The name it is about; empty for themes.
        value: The key of a body; the code of a division, ``area`` or ``-`` for no place; the
            notations of topics joined by ``;``.
        why: The reason a person gave.
        who: Who decided.
        date: When, as written.
    """

    kind: str
    source: str
    start: int
    name: str
    value: str
    why: str = ""
    who: str = ""
    date: str = ""

    @property
    def note(self) -> str:
        """Return reason, person and date in one line."""
        signed = ", ".join(filter(None, (self.who, self.date)))
        return f"{self.why} ({signed})".strip() if signed else self.why


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a review file that a person filled in; lines without a decision are left out.

    Args:
        path: The CSV file: UTF-8, UTF-16, or GB 18030, in which Chinese spreadsheets save.

    Raises:
        NotFoundError: If there is no such file.
        InputError: If the file cannot be read, a column is missing or a line makes no sense.
    """
    if not path.is_file():
        raise NotFoundError("no such decisions file", place=str(path), remedy="Give its path")
    try:
        reader = csv.DictReader(StringIO(_text(path), newline=""))
        missing = [name for name in ("kind", "decision") if name not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"column missing: {', '.join(missing)}",
                place=str(path),
                remedy="Start from the file that kg review writes, saved as CSV with commas",
            )
        rows = [(reader.line_num, row) for row in reader if (row.get("decision") or "").strip()]
    except csv.Error as error:
        raise InputError(
            f"this is no table: {error}",
            place=str(path),
            remedy="Start from the file that kg review writes",
        ) from error
    return tuple(_decision(row, f"{path}:{line}") for line, row in rows)


def _text(path: Path) -> str:
    """Return the text of a table as spreadsheets save it: in UTF-8, UTF-16, or GBK in China."""
    data = path.read_bytes()
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise InputError("this is no text", place=str(path), remedy="Save it as CSV in UTF-8")


def check(
    decisions: Iterable[Decision], place: str, codes: Collection[str], notations: Collection[str]
) -> None:
    """Refuse decisions that name nothing the vocabularies know.

    Args:
        decisions: What a person decided.
        place: The file they stand in.
        codes: Codes of divisions.
        notations: Notations of topics.

    Raises:
        InputError: If a key, a code or a notation is none.
    """
    for one in decisions:
        if not _known(one, codes, notations):
            what = " ".join(filter(None, (one.kind, one.name, f"{one.source}:{one.start}")))
            raise InputError(
                f"no such {one.kind}: {one.value}",
                place=f"{place}, {what}",
                remedy=_REMEDIES[one.kind],
            )


def _known(one: Decision, codes: Collection[str], notations: Collection[str]) -> bool:
    if one.kind == "body":
        key = _KEY.fullmatch(one.value)
        return key is not None and (key["code"] in codes or key["code"].startswith(NONE))
    if one.value == NONE:
        return True
    if one.kind == "place":
        return one.value == "area" or one.value in codes
    return all(part.strip() in notations for part in one.value.split(";") if part.strip())


def _decision(row: Mapping[str, str | None], place: str) -> Decision:
    cells = {name: unguard((row.get(name) or "").strip()) for name in COLUMNS}
    start = cells["start"] or "-1"
    if cells["kind"] not in _KINDS or not start.lstrip("-").isdigit():
        raise InputError(
            "not a decision", place=place, remedy="Leave kind and start as kg review wrote them"
        )
    return Decision(
        cells["kind"],
        cells["source"],
        int(start),
        cells["name"],
        cells["decision"],
        cells["why"],
        cells["who"],
        cells["date"],
    )


class Decisions:
    """Decisions by what they are about; the most particular one wins."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = tuple(decisions)
        self._held = {(d.kind, d.source, d.start, d.name): d for d in self.all}

    def body(self, source: str, start: int, name: str) -> Decision | None:
        """Return the decision about a mention: here, in this file, or everywhere."""
        if not self._held:
            return None
        keys = ((source, start), (source, -1), ("", -1))
        found = (self._held.get(("body", where, at, name)) for where, at in keys)
        return next((decision for decision in found if decision), None)

    def place(self, source: str, start: int, name: str) -> Decision | None:
        """Return the decision about a place named in a text."""
        found = (self._held.get(("place", source, at, name)) for at in (start, -1))
        return next((decision for decision in found if decision), None)

    def theme(self, source: str, start: int) -> Decision | None:
        """Return the decision about the topics of a task."""
        return self._held.get(("theme", source, start, ""))


def decided_place(place: Place, decision: Decision) -> Place | None:
    """Return the place a person decided on; ``None`` where it is none."""
    if decision.value == NONE:
        return None
    if decision.value == "area":
        return Place(place.span, place.surface, place.name, "area")
    return Place(place.span, place.surface, place.name, "division", decision.value)


def decided_themes(decision: Decision) -> tuple[Theme, ...]:
    """Return the topics a person decided on."""
    basis = f"decision: {decision.note}" if decision.note else "decision"
    notations = [part.strip() for part in decision.value.split(";") if part.strip()]
    return tuple(Theme(notation, 1.0, basis) for notation in notations if notation != NONE)


class Unused:
    """The decisions of a file that have fitted nothing so far.

    Show it every document with :meth:`see`; what is ``left`` then fits nothing.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._held = {(d.kind, d.source, d.start, d.name): d for d in decisions}

    def see(self, resolved: ResolvedDocument) -> None:
        """Take out the decisions that a document has a use for."""
        if not self._held:
            return
        source = resolved.document.source
        for task in resolved.tasks:
            for key in _keys(task, source.name):
                self._held.pop(key, None)
        for key, decision in tuple(self._held.items()):
            if decision.source == source.name and _took_away(decision, resolved):
                del self._held[key]

    @property
    def left(self) -> tuple[Decision, ...]:
        """Return what fitted nothing, in the order of the file."""
        return tuple(self._held.values())


def _took_away(decision: Decision, resolved: ResolvedDocument) -> bool:
    """A place that a person said is none is no longer there; its words still are."""
    if decision.kind != "place" or decision.value != NONE:
        return False
    text = resolved.document.source.text
    for part in (part for task in resolved.tasks for part in task.task.parts):
        if part.start <= max(decision.start, part.start) < part.end:
            words = text[max(decision.start, part.start) : part.end]
            bare = simplified("".join(words.split()))
            if bare.startswith(decision.name) or (decision.start < 0 and decision.name in bare):
                return True
    return False


def _keys(resolved: ResolvedTask, source: str) -> Iterable[tuple[str, str, int, str]]:
    yield ("theme", source, resolved.task.span.start, "")
    for assignment in resolved.task.clause.assignments:
        mention = assignment.mention
        for where, at in ((source, mention.span.start), (source, -1), ("", -1)):
            yield ("body", where, at, mention.name)
    for place in resolved.places:
        yield ("place", source, place.span.start, place.name)
        yield ("place", source, -1, place.name)
