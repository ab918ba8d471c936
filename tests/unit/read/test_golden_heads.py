"""Title, number, issuer and date of every sample, and of the real documents where they are.

``heads.tsv`` was checked by hand; a line of it changes only when a reader agrees.
"""

import csv
from pathlib import Path

import pytest

from kg.read import documents, read_file

HERE = Path(__file__).parent
TESTS = HERE.parents[1]
FOLDERS = {"samples": TESTS / "samples", "shared": TESTS.parents[1] / "shared"}

with (HERE / "heads.tsv").open(encoding="utf-8", newline="") as file:
    HEADS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

SOURCES = sorted({head["source"] for head in HEADS})


def path_of(source: str) -> Path:
    first, _, rest = source.partition("/")
    return FOLDERS[first] / rest


@pytest.mark.parametrize("source", SOURCES)
def test_heads(source: str) -> None:
    path = path_of(source)
    if not path.exists():
        pytest.skip("the real documents are not beside this repository")
    found = [
        (str(d.span.start), d.title, d.number, d.issuer, d.date)
        for d in documents(read_file(path.name, path))
    ]
    wanted = [tuple(head.values())[1:] for head in HEADS if head["source"] == source]
    assert found == wanted


def test_every_sample_has_its_heads() -> None:
    samples = {f"samples/{path.name}" for path in FOLDERS["samples"].glob("*.txt")}
    assert samples <= set(SOURCES)


@pytest.mark.parametrize("source", SOURCES)
def test_spans_are_exact_and_in_order(source: str) -> None:
    path = path_of(source)
    if not path.exists():
        pytest.skip("the real documents are not beside this repository")
    at = 0
    for document in documents(read_file(path.name, path)):
        text = document.source.text
        assert at <= document.span.start < document.span.end <= len(text)
        at = document.span.end
        for section in document.sections:
            assert "".join(section.span.of(text).split()) != ""
            assert document.span.start <= section.span.start < section.span.end <= at
        for citation in document.citations:
            words = citation.span.of(text)
            assert citation.title == "" or words.startswith("《")
            assert document.span.start <= citation.span.start < citation.span.end <= at
        starts = [section.span.start for section in document.sections]
        assert starts == sorted(set(starts))
