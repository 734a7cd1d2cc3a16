"""tus termination: what its sender gives up goes at once, and its address with it."""

import asyncio

from server.store import audit, clips
from tests.cast import until
from tests.uploads.tus import Sender, code


async def test_an_upload_that_is_given_up_is_204_and_its_bytes_are_gone(bob_sends: Sender) -> None:
    path = await bob_sends.begin(4)
    await bob_sends.patch(path, 0, b"ab")
    clip = await bob_sends.clip(path)
    answer = await bob_sends.ask("DELETE", path)
    assert (answer.status, answer.body) == (204, b"")
    assert list((bob_sends.spotter.settings.data_dir / "uploads").iterdir()) == []
    async with bob_sends.spotter.database.reading() as db:
        assert await clips.get(db, clip.id) is None


async def test_its_address_is_404_or_410_from_then_on(bob_sends: Sender) -> None:
    for length in (4, 2):  # on its way, and arrived
        path = await bob_sends.begin(length)
        await bob_sends.patch(path, 0, b"ab")
        assert (await bob_sends.ask("DELETE", path)).status == 204
        assert (await bob_sends.head(path)).status in (404, 410)
        assert (await bob_sends.patch(path, 2, b"cd")).status in (404, 410)


async def test_nothing_that_is_there_is_404(bob_sends: Sender) -> None:
    assert code(await bob_sends.ask("DELETE", f"{bob_sends.door}/nothinghere")) == (404, "not-found")


async def test_a_clip_that_had_arrived_is_put_away_and_can_be_had_back_by_its_sender(sender: Sender) -> None:
    path = await sender.begin(4)
    await sender.patch(path, 0, b"abcd")
    assert (await sender.ask("DELETE", path)).status == 204
    clip = await sender.clip(path)
    assert clip.deleted_at_ms is not None
    assert clip.deleted_by == ("trainer" if sender.door == "/uploads" else "client")
    assert sender.stored(path) == b"abcd"
    async with sender.spotter.database.reading() as db:
        actions = {note.action for note in await audit.about(db, f"c:{clip.client_id}")}
    assert "clip.deleted" in actions


async def test_a_body_that_is_on_its_way_ends_soon_and_keeps_nothing(bob_sends: Sender) -> None:
    sent = 0

    async def slowly() -> object:
        nonlocal sent
        for _ in range(40):
            yield b"x" * 1_000_000
            sent += 1
            await asyncio.sleep(0.05)

    path = await bob_sends.begin(40_000_000)
    patching = asyncio.create_task(bob_sends.patch(path, 0, slowly()), name="patch")
    await until(lambda: sent >= 2)
    assert (await bob_sends.ask("DELETE", path)).status == 204
    assert code(await patching) == (410, "upload-gone")
    assert list((bob_sends.spotter.settings.data_dir / "uploads").iterdir()) == []
