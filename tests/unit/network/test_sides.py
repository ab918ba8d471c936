"""What ``kg compare`` sets side by side, by the words that people use."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kg.errors import KgError
from kg.network.rows import Selection
from kg.network.sides import side

BASE = "https://example.org/document"
DOCUMENTS = [
    (f"{BASE}/a/0", "a.txt"),
    (f"{BASE}/a/0", "甲省主要任务分工方案"),
    (f"{BASE}/b/0", "b.txt"),
    (f"{BASE}/b/0", "乙办发〔2020〕1号"),
    (f"{BASE}/b/90", "b.txt"),
    (f"{BASE}/b/90", "乙市养老服务分工方案"),
]
PLACES = [("110105", "朝阳区"), ("220104", "朝阳区"), ("450000", "广西壮族自治区")]
PLACES += [("450000", "Guangxi")]


class FakeStore:
    def query(self, sparql, /):
        about = ("document", "name") if "?document" in sparql else ("code", "label")
        pairs = DOCUMENTS if "?document" in sparql else PLACES
        return [
            {name: SimpleNamespace(value=value) for name, value in zip(about, pair, strict=True)}
            for pair in pairs
        ]


def only(**fields):
    return Selection(**{k: v if isinstance(v, str) else frozenset(v) for k, v in fields.items()})


@pytest.mark.parametrize(
    ("word", "kind", "selection"),
    [
        ("2021", "period", only(since="2021", until="2021")),
        ("2021-06", "period", only(since="2021-06", until="2021-06")),
        ("2015..2018", "period", only(since="2015", until="2018")),
        ("2015..", "period", only(since="2015")),
        ("..2015-06-30", "period", only(until="2015-06-30")),
        ("450000", "government", only(regions=["450000"])),
        ("990000", "government", only(regions=["990000"])),
        ("广西壮族自治区", "government", only(regions=["450000"])),
        ("Guangxi", "government", only(regions=["450000"])),
        ("220104", "government", only(regions=["220104"])),
        ("乙办发〔2020〕1号", "document", only(documents=[f"{BASE}/b/0"])),
        ("养老服务", "document", only(documents=[f"{BASE}/b/90"])),
        ("a.txt", "document", only(documents=[f"{BASE}/a/0"])),
        ("b.txt", "document", only(documents=[f"{BASE}/b/0", f"{BASE}/b/90"])),
        (f" {BASE}/b/90 ", "document", only(documents=[f"{BASE}/b/90"])),
    ],
)
def test_a_word_names_a_side(word, kind, selection):
    found = side(FakeStore(), word)
    assert (found.kind, found.selection) == (kind, selection)
    assert found.name


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("朝阳区", "several places are called so: 110105, 220104"),
        ("分工方案", "2 documents are called so"),
        ("b.tx", "2 documents are called so"),
        ("丙", "no document, government or period"),
        ("", "no document, government or period"),
        ("..", "2 documents|no document"),
        ("20211", "no document, government or period"),
    ],
)
def test_what_names_nothing_or_several_is_not_guessed(word, words):
    with pytest.raises(KgError, match=words):
        side(FakeStore(), word)


@pytest.mark.parametrize("word", ["2021", "450000", "a.txt"])
def test_a_side_of_a_selection_keeps_the_rest_of_it(word):
    found = side(FakeStore(), word)
    both = found.both(only(themes=["7"], tiers=["province"]))
    assert (both.themes, both.tiers) == (frozenset(["7"]), frozenset(["province"]))
    for name in ("documents", "regions", "since", "until"):
        assert getattr(both, name) == getattr(found.selection, name)
