"""Real SPARQL servers on loopback, started for the tests and ended after them."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "dba"


@dataclass(frozen=True)
class Virtuoso:
    """A running Virtuoso: its SPARQL address, and the port for ``isql-vt``."""

    address: str
    port: int
    folder: Path

    def isql(self, commands: str) -> str:
        command = ["isql-vt", f"127.0.0.1:{self.port}", "dba", PASSWORD, f"exec={commands}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    return shutil.which("virtuoso-t") if shutil.which("isql-vt") else None


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%20%7B%7D", timeout=2):
            return True
    except urllib.error.HTTPError:
        return False
    except OSError:
        return False


@contextlib.contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            for _ in range(300):
                if process.poll() is not None or _answers(address):
                    break
                time.sleep(0.2)
            if not _answers(address):
                raise RuntimeError((folder / "server.log").read_text(errors="replace")[-2000:])
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run ``oxigraph serve`` and yield its address."""
    program = oxigraph_program()
    assert program
    bind = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", bind]
    with _running(command, folder, f"http://{bind}/query"):
        yield f"http://{bind}"


_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """Run Virtuoso with ports and files of its own."""
    program = virtuoso_program()
    assert program
    port, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, port=port, http=http), encoding="utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    command = [program, "+foreground", "+configfile", str(ini)]
    with _running(command, folder, address):
        yield Virtuoso(address, port, folder)
