"""The text of a document as HTML: every character as it is, what was found in it marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from kg.model import Role, Span
from kg.publish.catalogue import DocumentEntry, TaskEntry
from kg.publish.names import link

__all__ = ["Heading", "outline", "text_html"]

_ROLE_NAMES = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.JOINT: "分工负责"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the outline."""

    anchor: str
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something to show at a span: an opening and a closing tag."""

    span: Span
    rank: int  # the lower stands outside
    opening: Markup
    closing: Markup


@dataclass(slots=True)
class _Marks:
    """The marks of a document, and anchors before positions."""

    marks: list[_Mark] = field(default_factory=list)
    anchors: dict[int, list[Markup]] = field(default_factory=dict)

    def anchor(self, position: int, html: Markup) -> None:
        self.anchors.setdefault(position, []).append(html)


def outline(document: DocumentEntry) -> list[Heading]:
    """Return the headings of a document with the anchors they have in its text."""
    return [
        Heading(f"section-{section.span.start}", section.level, section.title)
        for section in document.sections
    ]


def text_html(document: DocumentEntry, root: str = "../") -> Markup:
    """Return the whole text, one paragraph per line; the words are those of the source.

    A paragraph's ``data-start`` is the position of its first character, so that any place can be
    found; nothing but the document's own characters is text here.
    """
    source, span = document.resolved.document.source, document.resolved.document.span
    marks = _marks(document, root)
    return Markup("\n").join(
        _line(source.text, line, over, marks.anchors)
        for line, over in _with_marks(_lines(source.text, span), marks.marks)
    )


def _with_marks(lines: Iterator[Span], marks: list[_Mark]) -> Iterator[tuple[Span, list[_Mark]]]:
    """Yield each line with the marks over it, going through both once."""
    active: list[_Mark] = []
    waiting = iter([*marks, None])
    following = next(waiting)
    for line in lines:
        active = [mark for mark in active if mark.span.end > line.start]
        while following is not None and following.span.start < line.end:
            if following.span.end > line.start:
                active.append(following)
            following = next(waiting)
        yield line, active


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _marks(document: DocumentEntry, root: str) -> _Marks:
    found = _Marks()
    for heading, section in zip(outline(document), document.sections, strict=True):
        found.anchor(section.span.start, Markup('<span id="{}"></span>').format(heading.anchor))
        rank = min(max(section.level, 1), 4)
        opening = Markup('<strong class="heading h{}">').format(rank)
        found.marks.append(_Mark(section.span, 0, opening, Markup("</strong>")))
    for task in document.tasks:
        _task_marks(task, root, found)
    found.marks.sort(key=lambda mark: (mark.span.start, -mark.span.end, mark.rank))
    return found


def _task_marks(task: TaskEntry, root: str, found: _Marks) -> None:
    plain = task.resolved.task
    pin = Markup(
        '<a class="pin" id="{anchor}" href="#{anchor}" data-number="{number}"'
        ' aria-label="任务 {number}"></a>'
    ).format(anchor=task.anchor, number=task.number)
    found.anchor(plain.parts[0].start, pin)
    opening = Markup('<span class="task" data-task="{}">').format(task.number)
    for span in plain.parts:
        found.marks.append(_Mark(span, 1, opening, Markup("</span>")))
    clause = Markup('<span class="clause">')
    found.marks.append(_Mark(plain.clause.span, 2, clause, Markup("</span>")))
    for place in task.resolved.places:
        html = Markup('<span class="place" title="{}">').format(place.name)
        found.marks.append(_Mark(place.span, 3, html, Markup("</span>")))
    for part in task.parts:
        html = Markup('<a class="mention {}" href="{}" title="{}">').format(
            part.role.value,
            root + link(part.body.page),
            f"{_ROLE_NAMES[part.role]} · {part.body.agency.label}",
        )
        found.marks.append(_Mark(part.assignment.mention.span, 4, html, Markup("</a>")))


def _line(text: str, line: Span, over: list[_Mark], anchors: dict[int, list[Markup]]) -> Markup:
    """Return one paragraph: cut at every mark's ends, each piece inside the marks over it."""
    cuts = {line.start, line.end}
    for mark in over:
        cuts |= {max(mark.span.start, line.start), min(mark.span.end, line.end)}
    cuts |= {position for position in anchors if line.start <= position < line.end}
    pieces = []
    for span in (Span(*pair) for pair in pairwise(sorted(cuts))):
        around = [m for m in over if m.span.start <= span.start and m.span.end >= span.end]
        pieces.append(Markup("").join(anchors.get(span.start, ())))
        pieces.append(_piece(text[span.start : span.end], around))
    return Markup('<p data-start="{}">{}</p>').format(line.start, Markup("").join(pieces))


def _piece(words: str, around: list[_Mark]) -> Markup:
    inner = escape(words)
    for mark in reversed(_one_link(sorted(around, key=lambda mark: mark.rank))):
        inner = mark.opening + inner + mark.closing
    return inner


def _one_link(marks: list[_Mark]) -> list[_Mark]:
    """Keep the last of several links, since a link inside a link is none."""
    links = [mark for mark in marks if mark.rank == 4]
    return [mark for mark in marks if mark.rank != 4 or mark is links[-1]]
