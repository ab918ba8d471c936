"""The documents inside a source: the whole file, or each one of a gazette."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.model import Citation, Document, Section, Source, Span
from kg.read.heads import NUMBER, Head, iso_date, read_head, tidy

__all__ = ["documents"]

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(
    r"[ \t\u3000]*(?:(?P<l1>第[一二三四五六七八九十百0-9]+[章篇部编])|(?P<l2>第[一二三四五六七八九十百0-9]+节)"
    r"|(?P<l3>[一二三四五六七八九十]{1,3}、)|(?P<l4>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<l5>[0-9０-９]{1,3}[.．、](?![0-9０-９])))"
)
_CITED = re.compile(
    r"(?P<verb>贯彻落实|贯彻实施|贯彻执行|贯彻|落实|根据|依据|按照|为实施)?(?:[^《》。；\n]{0,20})?"
    r"(?P<all>《(?P<title>[^《》]{2,120}(?:[〈《][^〉》]*[〉》][^《》]{0,80})?)》"
    r"(?P<number>[（(][^（）()\n]{2,12}[〔\[［（(]\d{4}[〕\]］）)]\s*\d{1,5}\s*号[）)])?)"
)
_IMPLEMENTING = ("贯彻", "落实", "实施")
_LONGEST_TITLE = 60
_LONGEST_HEAD_LINE = 60
_TITLE_LINES = 5
_FEWEST = 2


def documents(source: Source) -> tuple[Document, ...]:
    """Return the documents inside a source, in text order."""
    starts = _gazette(source.text)
    if len(starts) < _FEWEST:
        return (_document(source, Span(0, len(source.text))),)
    ends = [*starts[1:], len(source.text)]
    return tuple(
        _document(source, Span(start, end)) for start, end in zip(starts, ends, strict=True)
    )


def _document(source: Source, span: Span) -> Document:
    text = span.of(source.text)
    head: Head = read_head(text)
    return Document(
        source,
        span,
        head.title,
        head.number,
        head.issuer,
        head.date,
        _sections(text, span.start),
        _citations(text, span.start),
    )


def _gazette(text: str) -> list[int]:
    """Return where the documents of a gazette start: a title with its number line below."""
    lines = [(m.start(), m.group()) for m in _LINE.finditer(text) if m.group().strip()]
    starts = []
    for k, (_, line) in enumerate(lines):
        words = tidy(line)
        found = NUMBER.search(words)
        if not found or len(words) > _LONGEST_HEAD_LINE or "·" in words or "…" in words:
            continue
        rest = words[: found.start()] + words[found.end() :]
        if iso_date(rest):
            rest = re.sub(r"[0-9〇○一二三四五六七八九十]+[年月日]", "", rest)
        if len(rest.strip("（）()，。：:")) > 2:
            continue
        start = _title_start(lines, k)
        if start is not None and (not starts or start > starts[-1]):
            starts.append(start)
    return starts


def _title_start(lines: list[tuple[int, str]], k: int) -> int | None:
    """Return where the title above line ``k`` starts."""
    joined = ""
    for j in range(k - 1, max(k - 1 - _TITLE_LINES, -1), -1):
        words = tidy(lines[j][1])
        if "\t" in lines[j][1] or words.endswith(("。", "；")):
            return None
        joined = words + joined
        if (
            re.match(r"[\u4e00-\u9fff（）()、]{2,40}(?:关于|印发|转发|批转|令|公告)", words)
            and len(joined) > 8
        ):
            return lines[j][0]
    return None


def _sections(text: str, offset: int) -> tuple[Section, ...]:
    found = []
    for line in _LINE.finditer(text):
        match = _HEADING.match(line.group())
        if not match or "\t" in line.group():
            continue
        level = int(str(match.lastgroup)[1:])
        words = line.group().strip()
        stop = re.search(r"[。；：:]", words)
        title = words[: stop.start()] if stop else words
        if len(title) <= _LONGEST_TITLE:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            found.append(
                Section(Span(offset + start, offset + start + len(title)), level, tidy(title))
            )
    return tuple(found)


def _citations(text: str, offset: int) -> tuple[Citation, ...]:
    own = tidy(text[:200])
    found = []
    seen: list[int] = []
    for match in _CITED.finditer(text):
        start, end = match.span("all")
        if bisect_left(seen, start) < len(seen):
            continue
        title = tidy(match["title"])
        number = tidy(match["number"] or "").strip("（）()")
        if not number and title in own:
            continue
        implements = bool(match["verb"]) and match["verb"].startswith(_IMPLEMENTING)
        found.append(Citation(Span(offset + start, offset + end), title, number, implements))
        seen.append(end)
    return tuple(found)
