"""A room with several clients, in real browsers: who sees whom, private cues, hands, holding, taking aside."""

import os
import re
import signal
import sqlite3

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import look
from tests.browser.classroom import BEA, BOB, OLGA, Classroom, sees, sees_not, tile
from tests.live.relayed import gym
from tests.meeting import DESK, PHONE
from tests.stage import Server

# A screen to share, without a person who picks one.
SCREEN_JS = """
navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 640, height: 400 });
  const pen = canvas.getContext("2d");
  setInterval(() => { pen.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`; pen.fillRect(0, 0, 640, 400); }, 60);
  return canvas.captureStream(15);
};
"""
pytestmark = pytest.mark.browser


async def three(room: Classroom) -> tuple[Page, Page, Page]:
    """Trainer, Bob and Bea in the room, with pictures of each other as far as they may."""
    trainer = await room.trainer(bypass_csp=True)
    bob = await room.client(BOB, trainer, bypass_csp=True)
    bea = await room.client(BEA, trainer)
    for page, name in ((trainer, BOB), (trainer, BEA), (bob, OLGA), (bea, OLGA)):
        await sees(page, name)
    return trainer, bob, bea


async def test_the_trainer_sees_everybody_and_clients_see_the_trainer_until_they_may_see_each_other(
    room: Classroom,
) -> None:
    trainer, bob, bea = await three(room)
    await sees_not(bob, BEA, 500)
    await expect(bob.locator(".tile")).to_have_count(2)
    await trainer.keyboard.press("p")
    switch = trainer.get_by_role("button", name="Clients see only you")
    await switch.click()
    await sees(bob, BEA)
    await sees(bea, BOB)
    await trainer.keyboard.press("b")
    await expect(bob.locator(".tile")).to_have_count(2)
    await sees(bob, OLGA)


