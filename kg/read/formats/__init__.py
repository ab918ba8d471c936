"""File formats other than plain text, each in a module of its own.

Every module has ``read(data, name) -> Extracted``. What it gives back depends on the bytes
alone. Their libraries are imported when they are needed.
"""
