"""Where the vocabularies lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from kg.errors import VocabularyError

__all__ = ["ontology_file"]


def ontology_file(name: str) -> Path:
    """Return the path of a file of ``ontology/``.

    Raises:
        VocabularyError: If the installation lacks the file.
    """
    package = Path(__file__).parent
    for folder in (package / "_ontology", package.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise VocabularyError(
        "vocabulary file is missing", place=name, remedy="Install the package again"
    )
