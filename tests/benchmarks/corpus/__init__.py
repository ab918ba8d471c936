"""Invented documents of every form, size and level of noise, with the truth about them.

``python -m tests.benchmarks.corpus OUT --documents 1000`` writes them, each text with its
annotation beside it as ``kg eval`` reads it. Issuers and bodies come from the shipped vocabulary;
the tasks are composed of words (``words``). A document depends on its seed, its number, its form,
its size and its noise, and on nothing else, so that any part of a corpus can be made anew.

A body is ``bodies``, a list of them ``lists``, a clause ``clauses``, a document ``frame`` and
``outline``, a form ``forms``, damage ``noise``. Errors that remain at noise 0 are the reader's, or
a form says in its docstring what it keeps from being ambiguous.
"""

from __future__ import annotations

from .desk import REAL, Size
from .documents import Invented, documents, invent, write
from .forms import FORMS
from .noise import LEVELS

__all__ = ["FORMS", "LEVELS", "REAL", "Invented", "Size", "documents", "invent", "write"]
