"""What errors say."""

from __future__ import annotations

import pytest

from kg.errors import KgError


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (KgError("it is broken"), "it is broken"),
        (KgError("it is broken", place="a.pdf"), "a.pdf: it is broken"),
        (KgError("it is broken", place="a.pdf", remedy="Mend it"), "a.pdf: it is broken. Mend it"),
        (KgError("it says (no.).", remedy="Mend it"), "it says (no.). Mend it"),
    ],
)
def test_an_error_says_what_where_and_the_way_out(error: KgError, says: str) -> None:
    assert str(error) == says
