"""tus creation: a name for each MUST and SHOULD, with and without bytes, with a length that is said later."""

from pathlib import Path

import pytest

from server import ids
from server.domain import accounts as rules
from server.store import logins
from tests.cast import Spotter, open_spotter
from tests.uploads.tus import BODY, VERSION, Sender, checksum, code, metadata, trainer


async def test_a_new_upload_is_201_with_an_address_people_outside_can_reach(sender: Sender) -> None:
    answer = await sender.create(4)
    assert answer.status == 201
    assert answer.headers["Location"].startswith(f"{sender.spotter.settings.public_url}{sender.door}/")
    assert await sender.offset(sender.path(answer)) == 0
    assert sender.stored(sender.path(answer)) == b""


async def test_the_clip_it_becomes_is_named(sender: Sender) -> None:
    answer = await sender.create(4, title="Squat", filename="squat.mov")
    clip = await sender.clip(sender.path(answer))
    assert answer.headers["Spotter-Clip"] == clip.id
    assert (clip.state, clip.title, clip.file_name) == ("uploading", "Squat", "squat.mov")
    assert clip.client_id == sender.client.id


async def test_an_empty_upload_is_there_at_once(sender: Sender) -> None:
    answer = await sender.create(0)
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "0")
    assert (await sender.clip(sender.path(answer))).state == "uploaded"


@pytest.mark.parametrize("length", ["", "-1", "1.5", "many", "1e9", "9" * 30])
async def test_a_length_that_is_no_number_is_400(alice_sends: Sender, length: str) -> None:
    answer = await alice_sends.create(4, {"Upload-Length": length})
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == "Upload-Length"


async def test_a_length_must_be_said_now_or_promised_for_later(alice_sends: Sender) -> None:
    whose = {"Upload-Metadata": metadata(client=alice_sends.client.id)}
    assert code(await alice_sends.ask("POST", "/uploads", whose)) == (400, "bad-input")
    both = {"Upload-Length": "4", "Upload-Defer-Length": "1"}
    assert code(await alice_sends.ask("POST", "/uploads", {**whose, **both})) == (400, "bad-input")


@pytest.mark.parametrize("value", ["0", "2", "yes", ""])
async def test_a_promise_of_a_length_is_the_number_one(alice_sends: Sender, value: str) -> None:
    answer = await alice_sends.create(None, {"Upload-Defer-Length": value})
    assert code(answer) == (400, "bad-input")
    assert answer.json["where"] == "Upload-Defer-Length"


async def test_a_file_larger_than_the_server_takes_is_413(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_MAX_BYTES="1000") as spotter:
        alice = await trainer(spotter)
        assert code(await alice.create(1001)) == (413, "too-large")
        assert (await alice.create(1000)).status == 201
        assert (await alice.ask("OPTIONS", "/uploads")).headers["Tus-Max-Size"] == "1000"


async def test_nothing_is_left_of_an_upload_that_was_refused(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_MAX_BYTES="1000") as spotter:
        alice = await trainer(spotter)
        await alice.begin(1)
        for answer in (
            await alice.create(1001),
            await alice.create(4, client="somebody"),
            await alice.create(4, session="some"),
        ):
            assert answer.status >= 400
        assert len(list((spotter.settings.data_dir / "uploads").iterdir())) == 1


async def test_metadata_comes_back_as_it_was_said(sender: Sender) -> None:
    pairs = {"filename": "Kniebeuge ü 🏋.mp4", "is_confidential": "", "private_word": "kept"}
    answer = await sender.create(4, **pairs)
    said = (await sender.head(sender.path(answer))).headers["Upload-Metadata"]
    assert said.endswith(metadata(**pairs))
    assert "is_confidential " in said


async def test_an_unfinished_concatenation_is_refused(alice_sends: Sender) -> None:
    assert code(await alice_sends.create(4, {"Upload-Concat": "partial"})) == (400, "bad-input")


# ---- creation-with-upload


async def test_bytes_that_come_with_the_creation_are_kept(sender: Sender) -> None:
    answer = await sender.create(4, BODY, data=b"ab")
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "2")
    path = sender.path(answer)
    assert (await sender.patch(path, 2, b"cd")).status == 204
    assert sender.stored(path) == b"abcd"


async def test_a_creation_that_brings_everything_is_done(sender: Sender) -> None:
    answer = await sender.create(4, BODY, data=b"abcd")
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "4")
    assert (await sender.clip(sender.path(answer))).state == "uploaded"


async def test_bytes_of_another_type_make_no_upload(sender: Sender) -> None:
    answer = await sender.create(4, {"Content-Type": "application/octet-stream"}, data=b"abcd")
    assert code(answer) == (415, "wrong-type")


