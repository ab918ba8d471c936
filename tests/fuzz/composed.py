"""Documents whose every name, title and quote is a piece of any text at all.

What the grammar would find in a text is tame. What is written must be right for all that the
model can hold, so these are put together without it.
"""

from __future__ import annotations

import random
from hashlib import sha256

from kg.model import (
    Agency,
    Assignment,
    Basis,
    Citation,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Open,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Rule,
    Section,
    Source,
    Span,
    Task,
    Theme,
)


def composed(data: bytes) -> ResolvedDocument:
    """Return the document that some bytes stand for; the same bytes, the same document."""
    text = "一" + data.decode("utf-8", "replace")
    return _Composer(text, random.Random(sha256(data).digest())).document()


class _Composer:
    def __init__(self, text: str, lot: random.Random) -> None:
        self.text, self.lot = text, lot

    def span(self, most: int = 30) -> Span:
        start = self.lot.randrange(len(self.text))
        return Span(start, min(len(self.text), start + self.lot.randint(1, most)))

    def words(self, most: int = 30) -> str:
        return self.span(most).of(self.text)

    def spans(self, count: int) -> list[Span]:
        """Return spans in text order that do not overlap."""
        places = sorted(self.lot.sample(range(len(self.text) + 1), min(2 * count, len(self.text))))
        return [Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False)]

    def document(self) -> ResolvedDocument:
        digest = sha256(self.text.encode()).hexdigest()
        source = Source(self.words(), self.text, digest, extracted=self.lot.random() < 0.5)
        sections = tuple(Section(span, 1, span.of(self.text)) for span in self.spans(2))
        cited = tuple(Citation(s, s.of(self.text), self.words(), True) for s in self.spans(1))
        plain = Document(
            source,
            Span(0, len(self.text)),
            *(self.words(), self.words(), self.words()),
            self.lot.choice(("", "2020-03-05")),
            sections,
            cited,
        )
        tasks = [task for _ in range(self.lot.randint(0, 3)) if (task := self.task())]
        opens = (
            Open(s := self.span(), "uncovered", s.of(self.text), self.words(), (self.words(),)),
        )
        rules = (Rule("first-listed", self.span()),)
        return ResolvedDocument(plain, "450000", tuple(tasks), rules, opens)

    def task(self) -> ResolvedTask | None:
        part, *spans = self.spans(self.lot.randint(2, 5)) or [Span(0, 1)]
        if not spans:
            return None
        named = tuple(self.assignment(span) for span in spans)
        clause = Clause(Span(spans[0].start, spans[-1].end), ClauseKind.PAREN, named)
        task = Task((part,), clause, self.words(), self.words())
        place = self.span()
        places = (Place(place, place.of(self.text), self.words(), "area"),)
        themes = (Theme(self.lot.choice(("7", "3/甲", self.words(6))), 0.5, self.words()),)
        return ResolvedTask(task, tuple(self.body(one) for one in named), places, themes)

    def assignment(self, span: Span) -> Assignment:
        mention = Mention(span, span.of(self.text), self.words())
        return Assignment(mention, self.lot.choice(list(Role)), Basis.EXPLICIT, self.span())

    def body(self, one: Assignment) -> Resolution:
        label = one.mention.name
        agency = Agency(
            f"450000/{label}", label, "450000", "province", self.words(), label_en=label
        )
        return Resolution(agency, "name", (self.words(),), self.words())
