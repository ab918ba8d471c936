"""What is fuzzed: each target takes bytes, and fails where a promise is broken.

Whatever the bytes are: no error but a named one that says what to do, spans on their words, the
same twice, no more than linear time; and what is written reads back as what it was.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import mutations
import seeds
import written
from composed import composed
from parse_invariants import broken, document_of

from kg.errors import KgError, QueryError, UnreadableError
from kg.graph.names import find
from kg.graph.questions import fill, question, questions, terms
from kg.graph.store import Store
from kg.model import Document, ParsedDocument, ResolvedDocument, Source
from kg.parse import parse
from kg.read import documents, read_file
from kg.read.formats import pdf, pdf_worker
from kg.records import dump, load
from kg.resolve import Resolver

__all__ = ["TARGETS", "Target"]

_LEAST = 2.0  # seconds of the processor that anything may take
_PER_CHARACTER = 1e-4  # and a second for each 10,000 characters
Check = Callable[[bytes], None]
Change = Callable[[bytes, Sequence[str], random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes bytes, and what to give it.

    Attributes:
        check: Raises whatever is wrong.
        seeds: Whole files or texts.
        change: How to make another one of one.
        words: What to put into it.
    """

    check: Check
    seeds: Callable[[], list[bytes]]
    change: Change
    words: Sequence[str]

    def case(self, number: int, pool: Sequence[bytes]) -> bytes:
        """Return a case; a number and a pool always give the same one."""
        lot = random.Random(number)
        data = lot.choice(pool)
        for _ in range(lot.choice((1, 1, 2, 5))):
            data = self.change(data, self.words, lot)
        return data


class _Timed:
    """Fails when a block takes longer than its size allows, by the processor's clock."""

    def __init__(self, size: int) -> None:
        self.most = _LEAST + size * _PER_CHARACTER

    def __enter__(self) -> None:
        self.begin = time.process_time()

    def __exit__(self, *_: object) -> None:
        taken = time.process_time() - self.begin
        assert taken < self.most, f"{taken:.1f} s, more than {self.most:.1f}"


# --- readers


def reads(name: str) -> Check:
    """Return the check of a format, named by a file's name."""

    def check(data: bytes) -> None:
        with TemporaryDirectory() as folder, _Timed(10 * len(data)):
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                source = read_file(name, path)
            except UnreadableError as error:
                _says_what_to_do(error, name)
                return
        source.text.encode()  # can be written
        _outlined(source)

    return check


def reads_pdf(data: bytes) -> None:
    """Read a PDF in this process: a process for each would cost a hundred times as much."""
    with _Timed(10 * len(data)):
        answer = pdf_worker.extract(data, pdf.MOST_PAGES, 1_000_000)
    pages = answer.get("pages")
    if not isinstance(pages, list):
        assert answer["problem"]
        return
    text = "\n".join(pages)
    text.encode()
    _outlined(Source("a.pdf", text, "0" * 64))


def _says_what_to_do(error: KgError, place: str) -> None:
    assert error.place == place
    assert error.remedy
    str(error).encode()  # stands in open.csv


def _outlined(source: Source) -> None:
    with _Timed(len(source.text)):
        found = documents(source)
    at = 0
    for document in found:
        assert at <= document.span.start <= document.span.end <= len(source.text)
        at = document.span.end
        for part in (*document.sections, *document.citations):
            assert document.span.start <= part.span.start < part.span.end <= document.span.end


# --- grammar, and who is who


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def _parsed(data: bytes) -> ParsedDocument:
    try:
        text = _text(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    document = document_of(text)
    with _Timed(len(text)):
        found = parse(document)
    wrong = broken(found)
    assert not wrong, "\n".join(wrong)
    return found


def parses(data: bytes) -> None:
    """Parse a text, twice the same."""
    found = _parsed(data)
    assert parse(found.document) == found


@cache
def _resolver() -> Resolver:
    return Resolver.load()


def resolves(data: bytes) -> None:
    """Resolve what a file's documents name, as a build does."""
    source = Source("a.txt", data.decode("utf-8", "replace"), "0" * 64)
    for document in documents(source):
        with _Timed(len(source.text)):
            found = _resolver().resolve(parse(document))
        _in_place(found, document)
        assert load(dump([found])) == (found,)


def _in_place(found: ResolvedDocument, document: Document) -> None:
    text = document.source.text
    for item in found.tasks:
        assert len(item.resolutions) == len(item.task.clause.assignments)
        assert all(one.agency.key and one.agency.label for one in item.resolutions)
        for place in item.places:
            assert place.span.of(text) == place.surface
        assert all(0 < theme.strength <= 1 for theme in item.themes)
    for opened in found.opens:
        assert opened.span.of(text)[:200] == opened.quote and opened.reason


# --- queries


@cache
def _nothing() -> Store:
    return Store.memory()


def asks(data: bytes) -> None:
    """Ask a query as it comes, and a named question with any value."""
    text, store = data.decode("utf-8", "replace"), _nothing()
    with suppress(QueryError), _Timed(len(text)):
        answer = store.query(text)
        if not isinstance(answer, bool):
            for _ in answer:
                pass
    one = question("most-tasks")
    assert not list(store.query(fill(one, terms(store, one, {"kind": text}))))  # type: ignore[arg-type]
    with suppress(QueryError):
        find(store, "body", text)


def _queries() -> list[bytes]:
    return [one.sparql.encode() for one in questions()]


_SPARQL = (
    *("SELECT ", "CONSTRUCT ", "ASK ", "DESCRIBE ", "INSERT DATA ", "DROP ALL", "LOAD <x:>", "; "),
    *("SERVICE <http://x> ", "FROM <x:>", "GRAPH ?g ", "FILTER ", "OPTIONAL ", "UNION", "MINUS "),
    *("{", "}", "(", ")", "?s ", "*", "+", "/", "^", "|", "# ", "'''", '"', "\\u007b", "VALUES "),
    *("LIMIT 1", "OFFSET -1", "BIND(", " AS ?x)", "REGEX(", "GROUP BY ", "ORDER BY ", "[]", "<<"),
)

_GENRE = (*seeds.GENRE, *seeds.ODD)
_composed = (seeds.texts, mutations.of_text, _GENRE)

TARGETS = {
    "txt": Target(reads("a.txt"), seeds.texts, mutations.of_text, _GENRE),
    "html": Target(reads("a.html"), seeds.web_pages, mutations.of_text, (*seeds.MARKUP, *_GENRE)),
    "docx": Target(reads("a.docx"), seeds.word_files, mutations.of_archive, seeds.OFFICE),
    "xlsx": Target(reads("a.xlsx"), seeds.workbooks, mutations.of_archive, seeds.OFFICE),
    "csv": Target(reads("a.csv"), seeds.tables, mutations.of_text, _GENRE),
    "pdf": Target(reads_pdf, seeds.prints, mutations.of_bytes, seeds.PRINT),
    "parse": Target(parses, seeds.texts, mutations.of_text, (*seeds.GENRE, *seeds.MARKUP[:13])),
    "resolve": Target(resolves, *_composed),
    "tables": Target(lambda data: written.tables(composed(data)), *_composed),
    "graph": Target(lambda data: written.graph(composed(data)), *_composed),
    "pages": Target(lambda data: written.pages(composed(data)), *_composed),
    "maps": Target(lambda data: written.maps(composed(data)), *_composed),
    "query": Target(asks, _queries, mutations.of_text, (*_SPARQL, *seeds.ODD)),
}
