"""A short, fixed set of the cases that ``make fuzz`` breeds by the hundred thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from run import SHARES
from targets import TARGETS

from kg.read import read_file

SEED = 20_240_501
CASES = 2_500

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context")


@pytest.mark.parametrize("name", TARGETS)
def test_whole_files_and_their_changes(name: str) -> None:
    target = TARGETS[name]
    pool = target.seeds()
    for number in range(SEED, SEED + CASES * SHARES[name] // sum(SHARES.values())):
        try:
            target.check(target.case(number, pool))
        except Exception as error:
            pytest.fail(f"case {number}: {type(error).__name__}: {error}")


def test_every_target_has_its_share() -> None:
    assert set(SHARES) == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_a_number_is_a_case(name: str) -> None:
    """What is found can be found again."""
    target = TARGETS[name]
    pool = target.seeds()
    cases = [target.case(number, pool) for number in range(20)]
    assert cases == [target.case(number, pool) for number in range(20)]
    assert len(set(cases)) > 15


@pytest.mark.parametrize("name", ["txt", "html", "docx", "xlsx", "csv", "pdf"])
def test_the_seeds_are_read(tmp_path: Path, name: str) -> None:
    """From refused files, fuzzing would hardly get beyond the door."""
    for data in TARGETS[name].seeds():
        path = tmp_path / f"a.{name}"
        path.write_bytes(data)
        assert read_file(path.name, path).text.strip()
