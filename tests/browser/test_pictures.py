"""A picture of every page at three sizes, light and dark, kept in tests/shots to be looked at; and axe on the room.

`SPOTTER_PICTURES=1` also renews the pictures that the README shows.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.look import KEEPS, SHOTS, SIZES, faults, keep
from tests.meeting import PHONE, meeting, moves
from tests.stage import ROOT, Server

DESK = {"desk": SIZES["desk"]}
README_PICTURES = ROOT / "docs" / "pictures"
FIGURE = Path(__file__).with_name("figure.js")
TRAINERS_ROOM = 'window.figure = {wall: "#51606a", floor: "#39444b", shirt: "#e0a458"};'


pytestmark = pytest.mark.browser


async def test_every_page_of_the_desk_fits_every_screen(server: Server) -> None:
    async with meeting(server) as both:
        session = f"/sessions/{both.session}"
        bob = "/clients/" + both.client_link.split("/c/")[1].split(".")[0]
        group = both.http.post("/groups", {"name": "Early birds", "clients": [bob.split("/")[-1]]})["location"]
        pages = {
            "today": "/today", "clients": "/clients", "client-new": "/clients/new", "client": bob,
            "client-edit": f"{bob}/edit", "group": group, "group-new": "/groups/new", "sessions": "/sessions",
            "session-new": "/sessions/new", "session": session, "session-edit": f"{session}/edit",
            "settings": "/settings", "trainers": "/settings/trainers", "design": "/design", "missing": "/nothing-here",
        }  # fmt: skip
        strangers_pages = {"sign-in": "/sign-in", "link-dead": "/c/nobody.nothing"}
        for scheme in ("light", "dark"):
            signed_in = await both.trainer_context(color_scheme=scheme)
            stranger = await both.client_context(color_scheme=scheme)
            wide = await _keep_all(signed_in, server.url, pages, scheme)
            wide += await _keep_all(stranger, server.url, strangers_pages, scheme)
            wide += await _keep_all(stranger, "", {"my-page-first": both.client_link}, scheme)
            assert wide == [], "pages wider than their screen"


@pytest.mark.long
async def test_the_room_is_without_a_fault_that_axe_knows_from_the_door_to_the_end(server: Server) -> None:
    async with meeting(server) as both:
        trainer_context = await both.trainer_context(bypass_csp=True)
        client_context = await both.client_context(bypass_csp=True)
        await trainer_context.add_init_script(TRAINERS_ROOM)
        for context in (trainer_context, client_context):
            await context.add_init_script(path=FIGURE)
        wrong: list[str] = []
        bob = both.client_link.split("/c/")[1].split(".")[0]
        both.http.post(f"/clients/{bob}/consents/clips", {"given": True})
        client = await both.client_at_the_door(client_context)
        await expect(client.locator("#network")).not_to_contain_text("Checking", timeout=15_000)
        # Tall: what the Join button at the foot covers until one scrolls is no fault.
        await client.set_viewport_size({"width": PHONE["width"], "height": 3000})
        wrong += await _look_at(client, "door")
        await client.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        trainer = await both.trainer_page(trainer_context)
        wrong += await _look_at(trainer, "room-trainer-alone")
        await client.locator("#join").click()
        await client.get_by_text("will let you in").wait_for()
        wrong += await _look_at(client, "lobby")
        wrong += await _look_at(trainer, "room-trainer-knock")
        await both.let_in(trainer)
        await moves(client)
        await moves(trainer)
        await trainer.keyboard.press("t")
        await trainer.locator(".palette").get_by_role("button", name="Tabata").click()
        await trainer.locator("#timer-skip").click()
        await expect(client.locator("#timer .timer-round")).to_have_text("1 of 8")
        wrong += await _look_at(client, "room-client")
        for button in ("Clips", "People", "Chat", "Keys", "Cues"):
            await trainer.get_by_role("button", name=button, exact=True).click()
            wrong += await _look_at(trainer, f"room-trainer-{button.lower()}", DESK)
            if button == "Keys":
                await trainer.keyboard.press("Escape")
        wrong += await _look_at(trainer, "room-trainer")
        await expect(client.locator("#keep")).to_be_visible()
        await trainer.keyboard.press("k")
        await trainer.keyboard.press("l")
        await expect(trainer.locator(".moment-state")).to_have_text("Ready", timeout=30_000)
        wrong += await _look_at(trainer, "room-trainer-moments")
        await trainer.keyboard.press("l")
        await trainer.keyboard.press("v")
        for page in (trainer, client):
            await expect(page.locator("#replay video:not(.waits)")).to_be_visible()
        wrong += await _look_at(client, "room-client-replay")
        wrong += await _look_at(trainer, "room-trainer-replay")
        await trainer.keyboard.press("0")
        await expect(client.locator("#cue-ok")).to_be_visible()
        wrong += await _look_at(client, "room-client-safety")
        await client.locator("#cue-ok").click()
        await trainer.locator("#end").click()
        await trainer.locator("#end-session").click()
        await client.get_by_role("heading", name="Session over").wait_for()
        wrong += await _look_at(client, "over")
        wrong += await _look_at(trainer, "over-trainer")
        await trainer.get_by_role("link", name="Session sheet").click()
        wrong += await _look_at(trainer, "sheet")
        assert wrong == []
    if os.environ.get("SPOTTER_PICTURES"):
        README_PICTURES.mkdir(parents=True, exist_ok=True)
        for name in ("room-trainer.desk", "room-client.phone"):
            shutil.copy(SHOTS / f"{name}.dark.png", README_PICTURES / f"{name.split('.')[0]}.png")


async def _keep_all(context: BrowserContext, base: str, pages: dict[str, str], scheme: str) -> list[str]:
    """Keeps a picture of each page at each size; the names of those that are wider than their screen."""
    page = await context.new_page()
    wide: list[str] = []
    for name, path in pages.items():
        await page.goto(base + path)
        wide += await keep(page, f"{name}.{scheme}")
    await page.close()
    return wide


async def _look_at(page: Page, name: str, sizes: Mapping[str, tuple[int, int]] = SIZES) -> list[str]:
    """Keeps pictures of the page as it is and asks axe; what is wrong with it, in words. Every day at its own size."""
    if not os.environ.get(KEEPS):
        now = page.viewport_size or PHONE
        sizes = {"own": (now["width"], now["height"])}
    return await keep(page, f"{name}.dark", sizes=sizes) + await faults(page, name)
