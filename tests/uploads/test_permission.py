"""Who may send what for whom: refusals and successes side by side."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server import ids
from server.domain import consents as consent_rules
from server.domain.clips import CannotOpen
from server.media import MEDIA
from server.store import clips, consents
from server.store import uploads as uploads_store
from tests.cast import BOTH, Spotter, open_spotter
from tests.uploads.tus import BODY, Sender, at_link, code, trainer


async def consent(spotter: Spotter, client_id: str, given: bool = True) -> None:
    async with spotter.database.writing() as db, db.begin():
        row = consent_rules.answer(
            await consents.list_for(db, client_id),
            id=ids.new(),
            client_id=client_id,
            purpose="clips",
            given=given,
            version=None,
            method="client page",
            now_ms=spotter.clock(),
        )
        assert row is not None
        await consents.add(db, row)


async def test_a_trainer_sends_for_clients_of_their_own_alone(spotter: Spotter, alice_sends: Sender) -> None:
    charlie = await spotter.client("charlie")
    nothing = await alice_sends.create(4, client=ids.new())
    answer = await alice_sends.create(4, client=charlie.id)
    assert code(nothing) == code(answer) == (404, "not-found")
    assert nothing.body == answer.body
    assert (await alice_sends.create(4)).status == 201
    assert code(await alice_sends.create(4, client="")) == (400, "bad-input")


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
async def test_an_upload_is_its_senders_alone(
    spotter: Spotter, alice_sends: Sender, bob_sends: Sender, method: str
) -> None:
    """The trainer's is not the client's, nor the other way round, nor another's."""
    anna = Sender(spotter, await spotter.sign_in("anna"), alice_sends.client)
    bea = await at_link(spotter, await spotter.client("bea"))
    paths = {sender.door: await sender.begin(4) for sender in (alice_sends, bob_sends)}
    for sender in (alice_sends, bob_sends, anna, bea):
        for door, path in paths.items():
            if door == sender.door and sender is not anna:
                continue
            at = f"{sender.door}/{path.rpartition('/')[2]}"
            answer = await sender.ask(method, at, {"Upload-Offset": "0"} if method == "PATCH" else {})
            nothing = await sender.ask(method, f"{sender.door}/{ids.new()}")
            assert answer.status == nothing.status == 404
            assert answer.body == nothing.body
    assert await alice_sends.offset(paths["/uploads"]) == 0


async def test_an_upload_ends_with_the_link_it_was_begun_by(spotter: Spotter, bob_sends: Sender) -> None:
    path = await bob_sends.begin(4)
    alice = await spotter.sign_in("alice")
    assert (await alice.post(f"/clients/{bob_sends.client.id}/link/renew", {})).status == 200
    assert (await bob_sends.head(path)).status == 404
    assert (await bob_sends.patch(path, 0, b"abcd")).status == 404
    assert (await bob_sends.create(4)).status == 404


async def test_a_login_that_ended_sends_nothing_more(alice_sends: Sender) -> None:
    path = await alice_sends.begin(4)
    await alice_sends.person.post("/sign-out", {})
    for answer in (await alice_sends.patch(path, 0, b"abcd"), await alice_sends.create(4)):
        assert code(answer) == (401, "sign-in-needed")
    assert (await alice_sends.head(path)).status == 401


async def test_a_page_of_another_site_cannot_send(alice_sends: Sender) -> None:
    path = await alice_sends.begin(4)
    evil = {"Origin": "https://evil.example"}
    assert code(await alice_sends.create(4, evil)) == (403, "cross-site")
    assert code(await alice_sends.patch(path, 0, b"abcd", evil)) == (403, "cross-site")


async def test_a_moment_needs_the_clients_consent(spotter: Spotter, bob_sends: Sender) -> None:
    session = await spotter.session("alice", bob_sends.client)
    about = {"source": "moment", "session": session.id, "moment": "moment-1"}
    assert code(await bob_sends.create(4, **about)) == (403, "no-consent")
    await consent(spotter, bob_sends.client.id)
    assert (await bob_sends.create(4, **about)).status == 201
    await consent(spotter, bob_sends.client.id, given=False)
    assert code(await bob_sends.create(4, **about)) == (403, "no-consent")
    assert (await bob_sends.create(4)).status == 201  # what they film themselves is theirs to send


