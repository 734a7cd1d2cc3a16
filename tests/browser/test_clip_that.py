"""Clip that, in real browsers: what happened before the press comes to the library, and nothing without consent."""

import asyncio
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests import filmed
from tests.meeting import Meeting, moves, sees_the_other

SECONDS = 10
HELD_MS = 12_000
NEAR_S = 1.5  # a loaded machine films, encodes and hears a press late

# Which recorders this page made, and how.
RECORDERS_JS = """
(() => {
  const Real = window.MediaRecorder;
  window.recorders = [];
  window.MediaRecorder = class extends Real {
    constructor(...how) { super(...how); window.recorders.push(this); }
  };
})();
"""
SPLICES_NOT_JS = """
for (const type of ["video/webm;codecs=avc1.64001F,opus", "video/webm;codecs=vp8,opus"])
  localStorage.setItem(`spotter.splices.${type}.${navigator.userAgent}`, "false");
"""

pytestmark = pytest.mark.browser


async def test_a_key_keeps_what_happened_before_it(met: Meeting, tmp_path: Path) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met, noise=0.15)
    await _holds(client)
    await trainer.keyboard.press("k")
    made = await _moment_of(trainer)
    ready = await filmed.until_it_is(trainer, made["id"], ("ready",))
    await _shows_what_was_before(met, ready, tmp_path, "play")
    await _shows_what_was_before(met, ready, tmp_path, "preview")
    clip = ready["clip"]
    playing = await trainer.evaluate(
        """async (url) => {
          const video = document.createElement("video");
          video.src = url; video.muted = true; video.playbackRate = 0.5;
          await video.play();
          await new Promise((go) => video.requestVideoFrameCallback(go));
          return [video.videoWidth, video.videoHeight, video.duration];
        }""",
        f"/clips/{clip}/files/play",
    )
    assert playing[:2] == [1280, 720]  # the camera's own, whatever the call made of it
    assert playing[2] >= ready["duration_ms"] / 1000 - 0.1


@pytest.mark.long
async def test_a_client_keeps_a_moment_of_their_own(met: Meeting) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met)
    await _holds(client, 3000)
    await client.get_by_role("button", name="Keep that").click()
    made = await _moment_of(trainer)
    assert made["by"] == made["peer"]
    await filmed.until_it_is(trainer, made["id"], ("ready",))


@pytest.mark.long
async def test_who_agrees_at_the_door_or_in_the_room_can_be_clipped_at_once(met: Meeting) -> None:
    here = await met.client_context()
    await here.add_init_script(RECORDERS_JS)
    client = await met.client_at_the_door(here)
    clips = client.get_by_role("switch", name="Short clips of your exercises")
    await clips.click()
    await expect(clips).to_have_attribute("aria-checked", "true")
    trainer = await met.trainer_page()
    await client.locator("#join").click()
    await met.let_in(trainer)
    await _holds(client, 1500)
    await client.locator("#more").click()
    await client.locator("#agree").click()
    await expect(clips).to_have_attribute("aria-checked", "true")
    await clips.click()
    await expect(client.get_by_role("button", name="Keep that")).to_have_count(0)
    await expect(trainer.get_by_text("not agreed to clips").first).to_be_visible()
    await clips.click()
    await _holds(client, 1500)


@pytest.mark.long
async def test_without_consent_nothing_is_recorded_and_a_press_says_so(met: Meeting) -> None:
    trainer, client = await _together(met)
    await client.wait_for_timeout(2500)
    assert await client.evaluate("window.recorders.length") == 0
    peer = await filmed.client_peer(trainer)
    body = {"id": "a" * 24, "clip": "moment-without", "peer": peer, "seconds": SECONDS}
    await filmed.tell(trainer, "clip.take", body)  # whatever stands in the way of the button
    lost = await filmed.until_it_is(trainer, "moment-without", ("lost",))
    assert lost["why"] == "no-consent"
    await trainer.keyboard.press("k")
    await expect(trainer.get_by_text("not agreed to clips").first).to_be_visible()
    await expect(client.get_by_role("button", name="Keep that")).to_have_count(0)


