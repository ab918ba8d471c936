"""Frozen values that pass from room to room; no I/O here.

All positions are Unicode code points in ``Source.text``, end exclusive. A value that names a
span also names the words there, and ``source.text[span.start:span.end]`` always equals them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Agency",
    "Assignment",
    "Basis",
    "Citation",
    "Clause",
    "ClauseKind",
    "Document",
    "Mention",
    "Open",
    "Page",
    "ParsedDocument",
    "Place",
    "Resolution",
    "ResolvedDocument",
    "ResolvedTask",
    "Role",
    "Rule",
    "Section",
    "Source",
    "Span",
    "Task",
    "Theme",
]


class Role(StrEnum):
    """What a body does in a task: 牵头, 配合, 分工负责."""

    LEAD = "lead"
    SUPPORT = "support"
    JOINT = "joint"


class Basis(StrEnum):
    """Why a body has its role."""

    EXPLICIT = "explicit"  # a word of the clause says so: 牵头, 配合, 按职责分工, 会同
    FIRST_LISTED = "first-listed"  # a rule of the document: the body listed first leads
    SOLE = "sole"  # the only body of its clause
    SHARED = "shared"  # several bodies are responsible and no rule ranks them
    LABEL = "label"  # a label before the list: 牵头单位：…
    COLUMN = "column"  # the heading of a table column


class ClauseKind(StrEnum):
    """The form of the words that name the responsible bodies."""

    PAREN = "paren"
    TABLE = "table"
    PROSE = "prose"
    LABEL = "label"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a source's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words at this span."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a PDF or a sheet of a workbook starts in the extracted text.

    In a sheet every row is one line and every cell ends at a tab, so that the lines and tabs
    before a position tell the address of its cell (``kg.read.place_of``).

    Attributes:
        start: Position of its first character.
        name: Number of the page or name of the sheet.
        cells: Whether it is a sheet.
    """

    start: int
    name: str
    cells: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read. ``text`` is never altered afterwards.

    Attributes:
        name: Path below the folder it was found in, with ``/``; the file name for single files.
        text: The text; for formats other than plain text, the extracted text.
        sha256: Hash of the file's bytes, hexadecimal.
        media_type: IANA media type of the file.
        extracted: Whether ``text`` was extracted and has to be kept beside the tables.
        pages: The pages or sheets of the file, in order; empty for formats without any.
    """

    name: str
    text: str
    sha256: str
    media_type: str = "text/plain"
    extracted: bool = False
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rank in the outline (1 is the highest)."""

    span: Span
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that this one carries out or mentions.

    Attributes:
        span: The whole phrase, such as ``《…》（桂政办发〔2022〕92号）``.
        title: Title without 《》, blanks removed.
        number: Document number (文号), or empty.
        implements: True where a word such as 贯彻落实 stands before it.
    """

    span: Span
    title: str
    number: str
    implements: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One document inside a source: the whole file, or one of a gazette's."""

    source: Source
    span: Span
    title: str = ""
    number: str = ""  # 文号
    issuer: str = ""  # as written
    date: str = ""  # ISO 8601, or empty
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of reading that a document states once, such as 排在第一位的为牵头单位，下同.

    Attributes:
        kind: ``first-listed``, ``others-support`` (只明确一个部门的，其他有关部门配合),
            ``marked-lead`` (加★的为牵头单位) or ``responsible-lead``
            (无牵头单位的，责任单位即为牵头单位).
        span: Where it is stated; it holds from the clause it stands in to the document's end.
    """

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as written, and its name with inherited prefix or tail restored."""

    span: Span
    surface: str
    name: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One body in one role in one clause.

    Attributes:
        mention: Where and how the body is named.
        role: Its role.
        basis: Why it has that role.
        basis_span: The words that give the role: the rule where it is stated, the label, the
            column heading, the word 牵头; ``None`` for ``sole`` and ``shared``.
        column: Heading of the table column or label, as written without blanks; else empty.
        tier: Tier that the column heading names, such as ``自治区`` or ``柳州市``; else empty.
    """

    mention: Mention
    role: Role
    basis: Basis
    basis_span: Span | None = None
    column: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words that name the responsible bodies of one task."""

    span: Span
    kind: ClauseKind
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work and the clause that assigns it.

    Attributes:
        parts: Spans of its text in reading order; usually one.
        clause: Who does it.
        section: Headings above it, outermost first, joined by ``" / "``.
        deadline: What a deadline column or phrase sets, as written; else empty.
        implements: Position, in the document's tasks, of the higher tier's task it carries out.
        reprint_of: Position of the task that this printing repeats (damaged texts).
        rethreaded: True where the text was put together from interleaved passages.
    """

    parts: tuple[Span, ...]
    clause: Clause
    section: str = ""
    deadline: str = ""
    implements: int | None = None
    reprint_of: int | None = None
    rethreaded: bool = False

    @property
    def span(self) -> Span:
        """Return the main part: the longest, the first of equals."""
        parts = self.parts
        return parts[0] if len(parts) == 1 else max(parts, key=len)


@dataclass(frozen=True, slots=True)
class Open:
    """Something seen and not settled.

    Attributes:
        span: Where.
        kind: ``uncovered`` (a responsibility word outside every clause), ``unresolved``,
            ``ambiguous``, ``damaged``, ``timeout``, ``unreadable``.
        quote: The words there, at most 200 characters.
        reason: Why it stayed open, for a reader.
        candidates: What it might be, best first.
    """

    span: Span
    kind: str
    quote: str
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its tasks in text order, its rules, and what stayed open."""

    document: Document
    tasks: tuple[Task, ...] = ()
    rules: tuple[Rule, ...] = ()
    opens: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """A body as one node of the graph.

    Attributes:
        key: Identity: ``jurisdiction code or -`` + ``/`` + official name of its era.
        label: Official full name in Chinese.
        jurisdiction: GB/T 2260 code of the government it belongs to (``100000`` for the
            centre), or empty.
        tier: ``national``, ``province``, ``prefecture``, ``county``, ``township`` or empty.
        system: Functional system (条线), such as ``发展改革``, or empty.
        kind: ``government``, ``department``, ``party``, ``congress``, ``court``, ``mass``,
            ``institution``, ``enterprise``, ``vertical``, ``military``, ``group``, ``unknown``.
        label_en: English label, or empty.
        members: Keys of inferred members of a group.
    """

    key: str
    label: str
    jurisdiction: str = ""
    tier: str = ""
    system: str = ""
    kind: str = "unknown"
    label_en: str = ""
    members: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Bodies are told apart by their keys."""
        return hash(self.key)

    @property
    def is_group(self) -> bool:
        """Return whether this is a collective body (各有关市人民政府)."""
        return self.kind == "group"


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which node a mention stands for, and how that was decided.

    Attributes:
        agency: The node.
        basis: Where the jurisdiction came from: ``name``, ``prefix``, ``column``, ``issuer``,
            ``decision`` (a person's), or ``open``.
        candidates: Other nodes it might be; not empty means it stands in ``open.csv``.
        note: A person's reason, for decisions.
    """

    agency: Agency
    basis: str
    candidates: tuple[str, ...] = ()
    note: str = ""

    def __hash__(self) -> int:
        """Most that are of one body are the same."""
        return hash(self.agency.key)


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a task's text. ``kind`` is ``division`` or ``area``."""

    span: Span
    surface: str
    name: str
    kind: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic of a task: notation, strength in (0, 1], and the words it rests on."""

    notation: str
    strength: float
    basis: str


@dataclass(frozen=True, slots=True)
class ResolvedTask:
    """A task with its nodes; ``resolutions`` runs beside ``task.clause.assignments``."""

    task: Task
    resolutions: tuple[Resolution, ...]
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedDocument:
    """A document ready for the graph."""

    document: Document
    jurisdiction: str
    tasks: tuple[ResolvedTask, ...]
    rules: tuple[Rule, ...] = ()
    opens: tuple[Open, ...] = ()
