"""What is installed with the package: permissive licences, one version everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

import kg

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software|W3C|MPL|Mozilla|Unlicense|Zlib")
BINDING = re.compile(r"\b[AL]?GPL|General Public|Proprietary", re.IGNORECASE)


def licence(found: Distribution) -> str:
    """All that a package says of its licence, but for whole texts."""
    held = found.metadata
    says = [str(held.get(name) or "")[:100] for name in ("License-Expression", "License")]
    kinds = [one for one in held.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join([*says, *kinds])


def needed(requirements: list[str], known: dict[str, str]) -> dict[str, str]:
    """The licences of everything that requirements bring along, by name."""
    for requirement in map(Requirement, requirements):
        name = requirement.name.lower().replace("_", "-")
        asked = [{"extra": extra} for extra in (*requirement.extras, "")]
        if name in known or (
            requirement.marker and not any(map(requirement.marker.evaluate, asked))
        ):
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of an extra that is not installed
            continue
        known[name] = licence(found)
        needed(found.requires or [], known)
    return known


def test_what_is_required_is_permissive() -> None:
    found = needed(PROJECT["dependencies"], {})
    assert len(found) > len(PROJECT["dependencies"])
    unfit = {
        name: says
        for name, says in found.items()
        if BINDING.search(says) or not PERMISSIVE.search(says)
    }
    assert unfit == {}


def test_gpl_is_never_in_all() -> None:
    parts = re.findall(r"\w+", EXTRAS["all"][0].partition("[")[2])
    assert "leiden" not in parts
    found = needed([one for part in parts for one in EXTRAS[part]], {})
    assert {name: says for name, says in found.items() if BINDING.search(says)} == {}


def test_the_citation_is_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {kg.__version__}\n" in citation
    assert PROJECT["license"] == "MIT"
    assert "license: MIT\n" in citation


def test_extras_are_complete() -> None:
    """All formats and uses are in ``all``; what builders and archives need is not."""
    others = {"dask", "dev", "docs", "fuzz", "leiden", "parquet", "remote", "test"}
    own = set(EXTRAS) - {"all", *others}
    assert set(re.findall(r"\w+", EXTRAS["all"][0].partition("[")[2])) == own
