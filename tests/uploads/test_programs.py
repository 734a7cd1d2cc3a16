"""Programs of others send files to a server of ours, as they are: tus-js-client, tuspy and aiotus."""

import asyncio
import io
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import aiotus
import pytest
import yarl
from aiotus import core, creation
from tusclient.client import TusClient

from tests.stage import ROOT
from tests.uploads.house import House, digest, door_of_the_client, house

CONTENT = os.urandom(3_000_017)


@pytest.fixture(scope="module")
def olgas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("olga")) as found:
        yield found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "squat.mov"
    path.write_bytes(CONTENT)
    return path


def node(olgas: House, file: Path, **options: Any) -> dict[str, Any]:
    """What tus-js-client makes of it."""
    given = {"path": str(file), "endpoint": olgas.endpoint, "headers": olgas.headers}
    given |= {
        "metadata": {"filename": "Kniebeuge ü.mov", "filetype": "video/quicktime", "client": olgas.client},
        **options,
    }
    done = subprocess.run(
        ["node", "tests/uploads/send.mjs", json.dumps(given)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert "error" not in told, told
    return told


def clip_of(told: dict[str, Any]) -> str:
    return next(str(answer[3]) for answer in told["answers"] if answer[3])


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chunkSize": 500_000},
        {"chunkSize": 500_000, "isDeferred": True},
        {"withCreation": True},
        {"withCreation": True, "chunkSize": 700_000},
        {"chunkSize": 1_000_000, "method": "POST"},
    ],
    ids=["whole", "in pieces", "length said late", "with creation", "with creation, in pieces", "POST for PATCH"],
)
def test_tus_js_client_sends_a_file(olgas: House, file: Path, options: dict[str, Any]) -> None:
    told = node(olgas, file, **options)
    assert olgas.kept(told["url"], clip_of(told)) == digest(CONTENT)
    assert all(status < 300 for _method, status, *_ in told["answers"]), told["answers"]


def test_tus_js_client_goes_on_from_where_it_stopped(olgas: House, file: Path) -> None:
    stopped = node(olgas, file, chunkSize=400_000, stopAt=1_000_000)
    assert 1_000_000 <= stopped["stopped"] < len(CONTENT)
    told = node(olgas, file, chunkSize=400_000, url=stopped["url"])
    (asked, status, offset, _clip), *rest = told["answers"]
    assert (asked, status) == ("HEAD", 200)
    assert int(offset) >= 400_000
    assert sum(1 for method, *_ in rest if method == "PATCH") <= 7
    assert olgas.kept(told["url"], clip_of(told)) == digest(CONTENT)


def test_tus_js_client_sends_from_a_clients_own_page(olgas: House, file: Path) -> None:
    told = node(olgas, file, endpoint=door_of_the_client(olgas), headers=olgas.headers, metadata={"filename": "a.mov"})
    assert olgas.kept(told["url"], clip_of(told)) == digest(CONTENT)


@pytest.mark.parametrize("how", [{}, {"chunk_size": 400_000}, {"chunk_size": 400_000, "upload_checksum": True}])
def test_tuspy_sends_a_file(olgas: House, how: dict[str, Any]) -> None:
    client = TusClient(olgas.endpoint, headers=olgas.headers)
    uploader = client.uploader(
        file_stream=io.BytesIO(CONTENT), metadata={"client": olgas.client, "filename": "a.mov"}, **how
    )
    uploader.upload(stop_at=1_200_000 if "chunk_size" in how else None)
    if "chunk_size" in how:
        assert uploader.get_offset() == uploader.offset == 1_200_000
        again = client.uploader(file_stream=io.BytesIO(CONTENT), url=uploader.url, **how)
        assert again.offset == 1_200_000
        again.upload()
    assert olgas.kept(str(uploader.url)) == digest(CONTENT)


async def test_aiotus_sends_a_file(olgas: House) -> None:
    said = {"client": olgas.client.encode(), "filename": b"a.mov", "is_private": None}
    async with aiohttp.ClientSession(headers=olgas.headers) as session:
        location = await aiotus.upload(
            olgas.endpoint, io.BytesIO(CONTENT), said, client_session=session, chunksize=500_000
        )
        assert location is not None
        assert await asyncio.to_thread(olgas.kept, str(location)) == digest(CONTENT)


async def test_aiotus_reads_what_the_server_can_do_and_what_was_said(olgas: House) -> None:
    said = {"client": olgas.client.encode(), "filename": "Kniebeuge ü.mov".encode(), "is_private": None}
    async with aiohttp.ClientSession(headers=olgas.headers) as session:
        able = await core.configuration(session, yarl.URL(olgas.endpoint))
        assert able.protocol_versions == ["1.0.0"]
        assert able.max_size == 2**31
        assert {"creation", "checksum", "termination", "expiration"} <= set(able.protocol_extensions)
        location = await creation.create(session, yarl.URL(olgas.endpoint), io.BytesIO(CONTENT), said)
        assert await core.metadata(session, location) == said
        assert await core.offset(session, location) == 0
