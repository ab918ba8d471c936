"""Bodies, regions and themes: names in a document become nodes, or stay open.

This room reads the vocabularies of ``ontology/`` and the values of ``kg.model``. It resolves
only what one candidate remains for; everything else it reports with its candidates.
"""

from __future__ import annotations

from kg.resolve.resolver import Resolver

__all__ = ["Resolver"]