async def test_withdrawing_takes_back_moments_that_are_on_their_way_and_no_others(
    spotter: Spotter, bob_sends: Sender
) -> None:
    """What has arrived stays, for either side to delete; what the client films alone goes on."""
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    about = {"source": "moment", "session": session.id}
    done = await bob_sends.begin(3, moment="done", **about)
    await bob_sends.patch(done, 0, b"abc")
    coming = [await bob_sends.begin(3, moment="coming", part=part, **about) for part in ("preview", "whole")]
    own = await bob_sends.begin(3)
    for path in (*coming, own):
        await bob_sends.patch(path, 0, b"ab")
    clip = await bob_sends.clip(coming[1])
    alice = await spotter.sign_in("alice")
    given = {"given": False, "version": 1}
    assert (await alice.post(f"/clients/{bob_sends.client.id}/consents/clips", json=given)).status == 200
    for path in coming:
        assert (await bob_sends.patch(path, 2, b"c")).status == 404
    async with spotter.database.reading() as db:
        assert await clips.get(db, clip.id) is None
    assert (await bob_sends.patch(own, 2, b"c")).status == 204
    left = {each.name for each in (spotter.settings.data_dir / "uploads").iterdir()}
    assert left == {Path(done).name, Path(own).name}


async def test_a_moment_belongs_to_a_session_its_client_takes_part_in(
    spotter: Spotter, alice_sends: Sender, bob_sends: Sender
) -> None:
    for sender in (alice_sends, bob_sends):
        await consent(spotter, sender.client.id)
        other = await spotter.session("alice", await spotter.client("bea"))
        foreign = await spotter.session("anna", await spotter.client("charlie"))
        for session in (other, foreign):
            answer = await sender.create(4, source="moment", session=session.id, moment="moment-1")
            assert answer.status in (400, 404)
    assert code(await bob_sends.create(4, session=ids.new())) == (404, "not-found")


async def test_nobody_sends_into_a_moment_of_another(spotter: Spotter, bob_sends: Sender) -> None:
    bea = await at_link(spotter, await spotter.client("bea"))
    session = await spotter.session("alice", bob_sends.client, bea.client)
    about = {"source": "moment", "session": session.id, "moment": "moment-1"}
    for sender in (bob_sends, bea):
        await consent(spotter, sender.client.id)
    assert (await bob_sends.create(4, **about)).status == 201
    assert code(await bea.create(4, **about)) == (404, "not-found")


@BOTH
async def test_preview_and_whole_of_a_moment_are_one_clip(spotter: Spotter, bob_sends: Sender) -> None:
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    about = {"source": "moment", "session": session.id, "moment": "moment-1"}
    preview = await bob_sends.begin(3, part="preview", **about)
    whole = await bob_sends.begin(5, head_bytes="2", keep_ms="9000", drop_end_ms="100", **about)
    assert (await bob_sends.clip(preview)).id == (await bob_sends.clip(whole)).id
    await bob_sends.patch(preview, 0, b"abc")
    assert (await bob_sends.clip(preview)).state == "uploading"
    await bob_sends.patch(whole, 0, b"abcde")
    clip = await bob_sends.clip(whole)
    assert (clip.state, clip.size_bytes, clip.moment) == ("uploaded", 5, "moment-1")


async def test_a_moment_that_has_come_is_not_sent_twice(spotter: Spotter, bob_sends: Sender) -> None:
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    about = {"source": "moment", "session": session.id, "moment": "moment-1"}
    first = await bob_sends.begin(3, **about)
    second = await bob_sends.begin(3, **about)  # the page was opened anew, and forgot
    assert (await bob_sends.head(first)).status == 404
    assert len(list((spotter.settings.data_dir / "uploads").iterdir())) == 1
    await bob_sends.patch(second, 0, b"abc")
    assert code(await bob_sends.create(3, **about)) == (409, "moment-sent")
    clip = await bob_sends.clip(second)
    async with spotter.database.writing() as db, db.begin():
        await clips.change(db, clip.id, state="refused", refusal="damaged")
    third = await bob_sends.begin(3, **about)
    again = await bob_sends.clip(third)
    assert (again.id, again.state, again.refusal) == (clip.id, "uploading", "")


# ---- quotas


async def test_a_client_has_so_many_clips_and_no_more(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_COUNT="2") as spotter:
        alice = await trainer(spotter)
        bea = await at_link(spotter, await spotter.client("bea"))
        first = await alice.begin(4)
        await alice.begin(4)
        assert code(await alice.create(4)) == (409, "clip-quota")
        assert (await bea.create(4)).status == 201  # each client for themselves
        await alice.ask("DELETE", first)
        assert (await alice.create(4)).status == 201


