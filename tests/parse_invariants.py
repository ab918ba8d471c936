"""What holds for every document that was parsed, whatever it says."""

from collections.abc import Iterator
from itertools import pairwise

from kg.model import ClauseKind, Document, Open, ParsedDocument, Role, Source, Span, Task
from kg.parse import parse
from kg.parse.view import clean
from kg.read import documents

__all__ = ["broken", "document_of", "parsed", "parsed_parts"]

_LONGEST_QUOTE = 200
_RULES = ("first-listed", "others-support", "marked-lead", "responsible-lead")
_KINDS = {"uncovered", "damaged", "unresolved", "ambiguous", "timeout", "unreadable"}


def document_of(text: str) -> Document:
    """Return a text as one document, without what reading would find around it."""
    return Document(Source("text.txt", text, "0" * 64), Span(0, len(text)))


def parsed(text: str) -> ParsedDocument:
    """Parse a text as one document and hold the result to its invariants."""
    result = parse(document_of(text))
    wrong = broken(result)
    assert not wrong, "\n".join(wrong)
    return result


def parsed_parts(source: Source) -> list[ParsedDocument]:
    """Parse the documents of a source and hold them to their invariants."""
    results = [parse(document) for document in documents(source)]
    wrong = [line for result in results for line in broken(result)]
    assert not wrong, "\n".join(wrong)
    return results


def broken(result: ParsedDocument) -> list[str]:
    """Return what is wrong with a result by itself: spans, words, order, references."""
    return [*_tasks(result), *_rules(result), *_opens(result)]


def _tasks(result: ParsedDocument) -> Iterator[str]:
    clauses = [task.clause.span for task in result.tasks]
    if clauses != sorted(clauses):
        yield "tasks are not in text order"
    for number, task in enumerate(result.tasks):
        for problem in _task(result, number, task):
            yield f"task {number}: {problem}"


def _task(result: ParsedDocument, number: int, task: Task) -> Iterator[str]:
    inside = result.document.span
    text = result.document.source.text
    if not task.parts or not task.clause.assignments:
        yield "has no text or no bodies"
    for span in (*task.parts, task.clause.span):
        if not inside.start <= span.start < span.end <= inside.end:
            yield f"{span} is empty or outside of the document"
    yield from _mentions(text, task)
    for name in ("implements", "reprint_of"):
        other = getattr(task, name)
        if other is not None and not (0 <= other < len(result.tasks) and other != number):
            yield f"{name} points to {other}"


def _mentions(text: str, task: Task) -> Iterator[str]:
    clause = task.clause.span
    yield from _overlaps(task)
    for item in task.clause.assignments:
        mention = item.mention
        if text[mention.span.start : mention.span.end] != mention.surface:
            yield f"{mention} is not what stands there"
        if not clause.start <= mention.span.start < mention.span.end <= clause.end:
            yield f"{mention} is empty or outside of its clause"
        if not mention.name or mention.name != clean(mention.name):
            yield f"{mention} has a name with blanks, or none"
        if item.role not in Role:
            yield f"{item.role} is no role"
        if item.basis_span and not item.basis_span.of(text).strip():
            yield f"{item.basis_span} of a basis is blank"


def _overlaps(task: Task) -> Iterator[str]:
    spans = [item.mention.span for item in task.clause.assignments]
    # A row that goes on over a page break is told column by column.
    if task.clause.kind is not ClauseKind.TABLE and spans != sorted(spans):
        yield "mentions are not in text order"
    for one, other in pairwise(sorted(spans)):
        if other.start < one.end:
            yield f"{one} and {other} overlap"


def _rules(result: ParsedDocument) -> Iterator[str]:
    inside = result.document.span
    stated = {rule.span for rule in result.rules}
    for rule in result.rules:
        if rule.kind not in _RULES:
            yield f"{rule.kind} is no rule"
        if not inside.start <= rule.span.start < rule.span.end <= inside.end:
            yield f"{rule.span} of a rule is outside of the document"
    for task in result.tasks:
        for item in task.clause.assignments:
            if item.basis.value == "first-listed" and item.basis_span not in stated:
                yield f"{item} rests on a rule that is stated nowhere"


def _opens(result: ParsedDocument) -> Iterator[str]:
    text = result.document.source.text
    for opened in result.opens:
        if opened.kind not in _KINDS or not opened.reason:
            yield f"{opened} does not say what it is"
        if not _quotes(text, opened):
            yield f"{opened} does not quote what stands there"


def _quotes(text: str, opened: Open) -> bool:
    words = opened.span.of(text)
    return bool(words) and opened.quote == words[:_LONGEST_QUOTE]
