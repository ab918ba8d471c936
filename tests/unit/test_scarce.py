"""A build without enough disk, memory or permission: one line, and the earlier build as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import TEXTS, Builder, everything, left_behind

from kg.errors import KgError
from kg.memory import needed
from kg.output import replacing

ROOT = os.name == "posix" and os.geteuid() == 0
# A file system of its own, which is gone with the process that mounts it.
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
MOUNTED = 'mount -t tmpfs -o "$1" small "$2" && shift 2 && exec "$@"'
# Root writes everywhere; without these powers it has to ask like everybody.
OBEDIENT = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner")
MB = 1 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="this is how Linux does it")


def can(*command: str) -> bool:
    """Return whether a command is there and allowed."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def docs(tmp_path: Path) -> list[Path]:
    """Two folders of documents."""
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, text in zip(folders, TEXTS, strict=True):
        folder.mkdir()
        (folder / "x.txt").write_text(text, encoding="utf-8")
    return folders


class Small:
    """A builder on a small file system of its own, and the way to look at it from outside."""

    def __init__(self, folder: Path, options: str) -> None:
        folder.mkdir()
        around = (*NAMESPACE, "sh", "-c", MOUNTED, "sh", options, str(folder))
        self.builder = Builder(*around)
        self.out = folder / "out"
        self.log = folder.with_suffix(".log")
        self.within = folder

    def build(self, docs: Path) -> int:
        return self.builder.build(docs, self.out, log=str(self.log))

    @property
    def seen(self) -> Path:
        """The mounted folder as this process reaches it."""
        return Path(f"/proc/{self.builder.mother.pid}/root{self.within}")

    @property
    def line(self) -> str:
        """The one line that a build said."""
        (line,) = self.log.read_text(encoding="utf-8").splitlines()
        return line


@pytest.fixture
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Small]:
    if not can(*NAMESPACE):
        pytest.skip("no file system of its own can be mounted here")
    made = Small(tmp_path / "small", getattr(request, "param", "size=16m"))
    with made.builder:
        yield made


def fill(folder: Path, free: int) -> None:
    """Leave so many bytes free on a file system."""
    left = os.statvfs(folder)
    size = left.f_bavail * left.f_frsize - free
    with (folder / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)


