"""The process that reads one PDF: bytes on standard input, JSON on standard output."""

from __future__ import annotations

import contextlib
import json
import sys

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs

from kg.read.formats.pdf_page import page_text

__all__ = ["extract", "main"]

_MEMORY = 3_000_000_000


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def extract(data: bytes, most_pages: int, most_text: int) -> dict[str, object]:
    """Return the text of each page, or the problem in a word."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"problem": "password" if locked else str(error)}
    pages: list[str] = []
    size = 0
    if len(document) > most_pages:
        return {"problem": "large"}
    for number in range(len(document)):
        try:
            page = document[number]
            text = page_text(page)
            page.close()
        except pdfium.PdfiumError as error:
            return {"problem": f"page {number + 1}: {error}"}
        pages.append(text)
        size += len(text)
        if size > most_text:
            return {"problem": "large"}
    return {"pages": pages} if pages else {"problem": "it has no pages"}


def main() -> None:
    """Read standard input and answer on standard output."""
    _bound_memory()
    try:
        answer = extract(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except MemoryError:
        answer = {"problem": "it takes too much memory"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
