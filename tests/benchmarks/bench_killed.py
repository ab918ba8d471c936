"""Builds killed at a hundred random moments."""

from pathlib import Path

import pytest
from killing import killed


@pytest.mark.timeout(1800)
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    begun = killed(tmp_path, 100)
    print(f"\n100 of {begun} builds killed before they ended; each left the old build or the new")
