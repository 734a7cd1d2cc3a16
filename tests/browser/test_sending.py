"""Sending files in a real browser: paused, reloaded, the server killed in the middle; nothing is lost or sent twice."""

import hashlib
import os
import re
import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import CDPSession, Locator, Page, expect

from tests.browser import look
from tests.browser.filming import Filming, filming, ready, until
from tests.recordings import footage
from tests.stage import Server

pytestmark = pytest.mark.browser

SIZE = 30_000_000
SLOW_BYTES_S = 4_000_000


@pytest.fixture
async def bob(server: Server) -> AsyncIterator[Filming]:
    """A client's phone with an assessment to do."""
    async with filming(server) as opened:
        yield opened


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A video of 30 MB: a short one, and after it a box of what nobody reads."""
    path = footage.video(tmp_path / "deadlift.mp4", seconds=2)
    rest = SIZE - path.stat().st_size
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", rest, b"free") + os.urandom(rest - 8))
    return path


async def slow(page: Page) -> CDPSession:
    """An uplink of a home, so that something can happen in the middle."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await uplink(session)
    return session


async def uplink(session: CDPSession, *, cut: bool = False) -> None:
    """The uplink of a home, or none."""
    how = {"offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW_BYTES_S}
    await session.send("Network.emulateNetworkConditions", how)


async def choose(page: Page, *files: Path, send: bool = True) -> None:
    """Chooses files, and presses Send."""
    await page.set_input_files("#choose", [str(file) for file in files])
    if send:
        await page.locator("#send").click()


def row(page: Page, file: Path) -> Locator:
    """The file's row on the page."""
    return page.locator(".parcels > li").filter(has_text=file.name)


async def percent_of(line: Locator) -> int:
    """How far it is, as the page says."""
    said = re.search(r"(\d+) %", await line.inner_text())
    return int(said.group(1)) if said else 0


async def reaches(line: Locator, percent: int) -> int:
    """Waits until the page says that so much is sent; how much it says then."""

    async def is_there() -> int:
        now = await percent_of(line)
        return now if now >= percent else 0

    found: int = await until(is_there, 60)
    return found


@pytest.mark.long
async def test_a_large_file_survives_a_pause_a_reload_and_the_death_of_the_server(
    server: Server, bob: Filming, big: Path
) -> None:
    page = bob.page
    await page.goto(f"{bob.both.client_link}/send")
    await slow(page)
    await choose(page, big)
    line = row(page, big)
    await reaches(line, 15)
    await line.get_by_role("button", name="Pause").click()
    await expect(line).to_contain_text("Paused at")
    paused = await percent_of(line)
    await page.wait_for_timeout(1000)
    assert await percent_of(line) == paused
    await line.get_by_role("button", name="Go on").click()
    await reaches(line, paused + 5)
    await until(lambda: _is_shelved(bob))
    await page.reload()
    await slow(page)
    before = await reaches(line, paused)  # goes on by itself, from where it was
    await reaches(line, before + 10)
    server.kill()
    await expect(line).to_contain_text("No connection", timeout=30_000)
    server.start()
    await expect(line).to_contain_text("Sent, and ready", timeout=90_000)
    ((clip, state, _, _),) = bob.clips()
    assert state == "ready"
    sent = hashlib.sha256(bob.original(clip).read_bytes()).digest()
    assert sent == hashlib.sha256(big.read_bytes()).digest()
    assert await bob.shelf(page) == []
    await line.get_by_role("link", name="Look at it").click()
    await page.wait_for_url(f"**/clips/{clip}")


async def _is_shelved(bob: Filming) -> bool:
    return any(note["whole"] for note in await bob.shelf(bob.page))


@pytest.mark.long
async def test_a_file_that_does_not_fit_on_the_shelf_goes_on_when_it_is_chosen_again(bob: Filming, big: Path) -> None:
    page = bob.page
    await page.add_init_script("navigator.storage.estimate = async () => ({quota: 50e6, usage: 40e6})")
    await page.goto(f"{bob.both.client_link}/send")
    await slow(page)
    await choose(page, big)
    line = row(page, big)
    await reaches(line, 35)
    await page.reload()
    await expect(line).to_contain_text("Choose the same file again")
    assert await percent_of(line) >= 25
    offset = bob.rows("SELECT count(*) FROM uploads WHERE finished_at_ms IS NULL")
    assert offset == [(1,)]
    await choose(page, big, send=False)
    await expect(line).to_contain_text("Sent, and ready", timeout=60_000)
    ((clip, _, _, _),) = bob.clips()
    assert hashlib.sha256(bob.original(clip).read_bytes()).digest() == hashlib.sha256(big.read_bytes()).digest()


@pytest.mark.long
async def test_a_network_that_is_lost_is_said_and_waited_for(bob: Filming, big: Path) -> None:
    page = bob.page
    await page.goto(f"{bob.both.client_link}/send")
    session = await slow(page)
    await choose(page, big)
    line = row(page, big)
    await reaches(line, 10)
    await uplink(session, cut=True)
    await expect(line).to_contain_text("No connection", timeout=40_000)
    await uplink(session)
    await expect(line).to_contain_text("Sent, and ready", timeout=60_000)
    assert len(bob.clips()) == 1


@pytest.mark.long
async def test_a_file_that_is_not_sent_after_all_leaves_nothing(server: Server, bob: Filming, big: Path) -> None:
    page = bob.page
    await page.goto(f"{bob.both.client_link}/send")
    await slow(page)
    await choose(page, big)
    await reaches(row(page, big), 10)
    await page.get_by_role("button", name="Do not send").click()
    await expect(page.locator(".parcels")).to_have_count(0)
    await until(lambda: bob.clips() == [] and list((server.data_dir / "uploads").glob("*")) == [])
    await until(lambda: _shelf_is_empty(bob))


async def _shelf_is_empty(bob: Filming) -> bool:
    return await bob.shelf(bob.page) == []


@pytest.mark.long
async def test_a_file_that_is_no_video_is_refused_in_words(bob: Filming, tmp_path: Path) -> None:
    page = bob.page
    fake = tmp_path / "squat.mp4"
    fake.write_text("#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n")
    await page.goto(f"{bob.both.client_link}/send")
    await choose(page, fake)
    await expect(row(page, fake)).to_contain_text("not a video or a photo that we know", timeout=30_000)


@pytest.mark.long
async def test_several_files_go_one_after_the_other(bob: Filming, tmp_path: Path) -> None:
    page = bob.page
    first = footage.video(tmp_path / "first.mov", seconds=1)
    second = footage.photo(tmp_path / "second.jpg")
    third = footage.video(tmp_path / "third.webm", codec="vp8", seconds=1)
    await page.goto(f"{bob.both.client_link}/send")
    await page.fill("[name=title]", "Legs")
    await choose(page, first, second, third)
    for file in (first, second, third):
        await expect(row(page, file)).to_contain_text("Sent, and ready", timeout=60_000)
    rows = bob.rows("SELECT title, media, entered_by, source FROM clips ORDER BY created_at_ms")
    assert rows == [("Legs", media, "client", "upload") for media in ("video", "photo", "video")]
    await page.locator("#finished").click()
    await page.wait_for_url(bob.both.client_link)


@pytest.mark.long
async def test_a_note_goes_with_the_file_and_is_read_beside_it(bob: Filming, tmp_path: Path) -> None:
    """On a small phone, and sent from its keyboard."""
    page = bob.page
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(f"{bob.both.client_link}/send")
    file = footage.video(tmp_path / "squat.mp4", seconds=1)
    await choose(page, file, send=False)
    await page.locator("[name=title]").fill("Squat")
    note = page.get_by_label("A note")
    await note.press_sequentially("It hurts here.")
    await note.press("Enter")
    await note.press_sequentially("Is that right?")
    await expect(page.locator("#note-count")).to_have_text("29 of 1000")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await note.press("Control+Enter")
    await expect(page.locator("#note-count")).to_have_text("0 of 1000")
    await expect(page.locator("[name=title]")).to_have_value("")
    await expect(row(page, file)).to_contain_text("Sent, and ready", timeout=60_000)
    await row(page, file).get_by_role("link", name="Look at it").click()
    await expect(page.locator("#thread")).to_contain_text("It hurts here.\nIs that right?", use_inner_text=True)


@pytest.mark.long
async def test_a_file_for_a_step_stands_for_it(bob: Filming, tmp_path: Path) -> None:
    page = bob.page
    file = footage.video(tmp_path / "left.mp4", seconds=1)
    await page.goto(bob.step("left"))
    await page.locator("#by-file summary").click()
    await page.get_by_role("link", name="Choose a video").click()
    await choose(page, file)
    await expect(row(page, file)).to_contain_text("Sent, and ready", timeout=30_000)
    ((clip, _, _, _),) = bob.clips()
    assert bob.kept_for("left") == clip
    await page.locator("#finished").click()
    await page.wait_for_url(f"**/assessments/{bob.assessment}")


@pytest.mark.long
async def test_a_trainer_adds_what_came_by_mail_by_dropping_it(bob: Filming, tmp_path: Path) -> None:
    file = footage.video(tmp_path / "mailed.mp4", seconds=1)
    page = await (await bob.both.trainer_context()).new_page()
    bob.both.complaints.listen(page)
    await page.goto(f"{bob.server.url}/clients/{bob.client}")
    await page.get_by_role("link", name="Add a video").first.click()
    await page.get_by_label("By message").check()
    await page.get_by_label("A note").fill("Look at the left knee.")
    await page.select_option("[name=session]", bob.both.session)
    await page.evaluate(
        """(values) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(values)], "mailed.mp4", { type: "video/mp4" }));
          const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
          document.body.dispatchEvent(drop);
        }""",
        list(file.read_bytes()),
    )
    await page.locator("#send").click()
    await expect(row(page, file)).to_contain_text("Sent, and ready", timeout=30_000)
    rows = bob.rows("SELECT client_id, entered_by, came_by, session_id, title FROM clips")
    assert rows == [(bob.client, "trainer", "message", bob.both.session, "mailed")]
    ((clip, *_),) = bob.clips()
    await ready(bob, clip)
    assert bob.rows("SELECT clip_id, author, text FROM clip_comments") == [(clip, "trainer", "Look at the left knee.")]


@pytest.mark.long
async def test_the_pages_to_send_files_fit_every_screen_and_axe_finds_no_fault(server: Server, tmp_path: Path) -> None:
    file = footage.video(tmp_path / "a-rather-long-name-of-a-video-from-a-phone.mp4", seconds=1)
    fake = tmp_path / "notes.mp4"
    fake.write_text("no video")
    faults: list[str] = []
    async with filming(server, bypass_csp=True) as bob:
        page = bob.page
        await page.goto(f"{bob.both.client_link}/send")
        faults += await look.at(page, "send")
        await choose(page, file, fake, send=False)
        faults += await look.at(page, "send-chosen")
        await page.locator("#send").click()
        await expect(row(page, file)).to_contain_text("Sent, and ready", timeout=30_000)
        await expect(row(page, fake)).to_contain_text("not a video", timeout=30_000)
        faults += await look.at(page, "send-done")
        trainer = await (await bob.both.trainer_context(bypass_csp=True)).new_page()
        await trainer.goto(f"{bob.server.url}/clients/{bob.client}/send")
        faults += await look.at(trainer, "send-trainer")
    assert faults == []
