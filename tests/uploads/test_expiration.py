"""tus expiration: unfinished uploads say until when they are kept, and go when that time is over."""

from email.utils import parsedate_to_datetime

import pytest

from server import arrivals
from server.arrivals import UPLOADS
from server.store import clips
from tests.uploads.tus import Sender, code

WEEK_S = 7 * 24 * 3600


async def test_a_new_upload_says_until_when_it_is_kept(sender: Sender) -> None:
    answer = await sender.create(4)
    until = parsedate_to_datetime(answer.headers["Upload-Expires"])
    assert answer.headers["Upload-Expires"].endswith(" GMT")
    assert abs(until.timestamp() - sender.spotter.clock() / 1000 - WEEK_S) < 60


async def test_each_answer_to_unfinished_bytes_says_it_too(sender: Sender) -> None:
    answer = await sender.create(4)
    path = sender.path(answer)
    assert (await sender.patch(path, 0, b"ab")).headers["Upload-Expires"] == answer.headers["Upload-Expires"]
    assert (await sender.head(path)).headers["Upload-Expires"] == answer.headers["Upload-Expires"]
    assert "Upload-Expires" not in (await sender.patch(path, 2, b"cd")).headers
    assert "Upload-Expires" not in (await sender.head(path)).headers


async def test_an_upload_whose_time_is_over_is_410_before_it_is_swept(sender: Sender) -> None:
    path = await sender.begin(4)
    sender.spotter.clock.advance(hours=7)
    assert await sender.offset(path) == 0
    await _let_it_expire(sender)
    assert (await sender.head(path)).status == 410
    assert code(await sender.patch(path, 0, b"ab")) == (410, "upload-gone")


async def test_what_expired_is_swept_away_with_its_clip(sender: Sender) -> None:
    path = await sender.begin(4)
    await sender.patch(path, 0, b"ab")
    clip = await sender.clip(path)
    await _let_it_expire(sender)
    kept = await sender.begin(4)
    swept = await arrivals.sweep(sender.spotter.database, sender.spotter.app[UPLOADS], sender.spotter.clock())
    assert swept == arrivals.Swept(expired=1)
    assert (await sender.head(path)).status == 404
    assert await sender.offset(kept) == 0
    folder = sender.spotter.settings.data_dir / "uploads"
    assert [each.name for each in folder.iterdir()] == [kept.rpartition("/")[2]]
    async with sender.spotter.database.reading() as db:
        assert await clips.get(db, clip.id) is None


async def test_what_arrives_while_the_sweep_looks_is_not_swept_away(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await sender.begin(4)
    await _let_it_expire(sender)
    database, files, now_ms = sender.spotter.database, sender.spotter.app[UPLOADS], sender.spotter.clock()
    look = files.offset

    async def slowly(upload_id: str) -> int:
        offset = await look(upload_id)
        files.path(upload_id).write_bytes(b"abcd")  # a long request ends just now
        async with database.writing() as db, db.begin():
            await arrivals.arrive(db, upload_id, 4, now_ms)
        return offset

    monkeypatch.setattr(files, "offset", slowly)
    assert await arrivals.sweep(database, files, now_ms) == arrivals.Swept()
    assert sender.stored(path) == b"abcd"


async def _let_it_expire(sender: Sender) -> None:
    """A week passes; a trainer has to sign in again."""
    sender.spotter.clock.advance(days=8)
    if sender.door == "/uploads":
        sender.person = await sender.spotter.sign_in("alice")
