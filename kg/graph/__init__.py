"""Resolved documents as RDF: terms, store, queries, shapes."""
