"""What senders say about their bytes is only ever data: nothing in it steers a path, a header or a page."""

import base64

import pytest

from server.domain.comments import Comment
from server.store import comments
from tests.uploads.tus import Sender, code, metadata

NAMES = {
    "../../../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "/etc/shadow": "shadow",
    "..": "..",
    "squat/": "",
    "<script>alert(1)</script>.mp4": "script>.mp4",
    '"; filename="x.html': '"; filename="x.html',
    "x" * 400: "x" * 255,
    "Übung 🏋️ 1.mov": "Übung 🏋️ 1.mov",
}


async def test_a_file_name_is_data_and_no_part_of_a_path(bob_sends: Sender) -> None:
    paths = []
    for name, kept in NAMES.items():
        paths.append(await bob_sends.begin(4, filename=name))
        await bob_sends.patch(paths[-1], 0, b"abcd")
        assert (await bob_sends.clip(paths[-1])).file_name == kept
    folder = bob_sends.spotter.settings.data_dir / "uploads"
    assert {each.name for each in folder.iterdir()} == {path.rpartition("/")[2] for path in paths}


@pytest.mark.parametrize(
    "value", [b"a\0b", b"a\r\nSet-Cookie: x=y", b"\x1b[2J", b"\x7f", b"\xc2\x85", b"\xff\xfe", b"\xed\xa0\x80"]
)
async def test_characters_that_steer_something_are_refused(alice_sends: Sender, value: bytes) -> None:
    said = metadata(client=alice_sends.client.id, title=value)
    answer = await alice_sends.ask("POST", "/uploads", {"Upload-Length": "4", "Upload-Metadata": said})
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == "Upload-Metadata"


@pytest.mark.parametrize(
    "said",
    [
        "title !!!",
        "title YQ",
        "title YQ== YQ==",
        "title  YQ==",
        "title YQ==,title Yg==",
        "title YQ==,,part eA==",
        ",",
        "ti\u00e4tle YQ==",
        f"{'k' * 65} YQ==",
        ",".join(f"k{number} YQ==" for number in range(33)),
        f"title {base64.b64encode(b'x' * 5_400).decode()}",
    ],
)
async def test_nonsense_is_refused(alice_sends: Sender, said: str) -> None:
    answer = await alice_sends.ask("POST", "/uploads", {"Upload-Length": "4", "Upload-Metadata": said})
    assert code(answer) == (400, "bad-input")


async def test_a_hundred_kilobytes_of_it_are_refused(alice_sends: Sender) -> None:
    said = metadata(client=alice_sends.client.id, title="x" * 100_000)
    answer = await alice_sends.ask("POST", "/uploads", {"Upload-Length": "4", "Upload-Metadata": said})
    assert answer.status == 400
    assert answer.json["error"] == "bad-input"
    assert (await alice_sends.create(4)).status == 201


@pytest.mark.parametrize(
    ("where", "pairs"),
    [
        ("source", {"source": "recording"}),
        ("source", {"source": "x"}),
        ("part", {"part": "half"}),
        ("part", {"part": "preview"}),
        ("session", {"source": "moment"}),
        ("session", {"moment": "abcdefgh"}),
        ("moment", {"source": "moment", "session": "x", "moment": "../x"}),
        ("moment", {"source": "moment", "session": "x", "moment": "x" * 65}),
        ("captured_at", {"captured_at": "-1"}),
        ("captured_at", {"captured_at": "9" * 16}),
        ("captured_at", {"captured_at": "soon"}),
        ("head_bytes", {"head_bytes": "1.5", "keep_ms": "1"}),
        ("keep_ms", {"head_bytes": "15"}),
        ("keep_ms", {"keep_ms": "99999999"}),
        ("came_by", {"came_by": "pigeon"}),
    ],
)
async def test_a_value_of_no_meaning_says_where_it_is(alice_sends: Sender, where: str, pairs: dict[str, str]) -> None:
    answer = await alice_sends.create(4, **pairs)
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == where


async def test_what_it_says_becomes_the_clip(alice_sends: Sender) -> None:
    path = await alice_sends.begin(
        4, title=f" {'Deep squat ' * 20}", came_by="mail", captured_at="1900000000000", filename="a.mov", filetype="x/y"
    )
    clip = await alice_sends.clip(path)
    assert (clip.source, clip.entered_by, clip.came_by, clip.captured_at_ms) == (
        "upload",
        "trainer",
        "mail",
        1_900_000_000_000,
    )
    assert len(clip.title) == 120


NOTE = "My left knee hurts at the bottom.\n<b>Is that my stance?</b> 膝"


@pytest.mark.parametrize("note", [NOTE, "膝" * 1000], ids=["lines", "long"])
async def test_a_note_becomes_the_first_comment_by_whoever_sent_it(sender: Sender, note: str) -> None:
    path = await sender.begin(4, note=note, filename="Übung.mov")
    clip = await sender.clip(path)
    await sender.patch(path, 0, b"ab")
    assert await _written(sender, clip.id) == []  # what may never arrive says nothing
    await sender.patch(path, 2, b"cd")
    assert (await sender.patch(path, 4, b"")).status == 204  # said twice it counts once
    (comment,) = await _written(sender, clip.id)
    by = "trainer" if sender.door == "/uploads" else "client"
    assert (comment.author, comment.text, comment.moment_ms) == (by, note, None)
    assert comment.is_new_for("c:bob" if by == "trainer" else "t:alice", {})


async def test_a_note_that_is_none_makes_no_comment_and_one_too_long_no_upload(sender: Sender) -> None:
    path = await sender.begin(4, note=" \n ")
    await sender.patch(path, 0, b"abcd")
    assert await _written(sender, (await sender.clip(path)).id) == []
    answer = await sender.create(4, note="x" * 1001)
    assert (*code(answer), answer.json["where"]) == (400, "bad-input", "note")
    lines = await sender.create(4, title="two\nlines")
    assert (*code(lines), lines.json["where"]) == (400, "bad-input", "Upload-Metadata")


async def _written(sender: Sender, clip_id: str) -> list[Comment]:
    async with sender.spotter.database.reading() as db:
        return await comments.of(db, clip_id)


async def test_a_client_cannot_say_what_only_trainers_know(bob_sends: Sender) -> None:
    path = await bob_sends.begin(4, client="somebody else", came_by="mail")
    clip = await bob_sends.clip(path)
    assert (clip.client_id, clip.entered_by, clip.came_by) == (bob_sends.client.id, "client", "")
