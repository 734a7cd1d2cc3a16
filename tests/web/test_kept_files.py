"""Scripts and styles out of memory: packed for who can unpack, anew as soon as the file on the disk is another."""

import gzip
import os
from pathlib import Path

import pytest

from server.web import kept_files, pages
from server.web.kept_files import KeptFiles, takes_gzip
from tests.cast import Person

PLAIN = {"Accept-Encoding": "identity"}


async def test_packed_and_plain_are_the_same_file_under_two_names(stranger: Person) -> None:
    body = (pages.STATIC / "css/base.css").read_bytes()
    path = f"/static/{pages.static_version()}/css/base.css"
    packed = await stranger.get(path)
    plain = await stranger.get(path, headers=PLAIN)
    assert packed.body == plain.body == body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(packed.headers["Content-Length"]) < len(body) / 2
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    part = await stranger.get(path, headers={"Range": "bytes=3-9"})
    assert (part.status, part.body, part.headers["ETag"]) == (206, body[3:10], plain.headers["ETag"])
    head = await stranger.ask("HEAD", path, headers=PLAIN)
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(body)))


async def test_sheets_of_a_page_come_as_one_in_their_order(stranger: Person) -> None:
    names = ("tokens", "base", "forms")
    whole = b"\n".join((pages.STATIC / f"css/{name}.css").read_bytes() for name in names)
    path = f"/static/{pages.static_version()}/css/tokens+base+forms.css"
    for _ in range(2):
        answer = await stranger.get(path)
        assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, whole, "text/css; charset=utf-8")
    assert (await stranger.get(path, headers={"If-None-Match": answer.headers["ETag"]})).status == 304
    for wrong in (
        "css/tokens+none.css",
        "css/tokens+../base.css",
        "css/tokens+.css",
        "css/tokens+base.js",
        "js/tokens+base.css",
        "css/tokens+..%2f..%2fserver.css",
        f"css/{'+'.join(['tokens'] * 25)}.css",
    ):
        assert (await stranger.get(f"/static/v/{wrong}")).status == 404, wrong


async def test_joined_sheets_are_read_anew_and_the_oldest_of_many_forgotten(tmp_path: Path) -> None:
    kept = KeptFiles()
    one, other = tmp_path / "a.css", tmp_path / "b.css"
    one.write_text("a {}")
    other.write_text("b {}")
    asked = []

    def files() -> tuple[Path, ...]:
        asked.append(1)
        return one, other

    first = await kept.joined("css/a+b.css", files)
    assert first.body == b"a {}\nb {}"
    assert await kept.joined("css/a+b.css", files) is first
    other.write_text("b { color: red }")
    assert (await kept.joined("css/a+b.css", files)).body == b"a {}\nb { color: red }"
    assert len(asked) == 1
    for n in range(kept_files.MOST_JOINED):
        await kept.joined(f"css/{n}.css", files)
    await kept.joined("css/a+b.css", files)
    assert len(asked) == kept_files.MOST_JOINED + 2


async def test_what_was_not_changed_is_not_sent_again(stranger: Person) -> None:
    path = f"/static/{pages.static_version()}/css/base.css"
    for how in ({}, PLAIN):
        etag = (await stranger.get(path, headers=how)).headers["ETag"]
        for asked in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            again = await stranger.get(path, headers={**how, "If-None-Match": asked})
            assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
        assert (await stranger.get(path, headers={**how, "If-None-Match": '"other"'})).status == 200


def test_a_changed_file_is_read_anew_and_one_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    kept = KeptFiles()
    file = tmp_path / "a.js"
    file.write_text("export const a = 1;")
    assert kept.fresh("a.js") is None
    first = kept.read("a.js", file)
    assert first is not None
    assert kept.fresh("a.js") is first
    file.write_text("export const a = 2;")
    os.utime(file, ns=(1, 1))
    assert kept.fresh("a.js") is None
    second = kept.read("a.js", file)
    assert second is not None
    assert (second.body, second.etag != first.etag) == (b"export const a = 2;", True)
    file.unlink()
    assert kept.fresh("a.js") is None


def test_memory_has_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptFiles(most_bytes=2500)
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / name).write_bytes(b"x" * 1000)
        assert kept.read(name, tmp_path / name) is not None
    assert [kept.fresh(name) is not None for name in ("a.png", "b.png", "c.png")] == [True, True, False]
    assert kept.read("a.png", tmp_path / "a.png") is not None  # once more is not twice
    monkeypatch.setattr(kept_files, "MOST_BYTES", 999)
    assert kept.read("c.png", tmp_path / "c.png") is None


def test_only_text_that_shrinks_is_packed(tmp_path: Path) -> None:
    kept = KeptFiles()
    (tmp_path / "a.js").write_text("let a = 1;\n" * 100)
    (tmp_path / "small.js").write_text("let a = 1;\n")
    (tmp_path / "noise.txt").write_bytes(os.urandom(2000))
    (tmp_path / "a.png").write_bytes(b"x" * 2000)
    found = {name: kept.read(name, tmp_path / name) for name in ("a.js", "small.js", "noise.txt", "a.png")}
    assert {name for name, one in found.items() if one and one.packed} == {"a.js"}
    assert found["a.js"] is not None
    assert gzip.decompress(found["a.js"].packed or b"") == found["a.js"].body


@pytest.mark.parametrize(
    ("said", "takes"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip;q=0", False), ("gzip; q=0.0", False), ("br", False)],
)
def test_who_can_unpack(said: str, takes: bool) -> None:
    assert takes_gzip({"Accept-Encoding": said}) is takes
    assert not takes_gzip({})