async def test_a_clients_clips_take_up_so_much_and_no_more(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_BYTES="1000") as spotter:
        alice = await trainer(spotter)
        path = await alice.begin(600)
        assert code(await alice.create(401)) == (409, "clip-quota")  # what is promised counts
        await alice.patch(path, 0, b"x" * 600)
        assert code(await alice.create(401)) == (409, "clip-quota")  # and what has come
        assert (await alice.create(400)).status == 201
        assert code(await alice.create(None)) == (409, "clip-quota")


async def test_a_length_said_late_counts_too(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_BYTES="1000") as spotter:
        alice = await trainer(spotter)
        open_ended = await alice.begin(None)
        assert code(await alice.patch(open_ended, 0, b"x" * 1001)) == (409, "clip-quota")
        await alice.patch(open_ended, 0, b"x" * 500)
        await alice.begin(400)
        assert code(await alice.patch(open_ended, 500, b"", {"Upload-Length": "601"})) == (409, "clip-quota")
        assert (await alice.patch(open_ended, 500, b"x" * 100, {"Upload-Length": "600"})).status == 204


async def test_what_has_come_of_an_open_upload_counts_for_the_next(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_BYTES="1000") as spotter:
        alice = await trainer(spotter)
        assert (await alice.patch(await alice.begin(None), 0, b"x" * 500)).status == 204
        assert code(await alice.create(501)) == (409, "clip-quota")
        with_bytes = await alice.create(None, BODY, data=b"x" * 400)
        assert (with_bytes.status, with_bytes.headers["Upload-Offset"]) == (201, "400")
        assert code(await alice.create(101)) == (409, "clip-quota")


@BOTH
async def test_open_uploads_together_hold_no_more_than_the_quota(tmp_path: Path, database_url: str) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_BYTES="1000", DATABASE_URL=database_url) as spotter:
        alice = await trainer(spotter)
        paths = [await alice.begin(None) for _ in range(8)]
        answers = await asyncio.gather(*[alice.patch(path, 0, b"x" * 100) for path in paths])
        assert [answer.status for answer in answers] == [204] * 8  # there is room for each
        answers = await asyncio.gather(*[alice.patch(path, 100, b"x" * 100) for path in paths])
        held = [len(alice.stored(path)) for path in paths]
        assert sum(held) <= 1000
        for answer, size in zip(answers, held, strict=True):
            assert answer.status == 204 if size == 200 else code(answer) == (409, "clip-quota")
        assert sum(size == 100 for size in held) >= 6
        assert code(await alice.create(201)) == (409, "clip-quota")


async def test_a_body_of_unsaid_size_asks_for_room_as_it_comes(tmp_path: Path) -> None:
    megabyte = b"x" * 2**20

    async def unsaid(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield megabyte

    async with open_spotter(tmp_path, CLIP_QUOTA_BYTES=str(32 * 2**20)) as spotter:
        alice = await trainer(spotter)
        first, second = await alice.begin(None), await alice.begin(None)
        assert (await alice.patch(first, 0, unsaid(20))).headers["Upload-Offset"] == str(20 * 2**20)
        assert code(await alice.patch(second, 0, unsaid(20))) == (409, "clip-quota")
        there = await alice.offset(second)
        assert 0 < there <= 12 * 2**20
        assert (await alice.ask("DELETE", first)).status == 204  # somebody has made room
        assert (await alice.patch(second, there, megabyte)).status == 204


async def test_two_uploads_at_once_do_not_both_get_the_last_place(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, CLIP_QUOTA_COUNT="3") as spotter:
        alice = await trainer(spotter)
        answers = await asyncio.gather(*[alice.create(4) for _ in range(12)])
        assert sorted(answer.status for answer in answers) == [201] * 3 + [409] * 9
        async with spotter.database.reading() as db:
            assert (await clips.stored(db, client_id=alice.client.id)).count == 3
            assert len(await uploads_store.unfinished(db)) == 3


async def test_a_machine_that_cannot_open_files_safely_takes_none(
    alice_sends: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await alice_sends.begin(4)
    monkeypatch.setattr(alice_sends.spotter.app[MEDIA], "why_not", lambda: "there are no user namespaces")
    answer = await alice_sends.create(4)
    assert code(answer) == (503, CannotOpen.code)
    assert "namespaces" not in answer.text
    assert (await alice_sends.patch(path, 0, b"abcd")).status == 204  # what was begun is not lost