def test_a_full_disk(small: Small, docs: list[Path]) -> None:
    assert small.build(docs[0]) == 0
    old = everything(small.seen / "out")
    size = sum(map(len, old.values()))
    for share in range(0, 90, 11):
        fill(small.seen, size * share // 100)
        assert small.build(docs[1]) == 1, f"with room for {share} % of it"
        assert "No space left" in small.line
        assert everything(small.seen / "out") == old
        (small.seen / "ballast").unlink()
        assert left_behind(small.seen / "out") == []
    assert small.build(docs[1]) == 0
    assert everything(small.seen / "out") != old


@pytest.mark.parametrize("small", ["size=16m,nr_inodes=200"], indirect=True)
def test_a_disk_that_takes_no_more_files(small: Small, docs: list[Path]) -> None:
    assert small.build(docs[0]) == 0
    old = everything(small.seen / "out")
    taken = 0
    while os.statvfs(small.seen).f_favail > 3:
        (small.seen / f"mine-{taken}").touch()
        taken += 1
    assert small.build(docs[1]) == 1
    assert "No space left" in small.line
    assert everything(small.seen / "out") == old
    assert left_behind(small.seen / "out") == []


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    with Builder() as made:
        yield made


def test_files_that_may_not_grow(builder: Builder, docs: list[Path], tmp_path: Path) -> None:
    """A limit of files, as a disk quota is: met wherever nothing can be mounted, too."""
    out, log = tmp_path / "out", tmp_path / "log"
    assert builder.build(docs[0], out) == 0
    old = everything(out)
    for largest in (1_000, 100_000):
        assert builder.build(docs[1], out, largest=largest, log=str(log)) == 1
        (line,) = log.read_text(encoding="utf-8").splitlines()
        assert "too large" in line
        assert everything(out) == old
        assert left_behind(out) == []


READ_ONLY = 'mount -t tmpfs small "$1" && cp -a "$2" "$1/out" && mount -o remount,ro "$1"'


def test_a_file_system_that_is_read_only(
    builder: Builder, docs: list[Path], tmp_path: Path
) -> None:
    if not can(*NAMESPACE):
        pytest.skip("no file system of its own can be mounted here")
    assert builder.build(docs[0], tmp_path / "built") == 0
    old = everything(tmp_path / "built")
    folder = tmp_path / "small"
    folder.mkdir()
    script = f'{READ_ONLY} && shift 2 && exec "$@"'
    around = (*NAMESPACE, "sh", "-c", script, "sh", str(folder), str(tmp_path / "built"))
    with Builder(*around) as within:
        log = tmp_path / "log"
        assert within.build(docs[1], folder / "out", log=str(log)) == 1
        (line,) = log.read_text(encoding="utf-8").splitlines()
        assert "Read-only file system" in line and "--output" in line
        assert everything(Path(f"/proc/{within.mother.pid}/root{folder}/out")) == old


@pytest.fixture(scope="module")
def obedient() -> Iterator[Builder]:
    if ROOT and not can(*OBEDIENT):
        pytest.skip("root may write everywhere here")
    with Builder(*(OBEDIENT if ROOT else ())) as made:
        yield made


@pytest.mark.parametrize("closed", ["out", "home", "both"])
def test_a_folder_that_is_read_only(
    obedient: Builder, docs: list[Path], tmp_path: Path, closed: str
) -> None:
    """Beside an output folder nothing may be written: then the new build is made inside."""
    home, log = tmp_path / "home", tmp_path / "log"
    home.mkdir()
    out = home / "out"
    assert obedient.build(docs[0], out) == 0
    old = everything(out)
    shut = {"out": [out], "home": [home], "both": [out, home]}[closed]
    for folder in shut:
        folder.chmod(0o555)
    code = obedient.build(docs[1], out, log=str(log))
    for folder in shut:
        folder.chmod(0o755)
    assert left_behind(out) == []
    if closed == "home":
        assert code == 0
        assert everything(out) != old
        return
    assert code == 1
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert "Permission denied" in line and "--output" in line
    assert everything(out) == old


@pytest.mark.parametrize("spare", [4, 60, 120, 190])
def test_too_little_memory(builder: Builder, docs: list[Path], tmp_path: Path, spare: int) -> None:
    """Libraries may end the process where no memory is left: that is as good as being killed."""
    out, log = tmp_path / "out", tmp_path / "log"
    assert builder.build(docs[0], out) == 0
    old = everything(out)
    items = (
        f"{n}.修建第{n}座水库。（市水利局牵头，市财政局、市审计局配合）\n" for n in range(4000)
    )
    with (docs[1] / "x.txt").open("a", encoding="utf-8") as file:
        file.writelines(items)
    code = builder.build(docs[1], out, memory=spare * MB, log=str(log))
    assert code != 0 or spare > 100
    assert (everything(out) == old) == (code != 0)
    assert builder.build(docs[1], out, log=str(log)) == 0
    assert left_behind(out) == []
    assert ("was killed" in log.read_text(encoding="utf-8")) == (code < 0)


KG = (sys.executable, "-m", "kg")


@pytest.mark.parametrize("limit", [100, 150, 250, 350])
@pytest.mark.parametrize("networks", ["--network", "--no-network"])
def test_a_limit_that_libraries_cannot_begin_under(
    builder: Builder, docs: list[Path], tmp_path: Path, limit: int, networks: str
) -> None:
    """The linear algebra of SciPy asks for memory again for ever where it gets none."""
    out = tmp_path / "out"
    assert builder.build(docs[0], out) == 0
    old = everything(out)
    limited = ("sh", "-c", f'ulimit -v {limit * 1024} && exec "$@"', "sh")
    build = (*KG, "build", str(docs[1]), "-o", str(out), networks)
    done = subprocess.run(
        [*limited, *build], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    assert "not enough memory" in line and "ulimit" in line
    assert ("--no-network" in line) == (networks == "--network")
    assert everything(out) == old


LATE = """
import resource, sys
import networkx as nx
from kg.errors import KgError
from kg.network import measures
assert "scipy" not in sys.modules
with open("/proc/self/statm") as file:
    most = int(file.read().split()[0]) * resource.getpagesize() + (120 << 20)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
try:
    measures.measures(nx.complete_graph([str(number) for number in range(60)]), [sys.argv[1]])
except KgError as error:
    print(error)
"""


@pytest.mark.parametrize("measure", ["eigenvector", "pagerank", "constraint", "brokerage"])
def test_measures_say_that_memory_is_short(measure: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATE, measure],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert "not enough memory for measures" in line and "--no-network" in line


LOADED = """
import sys
from kg.cli import main
try:
    main()
except SystemExit as done:
    assert not done.code
print([name for name in ("numpy", "pandas", "pyarrow", "scipy") if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["--help"], "[]"),
        (["build", "DOCS", "-o", "OUT", "--no-network", "--quiet"], "['numpy']"),
    ],
)
def test_libraries_are_loaded_where_they_are_needed(
    docs: list[Path], tmp_path: Path, arguments: list[str], loaded: str
) -> None:
    places = {"DOCS": str(docs[0]), "OUT": str(tmp_path / "out")}
    argv = [places.get(one, one) for one in arguments]
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *argv], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == loaded


def test_memory_that_is_there_is_only_asked_for() -> None:
    needed(1 << 20, "this")
    with pytest.raises(KgError, match=r"not enough memory for this, which takes 4,398,046,511,104"):
        needed(1 << 62, "this")


def test_the_second_of_two_builds_says_so(
    builder: Builder, docs: list[Path], tmp_path: Path
) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    assert builder.build(docs[0], out) == 0
    old = everything(out)
    with pytest.raises(ZeroDivisionError), replacing(out):
        assert builder.build(docs[1], out, log=str(log)) == 1
        raise ZeroDivisionError
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert "another build is writing into this folder" in line
    assert everything(out) == old
    assert builder.build(docs[1], out) == 0
