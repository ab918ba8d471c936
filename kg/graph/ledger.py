"""Ledgers: rows with numbers, in which documents note what follows from all of them.

A row is words between tabs, its kind first. What a document notes is added to the ledger of the
place that it is about; taking it away again leaves the ledger as if the document had never been.
So a build that knows the ledgers of the one before needs only the documents that have changed,
and any order of documents gives the same ledgers.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.facts import AREA, DocumentFacts, TaskFacts
from kg.graph.labels import InUse
from kg.graph.reforms import became
from kg.model import Agency
from kg.records import decoded, encoded

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = [
    "COMMON",
    "ROLES",
    "Above",
    "Rows",
    "agency",
    "division",
    "fields",
    "home",
    "lines",
    "note",
    "post",
]

COMMON = "common"
"""The ledger of what belongs to no place: topics, systems, divisions, days."""

ROLES = {"l": "lead", "s": "support", "j": "joint"}

Rows = dict[str, int]

_NOWHERE = "none"
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n"}
_ESCAPE = re.compile(r"[\\\t\n]")
_PAIR = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Above:
    """What lies above a thing: each returns notations, the thing's own first."""

    themes: Callable[[str], tuple[str, ...]]
    regions: Callable[[str], tuple[str, ...]]


def home(key: str) -> str:
    """Return the ledger of a body or division: its prefecture, by four digits of GB/T 2260.

    Example:
        >>> home("450203/柳州市鱼峰区教育局"), home("450000"), home("-/某公司")
        ('4502', '4500', 'none')
    """
    code = key[:4]
    return code if code.isascii() and code.isdigit() else _NOWHERE


def division(key: str) -> str:
    """Return the code of the division that a body belongs to by its key, or nothing."""
    code = key.partition("/")[0]
    return code if code.isdigit() else ""


def _row(*said: str) -> str:
    row = "\t".join(said)
    if "\\" in row or "\n" in row or row.count("\t") != len(said) - 1:
        words = (_ESCAPE.sub(lambda found: _ESCAPED[found.group()], word) for word in said)
        return "\t".join(words)
    return row


def fields(row: str) -> list[str]:
    """Return the words of a row."""
    said = row.split("\t")
    if "\\" not in row:
        return said
    back = {"t": "\t", "n": "\n"}
    return [_PAIR.sub(lambda found: back.get(found[1], found[1]), word) for word in said]


def lines(rows: Mapping[str, int]) -> bytes:
    """Return rows with their numbers, sorted, a line each."""
    text = "".join(f"{row}\t{rows[row]}\n" for row in sorted(rows))
    return text.encode("utf-8", "surrogatepass")


def post(rows: Rows, noted: bytes, sign: int = 1) -> None:
    """Add lines to a ledger, or take them away; what comes to nothing is gone.

    Raises:
        ValueError: If they are no lines.
    """
    for line in noted.decode("utf-8", "surrogatepass").split("\n"):
        if line:
            row, _, number = line.rpartition("\t")
            total = rows.get(row, 0) + sign * int(number)
            if total:
                rows[row] = total
            else:
                rows.pop(row, None)


def agency(said: str) -> Agency:
    """Return the body that a row describes."""
    return decoded(Agency, json.loads(said))


def note(
    documents: Sequence[DocumentFacts], used: InUse, above: Above, eras: Eras | None
) -> dict[str, bytes]:
    """Return what documents note, by ledger.

    Args:
        documents: All documents of one file.
        used: What they name.
        above: What lies above topics and divisions.
        eras: What knows the reforms, for what bodies are today.
    """
    notes = _Notes(above)
    notes.bodies(used, eras)
    for document in documents:
        notes.document(document, used.agencies)
    return {name: lines(Counter(rows)) for name, rows in sorted(notes.rows.items()) if rows}


class _Notes:
    """Rows on their way, by ledger; equal ones are counted at the end."""

    def __init__(self, above: Above) -> None:
        self.rows: dict[str, list[str]] = defaultdict(list)
        self.above = above

    def bodies(self, used: InUse, eras: Eras | None) -> None:
        """Note what is named, each once for a file."""
        today = _today(used.agencies.values(), eras) if eras else {}
        for kind, bodies in (("body", used.agencies), ("later", today)):
            for key, body in bodies.items():
                said = json.dumps(encoded(body), ensure_ascii=False, separators=(",", ":"))
                self.rows[home(key)].append(_row(kind, key, said))
        for key, names in used.written.items():
            self.rows[home(key)].extend(_row("name", key, name) for name in names)
        for key in used.named:
            self.rows[home(key)].append(_row("named", key))
        every = (*used.agencies.values(), *today.values())
        sets = {
            "area": used.areas,
            "day": used.days,
            "region": {*used.regions, *(body.jurisdiction for body in every)}
            | set(map(division, used.named)),
            "system": {body.system for body in every},
            "theme": used.themes,
        }
        common = self.rows[COMMON]
        for kind, things in sets.items():
            common.extend(_row(kind, thing) for thing in things if thing)

    def document(self, document: DocumentFacts, bodies: Mapping[str, Agency]) -> None:
        """Note the tasks of a document."""
        code = document.jurisdiction
        regions = self.above.regions(code) if code else ()
        for task in document.tasks:
            themes = {above for theme in task.themes for above in self.above.themes(theme)}
            self.things(task, themes, regions, bodies)
            self.parts(task, themes)
            self.regions(task, themes, regions)

    def things(
        self,
        task: TaskFacts,
        themes: Iterable[str],
        regions: Iterable[str],
        bodies: Mapping[str, Agency],
    ) -> None:
        """Note that a task belongs to topics, divisions, systems and roles, and names places."""
        systems = {bodies[key].system for key, _ in task.parts if key in bodies} - {""}
        said = {_row("tasks", "system", system) for system in systems}
        said.update([f"tasks\tregion\t{region}" for region in regions])
        said.update([f"tasks\ttheme\t{theme}" for theme in themes])
        said.update([f"tasks\trole\t{ROLES[role]}" for _, roles in task.parts for role in roles])
        for place in task.places:
            if place.startswith(AREA):
                said.add(_row("names", "area", place.removeprefix(AREA)))
            else:
                said.update([f"names\tregion\t{one}" for one in self.above.regions(place)])
        self.rows[COMMON].extend(said)

    def parts(self, task: TaskFacts, themes: Iterable[str]) -> None:
        """Note the bodies of a task, in which roles, on which topics, and who shares it."""
        size = len(task.parts) - 1
        said = [(self.rows[home(key)], _row(key), roles) for key, roles in task.parts]
        for at, (rows, body, roles) in enumerate(said):
            rows.append(f"tasks\t{body}")
            for role in roles:
                rows.append(f"role\t{body}\t{role}")
                rows.extend([f"tally\tBody\t{body}\t{role}\t{theme}" for theme in themes])
            rows.extend([f"tie\t{body}\t{other}\t{size}" for _, other, _ in said[at + 1 :]])

    def regions(self, task: TaskFacts, themes: Iterable[str], regions: Iterable[str]) -> None:
        """Note the roles and topics of a task for the divisions of its document."""
        roles = {role for _, roles in task.parts for role in roles}
        said = [f"{role}\t{theme}" for role in roles for theme in themes]
        for region in regions:
            self.rows[home(region)].extend([f"tally\tRegion\t{region}\t{one}" for one in said])


def _today(bodies: Iterable[Agency], eras: Eras) -> dict[str, Agency]:
    """Return the bodies that those which a reform ended are today, by key."""
    return {after.key: after for body in bodies for after in became(body, eras)}
