"""A document whose every word tries to be more than text."""

from __future__ import annotations

from kg.model import (
    Agency,
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Section,
    Source,
    Span,
    Task,
)

NAMES = (
    "</script><img src=x onerror=alert(1)>局",
    "\"'><svg onload=alert(2)>委",
    "\u202e厅政财\u202c",
    "{{7*7}}${7*7}办",
    '=HYPERLINK("http://x")署',
    "<!--<script>厅",
)
TEXT = "一、<b onmouseover=alert(3)>任务</b>\u2028\n" + "、".join(NAMES) + "负责。</script>\n"


def document() -> ResolvedDocument:
    source = Source("<img src=x onerror=alert(4)>.txt", TEXT, "ef" * 32)
    spans = [Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in NAMES]
    assignments = tuple(
        Assignment(
            Mention(span, span.of(TEXT), span.of(TEXT)),
            Role.LEAD if i == 0 else Role.SUPPORT,
            Basis.EXPLICIT,
        )
        for i, span in enumerate(spans)
    )
    clause = Clause(Span(spans[0].start, spans[-1].end + 2), ClauseKind.PROSE, assignments)
    task = Task((Span(0, TEXT.index("\n")),), clause, section="<i>节</i>", deadline="<u>年底</u>")
    nodes = tuple(
        Resolution(Agency(f"450000/{name}", name, "450000", "province", f"条线{name}"), "name")
        for name in NAMES
    )
    section = Section(Span(0, 2), 1, "一、<b>标题</b>")
    plain = Document(
        source, Span(0, len(TEXT)), "<script>alert(5)</script>方案", "号", sections=(section,)
    )
    return ResolvedDocument(plain, "450000", (ResolvedTask(task, nodes),))