async def test_too_many_bytes_leave_a_good_upload_without_them(sender: Sender) -> None:
    answer = await sender.create(4, BODY, data=b"abcdef")
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "0")
    assert (await sender.patch(sender.path(answer), 0, b"abcd")).status == 204


async def test_bytes_with_the_creation_are_checked_too(sender: Sender) -> None:
    answer = await sender.create(4, {**BODY, **checksum(b"ab")}, data=b"ab")
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "2")
    answer = await sender.create(4, {**BODY, **checksum(b"ab")}, data=b"xy")
    assert (answer.status, answer.headers["Upload-Offset"]) == (201, "0")


# ---- creation-defer-length


async def test_a_length_may_be_said_later(sender: Sender) -> None:
    path = await sender.begin(None)
    answer = await sender.head(path)
    assert answer.headers["Upload-Defer-Length"] == "1"
    assert "Upload-Length" not in answer.headers
    assert (await sender.patch(path, 0, b"abc")).status == 204
    assert (await sender.head(path)).headers["Upload-Defer-Length"] == "1"
    assert (await sender.patch(path, 3, b"de", {"Upload-Length": "7"})).status == 204
    answer = await sender.head(path)
    assert answer.headers["Upload-Length"] == "7"
    assert "Upload-Defer-Length" not in answer.headers
    assert (await sender.clip(path)).state == "uploading"
    assert (await sender.patch(path, 5, b"fg")).status == 204
    assert (await sender.clip(path)).state == "uploaded"
    assert sender.stored(path) == b"abcdefg"


async def test_a_length_may_be_said_with_no_bytes_at_the_very_end(sender: Sender) -> None:
    path = await sender.begin(None)
    await sender.patch(path, 0, b"abc")
    answer = await sender.patch(path, 3, b"", {"Upload-Length": "3"})
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, "3")
    assert (await sender.clip(path)).state == "uploaded"


async def test_a_length_once_said_stays(sender: Sender) -> None:
    path = await sender.begin(None)
    await sender.patch(path, 0, b"abc", {"Upload-Length": "7"})
    assert code(await sender.patch(path, 3, b"d", {"Upload-Length": "8"})) == (400, "bad-input")
    assert (await sender.patch(path, 3, b"d", {"Upload-Length": "7"})).status == 204
    first = await sender.begin(4)
    assert code(await sender.patch(first, 0, b"a", {"Upload-Length": "5"})) == (400, "bad-input")
    assert (await sender.head(first)).headers["Upload-Length"] == "4"


async def test_a_request_at_a_wrong_offset_says_no_length(sender: Sender) -> None:
    path = await sender.begin(None)
    assert code(await sender.patch(path, 2, b"c", {"Upload-Length": "7"})) == (409, "wrong-offset")
    assert (await sender.head(path)).headers["Upload-Defer-Length"] == "1"


async def test_a_length_shorter_than_what_is_there_is_400(sender: Sender) -> None:
    path = await sender.begin(None)
    await sender.patch(path, 0, b"abc")
    assert code(await sender.patch(path, 3, b"", {"Upload-Length": "2"})) == (400, "bad-input")


async def test_an_upload_without_a_length_ends_at_what_the_server_takes(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_MAX_BYTES="10") as spotter:
        alice = await trainer(spotter)
        path = await alice.begin(None)
        assert (await alice.patch(path, 0, b"12345678")).status == 204
        assert code(await alice.patch(path, 8, b"abc")) == (413, "too-large")
        assert code(await alice.patch(path, 8, b"a", {"Upload-Length": "11"})) == (413, "too-large")
        assert await alice.offset(path) == 8


async def test_the_upload_belongs_to_the_public_address(tmp_path: Path) -> None:
    """Behind a proxy the server's own address is of no use to anybody."""
    async with open_spotter(tmp_path, PUBLIC_URL="https://spotter.example.org") as spotter:
        answer = await _create_by_hand(spotter)
        assert answer.startswith("https://spotter.example.org/uploads/")


async def _create_by_hand(spotter: Spotter) -> str:
    account, bob = await spotter.account("alice"), await spotter.client("bob")
    secret = ids.secret()
    async with spotter.database.writing() as db, db.begin():
        await logins.add(db, rules.begin_login(ids.digest(secret), account, "a browser", spotter.clock()))
    headers = {**VERSION, "Upload-Length": "4", "Upload-Metadata": metadata(client=bob.id)}
    headers |= {"Cookie": f"__Host-login={secret}", "Origin": "https://spotter.example.org"}
    answer = await spotter.browser().ask("POST", "/uploads", headers=headers)
    assert answer.status == 201, answer.text
    return answer.headers["Location"]
