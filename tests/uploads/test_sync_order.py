"""What the kernel saw: before each acknowledgement the bytes it speaks of were synced, and the folder of a new file."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests import engines
from tests.uploads.house import House, house
from tests.uploads.tus import BODY, VERSION, metadata

CALLS = "openat,write,pwrite64,pwritev,pwritev2,fdatasync,fsync,sendto,sendmsg,writev,close"


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[tuple[House, Path]]:
    """A server, and the record of what it asks of the kernel from now on."""
    if shutil.which("strace") is None:
        engines.missing("strace")
    record = tmp_path / "record"
    with house(tmp_path / "data") as olgas:
        assert olgas.server.process is not None
        command = ["strace", "-f", "-y", "-tt", "-s", "200", "-e", f"trace={CALLS}", "-o", str(record)]
        tracer = subprocess.Popen([*command, "-p", str(olgas.server.process.pid)], stderr=subprocess.PIPE, text=True)
        try:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            if "attached" not in said:
                engines.missing(f"the right to trace ({said.strip()})")
            yield olgas, record
        finally:
            tracer.terminate()
            tracer.communicate(timeout=10)


@dataclass
class File:
    """What the kernel was asked about one file."""

    written: int = 0  # up to here
    synced: int = 0
    pending: dict[str, int] = field(default_factory=dict)  # thread -> what its sync, which is under way, covers


async def test_every_acknowledgement_is_preceded_by_a_sync(traced: tuple[House, Path]) -> None:
    olgas, record = traced
    uploads, pieces, size = 20, 10, 300_000
    ids: dict[str, str] = {}

    async def send(http: aiohttp.ClientSession) -> None:
        said = metadata(client=olgas.client, filename="squat.mov")
        headers = {**VERSION, "Upload-Length": str(pieces * size + 1), "Upload-Metadata": said}
        async with http.post(olgas.endpoint, headers=headers) as made:
            assert made.status == 201
            location = made.headers["Location"]
            ids[made.headers["Spotter-Clip"]] = location.rpartition("/")[2]
        for piece in range(pieces):
            headers = {**VERSION, **BODY, "Upload-Offset": str(piece * size)}
            async with http.patch(location, headers=headers, data=os.urandom(size)) as answer:
                assert answer.status == 204

    async with aiohttp.ClientSession(headers=olgas.headers) as http:
        await asyncio.gather(*[send(http) for _ in range(uploads)])
    await asyncio.sleep(0.5)
    acknowledgements, creations, early = read(record.read_text(errors="replace"), ids)
    print(
        f"\nstrace: {acknowledgements} of {acknowledgements} acknowledgements and {creations} of {creations} creations "
        f"preceded by a sync"
    )
    assert early == []
    assert acknowledgements == uploads * pieces
    assert creations == uploads


def read(record: str, ids: dict[str, str]) -> tuple[int, int, list[str]]:
    """Counts acknowledged pieces and new uploads, and names what was told before it was safe."""
    files: dict[str, File] = {upload: File() for upload in ids.values()}
    steps: dict[str, int] = {}  # new upload -> 0: made, 1: its folder synced, 2: then the database's log
    begun: dict[str, str] = {}  # thread -> a call under way
    acknowledgements = creations = 0
    early: list[str] = []
    for line in record.splitlines():
        thread, _time, call = line.split(None, 2)
        is_start = True
        if call.startswith("<..."):
            is_start, call = False, begun.pop(thread, "") + re.sub(r"^<\.\.\. \w+ resumed>", "", call)
        elif call.endswith("<unfinished ...>"):
            call = begun[thread] = call.removesuffix("<unfinished ...>")
        is_end = thread not in begun
        name = call.partition("(")[0]
        path = re.search(r"\(\d+<([^>]*)>", call)
        upload = Path(path.group(1)).name if path else ""
        if name in ("pwritev", "pwritev2", "pwrite64") and is_end and upload in files:
            end = re.search(r", (\d+)(?:, 0)?\s*\)\s*= (\d+)$", call)
            assert end, call
            files[upload].written = max(files[upload].written, int(end.group(1)) + int(end.group(2)))
        elif name in ("fdatasync", "fsync"):
            if upload in files:
                if is_start:
                    files[upload].pending[thread] = files[upload].written
                if is_end and call.endswith("= 0"):
                    files[upload].synced = max(files[upload].synced, files[upload].pending.pop(thread))
            elif upload == "uploads" and is_end:
                steps = {each: max(1, step) for each, step in steps.items()}
            elif upload == "spotter.db-wal" and is_end:
                steps = {each: 2 if step else 0 for each, step in steps.items()}
        elif name == "openat" and "O_CREAT" in call and is_end:
            made = re.search(r'"[^"]*/uploads/(\w+)"', call)
            if made:
                steps[made.group(1)] = 0
        elif is_start and (told := re.search(r"HTTP/1\.1 204 .*?Upload-Offset: (\d+).*?Spotter-Clip: (\w+)", call)):
            acknowledgements += 1
            if files[ids[told.group(2)]].synced < int(told.group(1)):
                early.append(call)
        elif is_start and (told := re.search(r"HTTP/1\.1 201 .*?Location: \S*/uploads/(\w+?)\\r", call)):
            creations += 1
            if steps.get(told.group(1)) != 2:
                early.append(call)
    return acknowledgements, creations, early
