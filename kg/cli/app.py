"""The command ``kg``: its commands, what it prints when something is wrong, and exit codes.

Exit codes: 0 all went well; 1 failed, or below a floor that was asked for; 2 the command was
called wrongly; 3 done, but for some sources.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from enum import IntEnum
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError

__all__ = ["Code", "app", "main"]


class Code(IntEnum):
    """What the exit code tells."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3


app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 failed, 2 called wrongly, 3 done but for some sources.",
)


_STARVED = "there is not enough memory. Close other programs, or give fewer documents at once"
# What libraries and threads say that could not be loaded or begun for want of memory.
_SIGNS = ("failed to map segment", "Cannot allocate memory", "can't start new thread")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
) -> None:
    """Who leads and who supports: knowledge graphs from division-of-tasks documents."""
    if debug:
        os.environ["KG_DEBUG"] = "1"


def main() -> None:
    """Run the command line."""
    gc.set_threshold(50_000, 20, 20)  # nearly all that is made is kept: looking for garbage is slow
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows its number instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except KgError as error:
        _fail(str(error))
    except MemoryError:
        _fail(_STARVED)
    except Exception as error:  # nothing a user did: one line, and how to learn more
        if any(sign in str(error) for sign in _SIGNS):
            _fail(_STARVED)
        _fail(f"unexpected {type(error).__name__}: {error}. Run it as kg --debug … to see where")


def _fail(line: str) -> None:
    from kg.cli.show import note

    note(f"kg: {' '.join(line.split())}", style="red")
    if os.environ.get("KG_DEBUG"):
        note(traceback.format_exc())
    raise SystemExit(Code.FAILED)


# Registers the commands; they import what they need when they run, so that help is quick.
from kg.cli import (  # noqa: E402 - they need the application above
    building,
    checking,
    comparing,
    evaluating,
    exporting,
    maps,
    networks,
    publishing,
    pushing,
    querying,
    reviewing,
    searching,
    serving,
)

_COMMANDS = (
    building,
    checking,
    querying,
    searching,
    networks,
    comparing,
    maps,
    exporting,
    publishing,
    serving,
    pushing,
    reviewing,
    evaluating,
)