@pytest.mark.long
async def test_a_yes_in_the_room_begins_it_and_a_no_wipes_it_at_once(met: Meeting) -> None:
    trainer, client = await _together(met)
    await filmed.agree(met)
    await _holds(client, 3000)
    await filmed.agree(met, given=False)
    await _until(client, "window.recorders.length > 0 && window.recorders.every((one) => one.state === 'inactive')")
    await expect(client.get_by_role("button", name="Keep that")).to_have_count(0)
    peer = await filmed.client_peer(trainer)
    body = {"id": "b" * 24, "clip": "moment-after", "peer": peer, "seconds": SECONDS}
    assert (await filmed.tell(trainer, "clip.take", body))["error"] == "no-consent"
    await filmed.agree(met)
    assert await _held_ms(client) < 2000


@pytest.mark.long
async def test_a_camera_that_is_off_is_not_recorded(met: Meeting) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met)
    await _holds(client, 2000)
    await client.locator("#camera").click()
    await _until(client, "window.recorders.every((one) => one.state === 'inactive')")
    await client.locator("#camera").click()
    await _until(client, "window.recorders.some((one) => one.state === 'recording')")
    await moves(trainer)


@pytest.mark.long
async def test_a_network_that_dies_while_it_is_sent_delays_it_and_no_more(met: Meeting, tmp_path: Path) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met, noise=0.25)
    await _holds(client)
    await trainer.keyboard.press("k")
    made = await _moment_of(trainer)
    await filmed.until_it_is(trainer, made["id"], ("sending", "preview"))
    await client.context.set_offline(True)
    await client.wait_for_timeout(4000)
    assert (await filmed.moment(trainer, made["id"]) or {})["state"] != "ready"
    await client.context.set_offline(False)
    ready = await filmed.until_it_is(trainer, made["id"], ("ready",), give_up_s=60)
    await _shows_what_was_before(met, ready, tmp_path, "play")


@pytest.mark.long
async def test_a_reload_loses_what_was_not_sent_and_says_so(met: Meeting) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met, noise=0.25)
    await _holds(client)
    await trainer.keyboard.press("k")
    made = await _moment_of(trainer)
    await filmed.until_it_is(trainer, made["id"], ("sending",))
    client.on("dialog", lambda dialog: dialog.accept())  # "Leave site?"
    await client.reload()
    gone = await filmed.until_it_is(trainer, made["id"], ("lost",))
    assert gone["why"] == "upload-failed"


@pytest.mark.long
async def test_a_browser_whose_recordings_cannot_be_spliced_keeps_moments_too(met: Meeting, tmp_path: Path) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met, SPLICES_NOT_JS)
    await _holds(client)
    assert await client.evaluate("window.recorders.length") <= 4
    await trainer.keyboard.press("k")
    made = await _moment_of(trainer)
    ready = await filmed.until_it_is(trainer, made["id"], ("ready",))
    await _shows_what_was_before(met, ready, tmp_path, "play")


@pytest.mark.long
async def test_a_press_keeps_the_second_cameras_view_too(met: Meeting, tmp_path: Path) -> None:
    await filmed.agree(met)
    trainer, client = await _together(met)
    await client.get_by_role("button", name=re.compile("Devices|More")).click()
    await client.locator("#camera-ask").click()
    link = await client.locator("#camera-link").input_value()
    beside = await met.client_context()
    for script in (RECORDERS_JS, filmed.camera()):
        await beside.add_init_script(script)
    phone = await beside.new_page()
    met.complaints.listen(phone)
    await phone.goto(link)
    await phone.get_by_role("button", name="Show this camera").click()
    await _holds(phone)
    await expect(phone.locator("#camera-state")).to_contain_text("its last seconds can be kept")
    assert await phone.evaluate(
        "() => { const s = document.querySelector('#camera-state'); return s.scrollWidth <= s.clientWidth; }"
    )
    await expect(trainer.locator(".tile:not(.own) video.front")).to_have_count(2)
    await trainer.keyboard.press("k")
    made = await _moments_of(trainer, 2)
    ready = [await filmed.until_it_is(trainer, one["id"], ("ready",), give_up_s=60) for one in made]
    assert len({one["peer"] for one in ready}) == 2
    for number, one in enumerate(ready):
        folder = tmp_path / str(number)
        folder.mkdir()
        await _shows_what_was_before(met, one, folder, "play")
    library = await (await met.trainer_context()).new_page()
    await library.goto(f"{met.server.url}/library")
    await expect(library.locator(".clip")).to_have_count(2)
    await expect(library.locator(".clip", has_text="Second camera")).to_have_count(1)
    assert met.complaints.serious() == []


