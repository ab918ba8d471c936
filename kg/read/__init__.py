"""From files to documents: raw text that is never altered, and its outline of parts."""

from kg.read.documents import documents
from kg.read.files import find_files, located, read_file
from kg.read.pictures import pictured
from kg.read.places import place_of

__all__ = ["documents", "find_files", "located", "pictured", "place_of", "read_file"]
