"""Words are found as they would be by looking for each at each place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.search import Words

WORDS = ("福州", "州社", "社会", "社会福利", "会福", "利", "福利院")
texts = st.text(st.sampled_from("福州社会利院 a\ud800𠮷"), max_size=20)


def longest(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    while at < len(text):
        word = max((word for word in WORDS if text.startswith(word, at)), key=len, default="")
        found += [(at, word)] if word else []
        at += len(word) or 1
    return found


@given(texts)
def test_the_longest_at_each_place_and_none_inside_another(text: str) -> None:
    assert Words(WORDS).find(text) == longest(text)


@given(texts)
def test_all_that_overlap(text: str) -> None:
    expected = [
        (at, word) for at in range(len(text)) for word in WORDS if text[at:].startswith(word)
    ]
    assert sorted(Words(WORDS, overlapping=True).find(text)) == sorted(expected)


@pytest.mark.parametrize("text", ["", "没有", "\udc00"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert Words(()).find(text) == Words(WORDS).find(text) == []
