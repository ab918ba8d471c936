"""The command line: the only room that prints and exits."""

from kg.cli.app import main

__all__ = ["main"]