async def test_cues_and_an_exercise_reach_one_client_alone_until_they_are_released(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await tile(trainer, BEA).get_by_role("button", name=f"Cues to {BEA} alone").click()
    await expect(trainer.locator("#decided-private")).to_contain_text(f"Only {BEA}: cues, timers, sets")
    await trainer.keyboard.press("1")
    await expect(bea.locator("#cue")).to_have_text("Push the floor away")
    await expect(trainer.locator("#word")).to_have_attribute("data-state", "seen")
    await expect(bob.locator("#cue")).to_have_count(0)
    await expect(bea.locator("#cue")).to_have_count(0, timeout=6000)
    await trainer.keyboard.press("Escape")
    await expect(trainer.locator("#decided-private")).to_have_count(0)
    await trainer.keyboard.press("2")
    for page in (bob, bea):
        await expect(page.locator("#cue")).to_have_text("Reach for the far wall")

    await trainer.keyboard.press(":")
    await trainer.locator("#day-line").fill("Goblet squat 2x8 20 kg")
    await trainer.keyboard.press("Enter")
    await trainer.locator("#day-line").blur()
    await trainer.get_by_role("group", name="Whose sets").get_by_role("button", name=BEA).click()
    await trainer.get_by_role("button", name="Change Goblet squat").click()
    await trainer.locator("#day-edit-line").fill("Leg press 1x12 80 kg")
    await trainer.keyboard.press("Enter")
    await expect(bea.locator("#band .band-name")).to_have_text("Leg press")
    await expect(bea.locator("#band")).to_contain_text("12 × 80 kg")
    await expect(bob.locator("#band .band-name")).to_have_text("Goblet squat")
    assert not await look.keep(trainer, "day-own", sizes=look.SIZES)


@pytest.mark.long
async def test_what_was_meant_for_one_who_left_is_said_to_nobody(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await trainer.keyboard.press("n")
    chosen = await trainer.locator("#decided-private span").first.inner_text()
    gone, stays = (bob, bea) if BOB in chosen else (bea, bob)
    await gone.locator("#leave").click()
    await expect(trainer.locator(".tile:not(.own)")).to_have_count(1)
    await trainer.keyboard.press("1")
    await expect(trainer.locator("#word")).to_contain_text("Not sent")
    await expect(stays.locator("#cue")).to_have_count(0)


@pytest.mark.long
async def test_a_raised_hand_shows_on_both_sides_until_either_lowers_it(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await bob.locator("#hand").click()
    await expect(bob.locator("#hand")).to_have_text(re.compile("Your hand is up"))
    await expect(tile(trainer, BOB)).to_contain_text("Hand up")
    await expect(bea.locator("body")).not_to_contain_text("Hand up")
    await trainer.keyboard.press("j")
    await expect(bob.locator("#hand")).to_have_attribute("aria-pressed", "false")
    await bob.keyboard.press("h")
    await expect(tile(trainer, BOB)).to_contain_text("Hand up")


@pytest.mark.long
async def test_a_muted_client_is_told_and_can_be_heard_again(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    await tile(trainer, BOB).get_by_role("button", name=f"Mute {BOB}").click()
    await expect(bob.locator("#around-muted")).to_contain_text(f"{OLGA} muted you")
    await expect(tile(trainer, BOB)).to_contain_text("Muted")
    await tile(trainer, BOB).get_by_role("button", name=f"Mute {BOB}").click()
    await expect(bob.locator("#around-muted")).to_have_count(0)


@pytest.mark.long
async def test_one_is_taken_aside_and_the_other_waits_knowing_why(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await tile(trainer, BOB).get_by_role("button", name=f"Take {BOB} aside").click()
    await expect(bob.locator("#around-aside")).to_contain_text("Only you two")
    await expect(bea.locator("#around-waits")).to_contain_text(f"{OLGA} is with somebody else for a moment")
    await expect(bea.locator("#standing")).to_contain_text("Connected")
    await sees_not(bea, OLGA, 1000)
    await sees(trainer, BEA)
    await expect(trainer.locator("#decided-apart")).to_contain_text(f"You and {BOB} alone")
    await trainer.keyboard.press("o")
    await expect(bea.locator("#around-waits")).to_have_count(0)
    await sees(bea, OLGA)


@pytest.mark.long
async def test_everybody_waits_while_they_are_held(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await trainer.keyboard.press("h")
    for page in (bob, bea):
        await expect(page.locator("#around-waits")).to_be_visible()
    await expect(trainer.locator("#decided-held")).to_be_visible()
    await trainer.keyboard.press("h")
    await sees(bob, OLGA)


@pytest.mark.long
async def test_a_client_in_the_spotlight_is_sent_large_and_shown_large(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    height = """() => [...document.querySelectorAll(".tile")].find((one) => one.ariaLabel === "Bob")
        .querySelector("video.front").videoHeight"""
    assert await trainer.evaluate(height) <= 360
    await tile(trainer, BOB).get_by_role("button", name=f"Spotlight {BOB}").click()
    await expect(tile(trainer, BOB)).to_have_class(re.compile("large"))
    await expect(tile(trainer, BEA)).to_have_class(re.compile("small"))
    await expect(bob.locator("#around-spotlit")).to_be_visible()
    for _ in range(60):
        if await trainer.evaluate(height) > 360:
            break
        await trainer.wait_for_timeout(250)
    assert await trainer.evaluate(height) > 360
    await tile(trainer, BOB).get_by_role("button", name="Make all the same size").click()
    await expect(tile(trainer, BEA)).to_have_class(re.compile("large"))


@pytest.mark.long
async def test_a_tile_is_never_made_anew(room: Classroom) -> None:
    trainer = await room.trainer()
    await room.client(BOB, trainer)
    await sees(trainer, BOB)
    await trainer.evaluate("() => { document.querySelector('.tile:not(.own) video.front').dataset.mark = 'kept'; }")
    await room.client(BEA, trainer)
    await sees(trainer, BEA)
    for key in ("z", "h", "h"):
        await trainer.keyboard.press(key)
    await expect(tile(trainer, BOB).locator("video[data-mark=kept]")).to_have_count(1)


@pytest.mark.long
async def test_the_connection_is_told_track_by_track(room: Classroom) -> None:
    trainer, _, _ = await three(room)
    await trainer.keyboard.press("i")
    for name in (BOB, BEA, "You"):
        await expect(trainer.locator(".tracks")).to_contain_text(name)
    await expect(trainer.locator(".tracks dd").filter(has_text=re.compile(r"^[1-9]\d* kbit/s$")).first).to_be_visible()


@pytest.mark.long
async def test_a_server_that_dies_leaves_the_pictures_alone(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    room.server.kill()
    await expect(bob.locator("#standing")).to_contain_text(re.compile("reconnect", re.IGNORECASE))
    await sees(bob, OLGA)
    await sees(trainer, BEA)
    room.server.start()
    await expect(bob.locator("#standing")).to_contain_text("Connected", timeout=15_000)
    await sees(bob, OLGA)


@pytest.mark.long
async def test_a_shared_screen_comes_to_everybody_beside_the_trainer_and_goes_again(room: Classroom) -> None:
    trainer = await room.trainer(script=SCREEN_JS)
    bob = await room.client(BOB, trainer)
    bea = await room.client(BEA, trainer)
    await sees(bob, OLGA)
    await trainer.keyboard.press("g")
    for page in (bob, bea):
        await sees(page, f"{OLGA}, screen")
        await sees(page, OLGA)
    await trainer.keyboard.press("g")
    for page in (bob, bea):
        await expect(tile(page, f"{OLGA}, screen")).to_have_count(0)
    await sees(bob, OLGA)


@pytest.mark.long
async def test_a_second_camera_is_one_more_picture_for_the_trainer_alone(room: Classroom) -> None:
    trainer, bob, bea = await three(room)
    await bob.get_by_role("button", name="More").click()
    await bob.locator("#camera-ask").click()
    link = await bob.locator("#camera-link").input_value()
    phone = await (await room.browser.new_context(viewport=PHONE)).new_page()  # type: ignore[arg-type]
    room.complaints.listen(phone)
    await phone.goto(link)
    await phone.get_by_role("button", name="Show this camera").click()
    await sees(trainer, f"{BOB}, second camera")
    await expect(phone.locator("#camera-state")).to_contain_text("This picture is seen")
    for page in (bob, bea):
        await expect(page.locator(".tile")).to_have_count(2)


@pytest.mark.long
async def test_a_reload_brings_everything_back(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    await trainer.keyboard.press("h")
    await trainer.keyboard.press("h")
    await bob.reload()
    await sees(bob, OLGA)
    await sees(trainer, BOB)
    await trainer.reload()
    for name in (BOB, BEA):
        await sees(trainer, name)
    await sees(bob, OLGA)


@pytest.mark.long
async def test_everything_upon_a_picture_is_reached_by_the_keyboard(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    await tile(trainer, BOB).get_by_role("button", name=f"Make {BOB} large").focus()
    await trainer.keyboard.press("Tab")
    await trainer.keyboard.press("Tab")
    await trainer.keyboard.press("Enter")
    await expect(bob.locator("#around-muted")).to_be_visible()
    await trainer.keyboard.press("Tab")
    await trainer.keyboard.press("Tab")
    await trainer.keyboard.press("Enter")
    await expect(bob.locator("#around-aside")).to_be_visible()


@pytest.mark.long
async def test_a_relay_that_dies_gives_way_to_another(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    with sqlite3.connect(room.server.data_dir / "spotter.db") as db:
        ((pid,),) = db.execute("SELECT pid FROM relays").fetchall()
    os.kill(pid, signal.SIGKILL)
    await trainer.wait_for_timeout(1000)
    await sees(bob, OLGA)
    await sees(trainer, BEA)
    await expect(trainer.locator("#standing")).to_contain_text("Connected")


@pytest.mark.long
async def test_a_class_of_twelve_fits_every_screen(server: Server, browser: Browser) -> None:
    names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jana", "Kim", "Maximilian-Alexander"]
    async with gym(server, *names) as people:
        window = await browser.new_context(viewport=DESK, bypass_csp=True)  # type: ignore[arg-type]
        jar = [{"name": name, "value": value, "url": server.url} for name, value in people.http.cookies.items()]
        await window.add_cookies(jar)  # type: ignore[arg-type]
        trainer = await window.new_page()
        await trainer.goto(f"{server.url}/sessions/{people.session}/room")
        await trainer.get_by_role("button", name="Open the room").click()
        await trainer.locator("#end").wait_for()
        for at in range(len(names)):
            await people.client(at)
            await trainer.locator(".knock").wait_for()
            await trainer.keyboard.press("a")
            await expect(trainer.locator(".knock")).to_have_count(0)
        await expect(trainer.locator(".tile.large")).to_have_count(13)
        for client in people.pages[:3]:
            await client.done("hand", on=True)
        await trainer.keyboard.press("n")
        wrong = await look.at(trainer, "group-twelve")
        await trainer.keyboard.press("c")
        await trainer.keyboard.press("Escape")
        await trainer.get_by_role("button", name=f"Make {names[0]} large").click()
        wrong += await look.at(trainer, "group-one-of-twelve")
        assert wrong == []


@pytest.mark.long
async def test_a_group_room_is_without_fault_and_fits_every_screen(room: Classroom) -> None:
    trainer, bob, _ = await three(room)
    await bob.locator("#hand").click()
    await tile(trainer, BOB).get_by_role("button", name=f"Mute {BOB}").click()
    await trainer.keyboard.press("p")
    await expect(bob.locator("#around-muted")).to_be_visible()
    wrong = await look.at(trainer, "group-trainer")
    wrong += await look.at(bob, "group-client")
    await trainer.keyboard.press("i")
    await trainer.wait_for_timeout(2500)
    wrong += await look.at(trainer, "group-connection")
    await trainer.keyboard.press("b")
    await sees(bob, BEA)
    wrong += await look.at(bob, "group-client-meeting")
    assert wrong == []
