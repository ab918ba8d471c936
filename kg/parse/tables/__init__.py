"""Tables: from ruled or tabbed text to rows, from headings to what a column means."""

from kg.parse.tables.grid import Block, Cell, blocks
from kg.parse.tables.loose import loose_blocks
from kg.parse.tables.rows import TableTask, read_block

__all__ = ["Block", "Cell", "TableTask", "blocks", "loose_blocks", "read_block"]
