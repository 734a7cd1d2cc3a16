"""What ClipFiles promises, kept by the local disk and by a bucket behind a real S3 server alike."""

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings.files import ClipFiles, Missing
from recordings.local import LocalFiles
from recordings.s3 import open_s3
from server import ids
from server.clip_store import open_files
from server.settings import read_settings
from tests import engines
from tests.disks import small_disk

LARGE = os.urandom(1024 * 1024) * 20 + b"its end"  # in several parts


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    with engines.s3() as address:
        yield address


@pytest.fixture(params=["local", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> ClipFiles:
    if request.param == "local":
        return LocalFiles(tmp_path / "clips")
    address = request.getfixturevalue("s3_server")
    bucket = f"clips-{ids.new()}"
    urllib.request.urlopen(urllib.request.Request(f"{address}/{bucket}", method="PUT")).close()
    return open_s3(f"s3://{bucket}/here?endpoint={address}&region=us-east-1", "key", "secret")


def given(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / f"given-{ids.new()}"
    path.write_bytes(content)
    return path


async def whole(files: ClipFiles, key: str, start: int = 0, length: int | None = None) -> bytes:
    return b"".join([piece async for piece in files.read(key, start, length)])


async def test_what_was_put_is_there_and_the_source_is_gone(files: ClipFiles, tmp_path: Path) -> None:
    for key, content in {"abc/play": b"a moment", "abc/poster.jpg": b"", "abc/original": LARGE}.items():
        source = given(tmp_path, content)
        await files.put(key, source)
        assert not source.exists()
        assert await files.size(key) == len(content)
        assert await whole(files, key) == content


async def test_a_second_put_replaces_the_first(files: ClipFiles, tmp_path: Path) -> None:
    await files.put("abc/play", given(tmp_path, b"the first, which was longer"))
    await files.put("abc/play", given(tmp_path, b"the second"))
    assert await whole(files, "abc/play") == b"the second"
    assert await files.keys("abc") == ["abc/play"]


async def test_a_part_is_read_from_where_one_says(files: ClipFiles, tmp_path: Path) -> None:
    await files.put("abc/original", given(tmp_path, LARGE))
    size = len(LARGE)
    for start, length in ((0, 1), (7, 300_000), (size - 3, None), (size - 3, 100), (size, None), (size + 9, 5), (4, 0)):
        end = None if length is None else start + length
        assert await whole(files, "abc/original", start, length) == LARGE[start:end]


async def test_a_file_is_fetched_to_a_path_on_this_machine(files: ClipFiles, tmp_path: Path) -> None:
    await files.put("abc/original", given(tmp_path, LARGE))
    into = tmp_path / "fetched"
    found = await files.fetch("abc/original", into)
    assert found.read_bytes() == LARGE
    assert found == into or not into.exists()
    assert await whole(files, "abc/original") == LARGE


async def test_what_is_absent_is_missing(files: ClipFiles, tmp_path: Path) -> None:
    await files.put("abc/play", given(tmp_path, b"x"))
    for key in ("abc/preview", "nobody/play"):
        assert await files.size(key) is None
        with pytest.raises(Missing):
            await whole(files, key)
        with pytest.raises(Missing):
            await files.fetch(key, tmp_path / "into")
    assert not any(path.startswith("into") for path in os.listdir(tmp_path))
    assert await files.keys("nobody") == []
    assert await files.delete("nobody") == 0


async def test_a_folder_goes_with_all_its_files_and_with_nothing_else(files: ClipFiles, tmp_path: Path) -> None:
    for key in ("abc/play", "abc/poster.jpg", "abcd/play", "ab/play"):
        await files.put(key, given(tmp_path, b"x"))
    assert await files.keys("abc") == ["abc/play", "abc/poster.jpg"]
    assert await files.delete("abc") == 2
    assert await files.keys("abc") == []
    assert await files.size("abc/play") is None
    assert await files.delete("abc") == 0
    assert await files.size("abcd/play") == await files.size("ab/play") == 1


NO_KEYS = ("", "abc", "/abc", "abc/", "../abc", "abc/..", "abc/../x", "a/b/c", "ABC/play", "abc/.hidden", "abc/ä")
NO_KEYS += ("abc/a b", "abc/x\0", "abc/x\n", "-abc/x", f"abc/{'x' * 101}", "abc\\x/y")


@pytest.mark.parametrize("key", NO_KEYS)
async def test_a_key_that_is_none_touches_nothing(files: ClipFiles, tmp_path: Path, key: str) -> None:
    source = given(tmp_path, b"x")
    with pytest.raises(ValueError, match="not a"):
        await files.put(key, source)
    assert source.exists()
    with pytest.raises(ValueError, match="not a"):
        await files.size(key)
    with pytest.raises(ValueError, match="not a"):
        await whole(files, key)
    with pytest.raises(ValueError, match="not a"):
        await files.fetch(key, tmp_path / "into")
    for folder in (key, key.partition("/")[0]):
        if folder != "abc" and folder != "a":
            with pytest.raises(ValueError, match="not a"):
                await files.delete(folder)
            with pytest.raises(ValueError, match="not a"):
                await files.keys(folder)


async def test_a_source_that_is_a_link_is_not_followed(files: ClipFiles, tmp_path: Path) -> None:
    """The worker's folder could hold one that leads to somebody else's file."""
    secret = given(tmp_path, b"somebody else's")
    link = tmp_path / "link"
    link.symlink_to(secret)
    with pytest.raises(OSError, match="symbolic"):
        await files.put("abc/play", link)
    assert await files.size("abc/play") is None
    assert secret.read_bytes() == b"somebody else's"


async def test_the_local_disk_follows_no_link(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path / "clips")
    await files.put("abc/play", given(tmp_path, b"x"))
    secret = given(tmp_path, b"somebody else's")
    (tmp_path / "clips/abc/poster.jpg").symlink_to(secret)
    (tmp_path / "clips/other").symlink_to(tmp_path / "clips/abc")
    os.mkfifo(tmp_path / "clips/abc/pipe")
    for key in ("abc/poster.jpg", "other/play", "abc/pipe"):
        assert await files.size(key) is None
        with pytest.raises(Missing):
            await whole(files, key)


async def test_files_on_the_local_disk_are_for_our_eyes_only(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path / "clips")
    source = given(tmp_path, b"x")
    source.chmod(0o666)
    await files.put("abc/play", source)
    assert (tmp_path / "clips/abc/play").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "clips/abc").stat().st_mode & 0o077 == 0


async def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """The clips lie on a small disk of their own here, so that a put has to copy."""
    with small_disk(tmp_path / "small", 1024 * 1024) as small:
        files = LocalFiles(small / "clips")
        await files.put("abc/play", given(tmp_path, b"as it was"))
        large = given(tmp_path, os.urandom(2 * 1024 * 1024))
        with pytest.raises(OSError, match="No space left"):
            await files.put("abc/play", large)
        assert large.stat().st_size == 2 * 1024 * 1024
        assert await whole(files, "abc/play") == b"as it was"
        assert os.listdir(small / "clips/abc") == ["play"]


async def test_an_object_store_that_cannot_be_reached_is_an_os_error(tmp_path: Path) -> None:
    files = open_s3("s3://bucket/here?endpoint=http://127.0.0.1:9&region=x", "key", "secret")
    source = given(tmp_path, b"x")
    with pytest.raises(OSError, match="the object store failed"):
        await files.put("abc/play", source)
    assert source.exists()


def test_the_operator_chooses_by_clips_url(tmp_path: Path) -> None:
    from recordings.s3 import S3Files

    assert isinstance(open_files(read_settings({"DATA_DIR": str(tmp_path)})), LocalFiles)
    bucket = read_settings({"DATA_DIR": str(tmp_path), "CLIPS_URL": "s3://bucket/prefix?region=eu-central-1"})
    assert isinstance(open_files(bucket), S3Files)