async def _together(met: Meeting, *scripts: str, noise: float = 0.0) -> tuple[Page, Page]:
    """Olga, and Bob before a camera that shows the time."""
    there = await met.trainer_context()
    here = await met.client_context()
    for context in (there, here):
        await context.add_init_script(filmed.SOCKET_JS)
    for script in (RECORDERS_JS, filmed.camera(noise=noise), *scripts):
        await here.add_init_script(script)
    trainer = await met.trainer_page(there)
    client = await met.client_in_the_lobby(here)
    await met.let_in(trainer)
    await sees_the_other(client)
    await sees_the_other(trainer)
    return trainer, client


async def _holds(client: Page, least_ms: int = HELD_MS) -> None:
    """Waits until the client's page holds so much of its camera, as it tells the trainer."""
    deadline = time.monotonic() + 20 + least_ms / 1000
    while (held := await _held_ms(client)) < least_ms:
        assert time.monotonic() < deadline, f"it holds {held} ms"
        await asyncio.sleep(0.2)


async def _held_ms(client: Page) -> int:
    """How long the newest large recorder has run."""
    return int(
        await client.evaluate(
            """() => {
              const began = (window.began ??= new WeakMap());
              const running = window.recorders.filter((one) => one.state === "recording");
              for (const one of running) if (!began.has(one)) began.set(one, performance.now());
              return running.length ? performance.now() - Math.min(...running.map((one) => began.get(one))) : 0;
            }"""
        )
    )


async def _moment_of(page: Page) -> dict[str, Any]:
    """The only moment of the room."""
    return (await _moments_of(page, 1))[0]


async def _moments_of(page: Page, count: int) -> list[dict[str, Any]]:
    """The moments of the room, once there are so many."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        answer = await filmed.room(page)
        found = {one["id"]: one for one in (answer.get("snapshot") or {}).get("clips", [])}
        for event in answer["events"]:
            if event.get("type") == "clip":
                found[event["payload"]["clip"]["id"]] = event["payload"]["clip"]
        if len(found) == count:
            return list(found.values())
        await asyncio.sleep(0.1)
    raise AssertionError(f"not {count} were asked for: {found}")


async def _until(page: Page, holds: str, give_up_s: float = 10) -> None:
    deadline = time.monotonic() + give_up_s
    while not await page.evaluate(holds):
        assert time.monotonic() < deadline, f"not so after {give_up_s} s: {holds}"
        await asyncio.sleep(0.05)


async def _shows_what_was_before(met: Meeting, made: dict[str, Any], folder: Path, name: str) -> None:
    """The frames that are shown were filmed in the seconds before the press."""
    answer = await _file(await met.trainer_context(), met, f"/clips/{made['clip']}/files/{name}")
    path = folder / f"{name}.mp4"
    path.write_bytes(answer)
    pressed = made["at_ms"] / 1000
    seconds = made["seconds"]
    times = filmed.filmed_at(path, pressed)
    assert times == sorted(times)
    assert pressed - NEAR_S <= times[-1] <= pressed + 0.3, f"it ends {times[-1] - pressed:.2f} s from the press"
    shown = [at for at in times if at >= times[-1] - seconds - 0.2]
    assert min(seconds, 11) - NEAR_S <= times[-1] - shown[0] <= seconds + 0.3
    assert len(shown) >= 5 * (times[-1] - shown[0])
    steps = [after - before for before, after in pairwise(shown)]
    assert max(steps) <= 1.0, f"{max(steps):.1f} s are missing in it"


async def _file(context: BrowserContext, met: Meeting, path: str) -> bytes:
    answer = await context.request.get(f"{met.server.url}{path}")
    assert answer.status == 200, f"{path}: {answer.status}"
    return await answer.body()
