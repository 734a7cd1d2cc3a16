"""Trainer and client write to each other: words, a picture, a voice note, what is new, and a session that moves."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from server.domain import links
from tests.browser import look
from tests.browser.classroom import BEA, BOB, Classroom
from tests.browser.look import Opener
from tests.cast import HOUR_MS, Person, Spotter
from tests.meeting import DESK, PHONE, Meeting
from tests.recordings import footage

pytestmark = pytest.mark.browser

PATIENT_MS = 60_000


async def say(page: Page, words: str) -> None:
    """Writes and sends, and waits until it stands in the thread."""
    await page.fill("#f-text", words)
    await page.click("#send")
    await expect(page.locator(".message.is-mine").filter(has_text=words)).to_be_visible(timeout=PATIENT_MS)
    await expect(page.locator("#f-text")).to_have_value("")


@pytest.mark.long
async def test_trainer_and_client_write_to_each_other(met: Meeting, tmp_path: Path) -> None:
    client = await (await met.client_context(bypass_csp=True)).new_page()
    met.complaints.listen(client)
    await client.goto(met.client_link)
    await client.get_by_role("button", name="Open my page").click()
    await client.locator("#messages .row-link").first.click()
    await expect(client.get_by_text("Nobody watches these messages")).to_be_visible()
    await say(client, "Can we start a little later?")

    # A picture and a voice note take the road of every clip.
    await client.set_input_files("#attach", footage.photo(tmp_path / "knee.jpg", (640, 480)))
    await expect(client.locator(".outgoing")).to_contain_text("knee.jpg")
    await client.click("#send")
    await expect(client.locator(".message img")).to_be_visible(timeout=PATIENT_MS)
    await client.click("#speak")
    await expect(client.locator("#speak")).to_have_text(re.compile("0:0[1-9]"), timeout=PATIENT_MS)
    await client.click("#speak")
    await expect(client.locator("audio.message-voice")).to_be_visible(timeout=PATIENT_MS)

    # The trainer's rail counts it, the inbox names it, and the thread shows what is new.
    trainer = await (await met.trainer_context(bypass_csp=True)).new_page()
    met.complaints.listen(trainer)
    await trainer.goto(f"{met.server.url}/inbox")
    await expect(trainer.locator(".rail .count")).to_be_visible(timeout=PATIENT_MS)
    await trainer.get_by_role("link", name="3 new messages from Bob Birch").click()
    await expect(trainer.locator(".message .badge.live")).to_have_count(3)
    loaded = "audio => audio.readyState || new Promise((done) => (audio.onloadedmetadata = done))"
    await trainer.locator("audio.message-voice").evaluate(loaded)
    ready = "audio => audio.duration || new Promise((done) => { audio.onloadedmetadata = () => done(audio.duration); })"
    assert await trainer.locator("audio.message-voice").evaluate(ready) > 0.5
    shown = "image => image.decode().then(() => image.naturalWidth)"
    assert await trainer.locator(".message img").evaluate(shown) == 640
    await say(trainer, "Half past six it is.")

    # Another time for a session: proposed on the phone, taken on the desk, told in the thread.
    bob = met.client_link.split("/c/")[1].split(".")[0]
    planned = {"clients": [bob], "date": "2031-05-01", "time": "18:00", "title": "Boxing"}
    session = met.http.post("/sessions", planned)["id"]
    phone = await client.context.new_page()
    met.complaints.listen(phone)
    await phone.goto(f"{met.client_link}/sessions/{session}/move")
    await phone.fill("#f-date-0", (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%d"))
    await phone.fill("#f-time-0", "19:30")
    wrong = await look.at(phone, "move-ask")
    await phone.get_by_role("button", name="Ask Olga").click()
    await expect(phone.get_by_text("Hello, Bob Birch")).to_be_visible(timeout=PATIENT_MS)
    await trainer.goto(f"{met.server.url}/inbox")
    await trainer.get_by_role("link", name="Bob Birch asks for another time").click()
    await expect(trainer.get_by_role("button", name="Take this time")).to_be_visible()
    wrong += await look.at(trainer, "move")
    await trainer.get_by_role("button", name="Take this time").click()
    await trainer.wait_for_url(f"**/sessions/{session}")
    await expect(client.locator(".message", has_text="Boxing is moved")).to_be_visible(timeout=PATIENT_MS)

    # The client's open page shows the answer, and that theirs were read.
    await expect(client.locator(".message", has_text="Half past six")).to_be_visible(timeout=PATIENT_MS)
    await expect(client.locator(".message.is-mine", has_text="Read").first).to_be_visible(timeout=PATIENT_MS)
    await trainer.goto(f"{met.server.url}/inbox")
    await expect(trainer.get_by_text("new messages from")).to_have_count(0)
    wrong += await look.at(client, "thread-client") + await look.at(trainer, "inbox")
    await trainer.goto(f"{met.server.url}/clients/{bob}/messages")
    wrong += await look.at(trainer, "thread-trainer")
    assert wrong == []


HEARD = """async (audio) => {
  audio.scrollIntoView({ block: "center" });
  audio.muted = true;
  await audio.play();
  for (const until = performance.now() + 20_000; audio.currentTime < 0.3 && performance.now() < until;)
    await new Promise((done) => setTimeout(done, 50));
  audio.pause();
  return audio.currentTime;
}"""
SHOWN = "image => image.decode().then(() => image.naturalWidth)"


@pytest.mark.long
async def test_what_a_member_sends_to_their_group_is_seen_and_heard_by_the_others(
    room: Classroom, tmp_path: Path
) -> None:
    ids = [link.split("/c/")[1].split(".")[0] for link in room.links.values()]
    group = room.http.post("/groups", {"name": "Mornings", "members": ids})["id"]

    async def in_the_group(name: str) -> Page:
        window = await room.browser.new_context(viewport=PHONE, bypass_csp=True)
        page = await window.new_page()
        room.complaints.listen(page)
        await page.goto(room.links[name])
        await page.get_by_role("button", name="Open my page").click()
        await page.locator("#messages").get_by_role("link", name="Mornings").click()
        await expect(page.get_by_text("Everybody in it reads this")).to_be_visible()
        return page

    bob, bea = await in_the_group(BOB), await in_the_group(BEA)
    desk = await room.browser.new_context(viewport=DESK, bypass_csp=True)
    await desk.add_cookies(
        [{"name": name, "value": value, "url": room.server.url} for name, value in room.http.cookies.items()]  # type: ignore[misc]
    )
    olga = await desk.new_page()
    room.complaints.listen(olga)
    await olga.goto(f"{room.server.url}/groups/{group}/messages")

    await bob.set_input_files("#attach", footage.photo(tmp_path / "hill.jpg", (640, 480)))
    await bob.fill("#f-text", "From the top.")
    await bob.click("#send")
    await expect(bob.locator(".message.is-mine img")).to_be_visible(timeout=PATIENT_MS)
    await bob.click("#speak")
    await expect(bob.locator("#speak")).to_have_text(re.compile("0:0[1-9]"), timeout=PATIENT_MS)
    wrong = await look.at(bob, "group-speaking")
    await bob.click("#speak")
    await expect(bob.locator(".message.is-mine audio")).to_be_visible(timeout=PATIENT_MS)

    # It comes by itself to whoever has the thread open; the others have it by an address of the group's.
    for page, whose in ((bea, "Bob"), (olga, "Bob Birch")):
        await expect(page.locator(".message")).to_have_count(3, timeout=PATIENT_MS)
        await expect(page.locator(".message-head strong")).to_have_text([whose] * 3)
        picture, voice = page.locator(".message img"), page.locator("audio.message-voice")
        await expect(picture).to_be_visible(timeout=PATIENT_MS)
        assert await picture.evaluate(SHOWN) == 640
        await expect(voice).to_be_visible(timeout=PATIENT_MS)
        assert await voice.evaluate(HEARD) >= 0.3
    await expect(bea.locator(".message-clip")).to_have_count(0)
    wrong += await look.at(bea, "group-thread-seen") + await look.at(olga, "group-thread-desk")
    await bea.locator(".message", has=bea.locator("img")).get_by_role("button", name="Cheer").click()
    await expect(bob.get_by_text("Bea cheered")).to_be_visible(timeout=PATIENT_MS)

    # What is taken back is gone from everybody's page.
    mine = bob.locator(".message", has=bob.locator("audio"))
    await mine.get_by_role("button", name="Take back").click()
    for page in (bob, bea, olga):
        await expect(page.locator("audio")).to_have_count(0, timeout=PATIENT_MS)
    await bea.locator("a.message-media").click()
    await expect(bea.locator("img")).to_have_js_property("naturalWidth", 640)
    await bea.go_back()
    await expect(bea.locator(".message img")).to_be_visible()
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_and_reads_well(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str
) -> None:
    bob = await spotter.client("bob")
    await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 48 * HOUR_MS)
    phone = spotter.browser()
    key = links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)
    await phone.post(f"/c/{key}/confirm", {})
    for text in ("All went well today.", "On the last set I felt dizzy."):
        await phone.post(f"/c/{key}/messages", {"text": text})
    group = (await alice.post("/groups", {"name": "Mornings", "members": [bob.id]})).json["id"]
    await phone.post(f"/c/{key}/groups/{group}/messages", {"text": "Five kilometres today."})
    today = datetime.now(UTC).weekday()
    for name, day in (("bob", today), ("bea", (today - 1) % 7)):
        one = bob if name == "bob" else await spotter.client("bea")
        await alice.post(f"/clients/{one.id}/check-ins", {"weekday": str(day)})
    await phone.post(f"/c/{key}/messages", {"text": "Slept well, knees fine.", "check_in": "true"})
    unsubscribe = links.person_token(spotter.settings.secret_key, "unsubscribe", f"c:{bob.id}")
    walks: list[tuple[Person | None, dict[str, str]]] = [
        (None, {"find": "/find-my-page", "unsubscribe": f"/unsubscribe/{unsubscribe}"}),
        (
            phone,
            {
                "me": f"/c/{key}",
                "me-thread": f"/c/{key}/messages",
                "me-group": f"/c/{key}/groups/{group}/messages",
                "me-told": f"/c/{key}/notices",
            },
        ),
        (
            alice,
            {
                "inbox-full": "/inbox",
                "sweep": "/inbox/check-ins",
                "client": f"/clients/{bob.id}",
                "told": "/settings/notices",
                "outbox": "/outbox",
                "client-thread": f"/clients/{bob.id}/messages",
                "group-thread": f"/groups/{group}/messages",
            },
        ),
    ]
    wrong: list[str] = []
    for who, pages in walks:
        page = await opened(f"{spotter.url}/healthz", who, color_scheme=scheme, bypass_csp=True)
        for name, path in pages.items():
            await page.goto(spotter.url + path)
            await page.wait_for_load_state("networkidle")
            wrong += await look.keep(page, f"threads-{name}.{scheme}")
            for fold in await page.locator("details").all():
                await fold.evaluate("each => each.open = true")
            wrong += await look.faults(page, path, tall=True)
    assert wrong == []
    assert said == []
