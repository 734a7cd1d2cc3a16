"""The sandbox, from inside: every way out is tried for real, by whoever Spotter may run as and on poorer machines."""

import asyncio
import contextlib
import ctypes
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from recordings import sandbox
from recordings.child import Child, trial
from recordings.pipe import Spent
from recordings.sandbox import MIB
from recordings.work import OUTPUTS, Answer, Prepared, Refused, Task
from recordings.worker import Budget, Workers, budget
from tests.recordings.escapes import ESCAPES
from tests.stage import ROOT

# Where a prisoner sits -> the layer that is lacking there.
CELLS = {
    "tests.recordings.prisoner": "",  # as whoever runs the tests
    "tests.recordings.cells.ordinary": "",
    "tests.recordings.cells.without_namespaces": "namespaces",
    "tests.recordings.cells.without_landlock": "landlock",
}
HERE = pytest.mark.parametrize("cell", list(CELLS)[:1])
SHUT = {"EPERM", "can't start new thread"}

Ask = Callable[..., Awaitable[Answer]]


@pytest.fixture(scope="session")
def machine() -> set[str]:
    """What this machine has, as others than we see it."""
    libc = ctypes.CDLL(None)
    tried = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/tmp"], check=False
    )
    has = {"namespaces": tried.returncode == 0, "landlock": libc.syscall(444, None, ctypes.c_size_t(0), 1) > 0}
    return {name for name, is_there in has.items() if is_there}


@pytest.fixture(params=CELLS)
def cell(request: pytest.FixtureRequest, machine: set[str]) -> str:
    """Where the prisoner sits."""
    name = str(request.param)
    if not machine - {CELLS[name]}:
        pytest.skip(f"without {CELLS[name]} this machine has no sandbox")
    return name


@pytest.fixture
def spent() -> list[Spent]:
    """What the children used."""
    return []


@pytest.fixture
async def ask(cell: str, spent: list[Spent], tmp_path: Path) -> AsyncIterator[Ask]:
    """Has the prisoner do something, with a second of CPU to do it in."""

    def short(task: Task, source_bytes: int) -> Budget:
        allowed = budget(task, source_bytes)
        return replace(allowed, limits=replace(allowed.limits, cpu_s=1))

    workers = Workers(tmp_path / "work", maker=cell, budgets=short, on_spent=lambda _task, one: spent.append(one))

    async def order(deed: str) -> Answer:
        (tmp_path / "source").write_text(f"{deed}\n")
        return await workers.run(Task(kind="prepare"), tmp_path / "source", tmp_path / "out")

    yield order
    await workers.close()


async def test_each_kind_of_machine_locks_with_all_the_layers_it_has(cell: str, machine: set[str]):
    child = await Child.start(cell)
    said = await child.hear()
    await child.end()
    assert said is not None
    assert said.layers is not None, said
    assert set(said.layers.split(", ")) == machine - {CELLS[cell]}


async def test_no_way_out_is_open(ask: Ask, tmp_path: Path):
    assert isinstance(await ask(f"escape {os.getpid()}"), Prepared)
    tried = json.loads((tmp_path / "out" / "frames.json").read_text())
    assert tried.keys() == ESCAPES.keys()
    assert {name: result for name, result in tried.items() if result not in SHUT} == {}
    assert not Path("/tmp/left-behind").exists()


def test_the_same_ways_are_open_to_whoever_is_not_locked_in():
    code = (
        "import json, os; from tests.recordings.escapes import HARMLESS, attempt;"
        "print(json.dumps({name: attempt(name, os.getppid()) for name in HARMLESS}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    tried = json.loads(ran.stdout)
    assert {name: result for name, result in tried.items() if not result.startswith("DONE")} == {}


async def test_there_is_nothing_to_see_but_the_source_and_the_outputs(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SECRET_KEY", "hush")
    with socket.create_server(("127.0.0.1", 0)):
        assert isinstance(await ask("look"), Prepared)
    seen = json.loads((tmp_path / "out" / "frames.json").read_text())
    assert set(seen["environ"]) <= {"PATH", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH"}
    kinds = list(seen["files"].values())
    assert kinds.count("device") == 3  # nowhere, three times
    assert kinds.count("socket") == 1  # the line to the parent
    assert kinds.count("regular") == 1 + len(OUTPUTS) == len(kinds) - 4
    assert seen["written"] == "EBADF"


@HERE
async def test_more_memory_than_allowed_is_not_to_be_had(ask: Ask, spent: list[Spent]):
    assert await ask("allocate 3072") == Refused(code="too-heavy")
    assert spent[0].peak_bytes < sandbox.MEMORY_BYTES


@HERE
async def test_more_than_fits_is_not_written(ask: Ask, spent: list[Spent], tmp_path: Path):
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            sizes = [path.stat().st_size for path in (tmp_path / "work").rglob("play")]
            most = max([most, *sizes])
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    assert await ask("fill 10240") == Refused(code="too-heavy")
    watching.cancel()
    assert most <= 65 * MIB
    assert list((tmp_path / "work").iterdir()) == []


@HERE
async def test_whoever_spins_is_stopped_by_the_kernel(ask: Ask, spent: list[Spent]):
    assert await ask("spin") == Refused(code="too-heavy")
    assert spent[0].cpu_s <= 1.1


@HERE
async def test_a_fork_bomb_is_one_process(ask: Ask, tmp_path: Path):
    before = len(_below(os.getpid()))
    assert isinstance(await ask(f"escape {os.getpid()}"), Prepared)
    assert len(_below(os.getpid())) <= before + 2  # the spare, outside and inside


def test_this_machine_can_lock_a_child_in():
    assert trial() is None


async def test_a_machine_with_neither_layer_says_so_and_runs_nothing(tmp_path: Path):
    workers = Workers(tmp_path / "work", maker="tests.recordings.cells.bare")
    await workers.start()
    assert workers.why_not() == "The kernel gives this user neither user namespaces nor Landlock."
    await workers.close()


def test_another_system_or_processor_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandbox.platform, "machine", lambda: "riscv64")
    assert "riscv64" in (trial() or "")
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    assert "only Linux" in (trial() or "")


def test_when_the_server_is_killed_nobody_works_on(tmp_path: Path):
    (tmp_path / "source").write_text("sleep 60\n")
    code = (
        "import asyncio, pathlib, sys\n"
        "from recordings.work import Task\n"
        "from recordings.worker import Workers\n"
        "async def main():\n"
        "    folder = pathlib.Path(sys.argv[1])\n"
        "    workers = Workers(folder / 'work', maker='tests.recordings.prisoner')\n"
        "    await workers.start()\n"
        "    asyncio.get_running_loop().call_later(0.3, lambda: print('at work', flush=True))\n"
        "    await workers.run(Task(kind='prepare'), folder / 'source', folder / 'out')\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"at work\n"
        left = _below(server.pid)
        assert len(left) >= 2  # outside and inside
        server.kill()
    deadline = time.monotonic() + 10
    while any(_is_alive(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [pid for pid in left if _is_alive(pid)] == []


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _below(pid: int) -> list[int]:
    """Processes that this one and its children started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]
