"""Invented documents of every form, size and level of noise, with the truth about them.

``python -m tests.benchmarks.corpus OUT --documents 1000`` writes them, each text with its
annotation beside it as ``kg eval`` reads it.
"""

from __future__ import annotations

from .desk import Size
from .documents import Invented, documents, invent, write
from .forms import FORMS
from .noise import LEVELS

__all__ = ["FORMS", "LEVELS", "Invented", "Size", "documents", "invent", "write"]
