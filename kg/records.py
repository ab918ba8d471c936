"""Resolved documents as JSON Lines: one line per source, with everything that was found in it.

What the line holds is what the values of ``kg.model`` hold, under the same names. Fields that
have their default are left out; spans are pairs. Reading a line gives equal values back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kg.errors import UnreadableError
from kg.model import Agency, Document, Resolution, ResolvedDocument, Source, Span

__all__ = ["decoded", "dump", "encoded", "load"]

T = TypeVar("T")
_BODIES = 10_000  # how many are remembered as they are written
Decoder = Callable[[Any], Any]
Writer = Callable[[Any], str]


def dump(documents: Sequence[ResolvedDocument]) -> str:
    """Return the documents of one source as a line of JSON, without the line's end."""
    source = _writer(Source)(documents[0].document.source)
    found = _writer(tuple[ResolvedDocument, ...])(documents)
    line = f'{{"source":{source},"documents":{found}}}'
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a surrogate pair; escaped it comes back as it was
        return json.dumps(json.loads(line), ensure_ascii=True, separators=(",", ":"))
    return line


def load(line: str) -> tuple[ResolvedDocument, ...]:
    """Return the documents that a line holds.

    Raises:
        UnreadableError: If the line is no such record.
    """
    try:
        record = json.loads(line)
        source: Source = _decoder(Source)(record["source"])
        found = [_decoder(ResolvedDocument)(item) for item in record["documents"]]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError("record is damaged", remedy="Build again") from error
    return tuple(replace(item, document=replace(item.document, source=source)) for item in found)


def encoded(value: Any) -> Any:
    """Return a value of ``kg.model`` as what JSON knows."""
    write: Writer = _writer(type(value))  # type: ignore[arg-type]  # classes are hashable
    return json.loads(write(value))


@lru_cache(maxsize=256)
def _writer(kind: Any) -> Writer:
    """Return what writes the values of a type as JSON."""
    if kind is Span:
        return lambda span: f"[{span.start},{span.end}]"
    if get_origin(kind) is tuple:
        item = _writer(get_args(kind)[0])
        return lambda values: f"[{','.join(map(item, values))}]"
    if get_origin(kind) in (UnionType, Union):
        inner = _writer(next(part for part in get_args(kind) if part is not NoneType))
        return lambda value: "null" if value is None else inner(value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_writer(kind)
    if issubclass(kind, StrEnum):
        return {member: encode_basestring(member.value) for member in kind}.__getitem__
    return encode_basestring if kind is str else repr if kind is int else json.dumps


def _dataclass_writer(kind: type) -> Writer:
    """Return what writes the fields of a class, without those that have their default.

    What it asks of a class is asked once: there are tens of thousands of values in a long text.
    """
    hints = get_type_hints(kind)
    # A document's source stands once, before all documents.
    known = [field for field in _fields(kind) if not (kind is Document and field.name == "source")]
    parts = [(f.name, f'"{f.name}":', _writer(hints[f.name]), f.default) for f in known]
    needed = [part[:3] for part in parts if part[3] is MISSING]  # they stand before the others
    others = parts[len(needed) :]

    def write(value: Any) -> str:
        said = [key + text(getattr(value, name)) for name, key, text in needed]
        for name, key, text, default in others:
            item = getattr(value, name)
            if item is not default and item != default:
                said.append(key + text(item))
        return f"{{{','.join(said)}}}"

    # A text names the same few bodies again and again.
    return lru_cache(maxsize=_BODIES)(write) if kind in (Agency, Resolution) else write


def decoded(kind: type[T], record: Any) -> T:
    """Return the value that :func:`encoded` was given.

    Raises:
        KeyError: If something is missing; also ``TypeError``, ``ValueError``.
    """
    make: Decoder = _decoder(kind)  # type: ignore[arg-type]  # classes are hashable
    value: T = make(record)
    return value


def _fields(kind: type) -> tuple[Field[Any], ...]:
    assert is_dataclass(kind)
    return fields(kind)


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> Decoder:
    """Return what makes a value of a type out of JSON."""
    if kind is Span:
        return lambda pair: Span(int(pair[0]), int(pair[1]))
    if get_origin(kind) is tuple:
        item = _decoder(get_args(kind)[0])
        return lambda values: tuple(item(value) for value in values)
    if get_origin(kind) in (UnionType, Union):
        inner = _decoder(next(part for part in get_args(kind) if part is not NoneType))
        return lambda value: None if value is None else inner(value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    return _checked(kind)


def _checked(kind: type[T]) -> Decoder:
    """Return what passes values of a plain type through, and makes members of enumerations."""
    if issubclass(kind, StrEnum):
        return kind

    def decode(value: Any) -> Any:
        if not isinstance(value, kind) and not (kind is float and isinstance(value, int)):
            raise TypeError(value)
        return value

    return decode


def _dataclass_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    known = {field.name: _decoder(hints[field.name]) for field in _fields(kind)}
    needed = {field.name for field in _fields(kind) if field.default is MISSING}
    empty: dict[str, Any] = {"source": _NOWHERE} if kind is Document else {}

    def decode(record: dict[str, Any]) -> Any:
        if needed - record.keys() - empty.keys():
            raise KeyError(kind.__name__)
        return kind(**empty, **{name: known[name](item) for name, item in record.items()})

    return decode


_NOWHERE = Source("", "", "")
