"""Settings of all tests, and what all share."""

import os
from pathlib import Path

import pytest
from examples import examples
from filelock import FileLock
from hypothesis import settings

from kg.pipeline import build

SAMPLES = Path(__file__).parent / "samples"

# The same cases in every run, and no failure because a machine is busy.
settings.register_profile("kg", max_examples=examples(), deadline=None, derandomize=True)
settings.load_profile("kg")


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its processes share; each has its own below."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built_samples(common: Path) -> Path:
    """The build of all samples, made once for all processes; tests only read it."""
    output = common / "built-samples"
    with FileLock(common / "built-samples.lock"):
        if not (output / "build.json").exists():
            build([SAMPLES], output)
    return output
