"""tus checksum: bytes that arrive damaged are never part of an upload."""

import asyncio
import hashlib
import os

import pytest

from tests.cast import until
from tests.uploads.tus import Sender, checksum, code


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512", "md5"])
async def test_bytes_with_the_right_checksum_are_kept(bob_sends: Sender, algorithm: str) -> None:
    path = await bob_sends.begin(4)
    answer = await bob_sends.patch(path, 0, b"abcd", checksum(b"abcd", algorithm))
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "4")
    assert bob_sends.stored(path) == b"abcd"


async def test_bytes_with_a_wrong_checksum_are_460_and_none_of_them_is_kept(bob_sends: Sender) -> None:
    path = await bob_sends.begin(1_000_004)
    await bob_sends.patch(path, 0, b"abcd")
    answer = await bob_sends.patch(path, 4, os.urandom(1_000_000), checksum(b"something else"))
    assert code(answer) == (460, "wrong-checksum")
    assert await bob_sends.offset(path) == 4
    assert bob_sends.stored(path) == b"abcd"
    assert (await bob_sends.clip(path)).state == "uploading"


async def test_damaged_bytes_can_be_sent_again(bob_sends: Sender) -> None:
    path = await bob_sends.begin(4)
    assert (await bob_sends.patch(path, 0, b"abxd", checksum(b"abcd"))).status == 460
    assert (await bob_sends.patch(path, 0, b"abcd", checksum(b"abcd"))).status == 204
    assert bob_sends.stored(path) == b"abcd"


@pytest.mark.parametrize(
    "said", ["", "sha1", "sha1 ", "sha1 !!!", "sha1 YWJj", "crc32 YWJjZA==", "SHA1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "\t"]
)
async def test_an_algorithm_we_do_not_know_and_nonsense_are_400(alice_sends: Sender, said: str) -> None:
    path = await alice_sends.begin(4)
    answer = await alice_sends.patch(path, 0, b"abcd", {"Upload-Checksum": said})
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == "Upload-Checksum"
    assert await alice_sends.offset(path) == 0


async def test_a_large_body_with_a_checksum_is_kept_whole(bob_sends: Sender) -> None:
    content = os.urandom(5_000_000)
    path = await bob_sends.begin(len(content) + 1)
    assert (await bob_sends.patch(path, 0, content, checksum(content, "sha256"))).status == 204
    assert hashlib.sha256(bob_sends.stored(path)).digest() == hashlib.sha256(content).digest()


async def test_nothing_unchecked_is_told_while_the_body_is_on_its_way(bob_sends: Sender) -> None:
    """HEAD from elsewhere meanwhile hears of what was checked alone, and what broke off is not kept."""
    gate = asyncio.Event()
    sent = 0

    async def slowly() -> object:
        nonlocal sent
        for _ in range(20):
            yield b"x" * 100_000
            sent += 1
        await gate.wait()
        yield b"x"

    path = await bob_sends.begin(5_000_000)
    asked = bob_sends.patch(path, 0, slowly(), checksum(b"x" * 2_000_001))
    patching = asyncio.create_task(asked, name="patch")
    await until(lambda: sent == 20)
    assert await bob_sends.offset(path) == 0
    gate.set()
    assert (await patching).headers["Upload-Offset"] == "2000001"
    gate.clear()
    sent = 0
    patching = asyncio.create_task(
        bob_sends.patch(path, 2_000_001, slowly(), checksum(b"x" * 2_000_001)), name="broken patch"
    )
    await until(lambda: sent == 20)
    patching.cancel()
    await asyncio.gather(patching, return_exceptions=True)
    assert await bob_sends.offset(path) == 2_000_001


async def test_no_file_is_left_beside_the_upload(bob_sends: Sender) -> None:
    path = await bob_sends.begin(4)
    await bob_sends.patch(path, 0, b"abxd", checksum(b"abcd"))
    assert len(list((bob_sends.spotter.settings.data_dir / "uploads").iterdir())) == 1
