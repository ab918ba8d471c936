"""A build that is killed at any moment leaves the old build or the new one."""

import os
from pathlib import Path

import pytest
from killing import killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    assert killed(tmp_path, 20) >= 20
