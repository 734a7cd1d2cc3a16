"""The main job in real browsers: link, lobby, room; cue, timer, chat; cut and recovery; removal; a second camera."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, Route, expect

from tests.meeting import Meeting, frames_seen, moves

CUE = "Push the floor away"
pytestmark = pytest.mark.browser


def cut_off(times: int) -> Callable[[Route], Awaitable[None]]:
    """Lets so many requests for something fail, and all after them through."""
    left = times

    async def answer(route: Route) -> None:
        nonlocal left
        left -= 1
        await (route.abort("failed") if left >= 0 else route.continue_())

    return answer


async def test_a_client_comes_by_link_waits_is_let_in_and_both_see_each_other(met: Meeting) -> None:
    trainer = await met.trainer_page()
    phone = await met.client_context()
    await phone.route("**/js/live/client-view.js", cut_off(4))  # the network changes while the room loads
    client = await met.client_in_the_lobby(phone)
    assert await frames_seen(client) == 0
    await expect(client.locator("#timer, .chat")).to_have_count(0)
    await met.let_in(trainer)
    await moves(client)
    await moves(trainer)
    await expect(client.get_by_text("will let you in")).to_have_count(0)


@pytest.mark.long
async def test_a_client_who_comes_first_is_told_that_the_trainer_is_not_there_yet(met: Meeting) -> None:
    client = await met.client_at_the_door()
    await client.locator("#join").click()
    await expect(client.get_by_text(re.compile("not here yet"))).to_be_visible()
    trainer = await met.trainer_page()
    await expect(client.get_by_text("will let you in")).to_be_visible()
    await met.let_in(trainer)
    await moves(client)


async def test_a_key_puts_a_cue_on_the_clients_screen_and_the_trainer_sees_that_it_was_seen(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("1")
    await expect(client.locator("#cue")).to_have_text(CUE)
    await expect(trainer.locator("#word")).to_have_attribute("data-state", "seen")
    await expect(client.locator("#cue")).to_have_count(0, timeout=6000)


async def test_a_safety_cue_stays_until_the_client_taps_it_away_also_where_no_voice_says_it(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("0")
    await expect(client.get_by_text("This device has no voice: cues come as words")).to_be_visible()
    await expect(trainer.locator(".tile", has_text="Bob Birch").get_by_text("No voice for cues")).to_be_visible()
    await client.wait_for_timeout(4000)
    await expect(client.locator("#cue")).to_be_visible()
    await client.locator("#cue-ok").click()
    await expect(client.locator("#cue")).to_have_count(0)


@pytest.mark.long
async def test_the_trainers_own_words_reach_the_client_and_a_sixth_word_does_not(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("/")
    await trainer.keyboard.type("One two three four five six")
    await trainer.keyboard.press("Enter")
    await expect(trainer.locator("#free-cue")).to_have_attribute("aria-invalid", "true")
    await trainer.locator("#free-cue").fill("Knees over your toes")
    await trainer.keyboard.press("Enter")
    await expect(client.locator("#cue")).to_have_text("Knees over your toes")


async def test_a_timer_counts_alike_on_both_screens_and_a_television_and_stops_for_both(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("t")
    await trainer.locator(".palette").get_by_role("button", name=re.compile("Tabata")).click()
    for page in (trainer, client):
        await expect(page.locator("#timer")).to_be_visible()
        await expect(page.locator("#timer .timer-word")).to_have_text(re.compile("ready", re.IGNORECASE))
    await trainer.locator("#timer-skip").click()
    for page in (trainer, client):
        await expect(page.locator("#timer .timer-round")).to_have_text("1 of 8")
    await trainer.keyboard.press(":")
    await trainer.locator("#day-line").fill("Goblet squat 3x8 20 kg")
    await trainer.keyboard.press("Enter")
    await client.locator("#more").click()
    async with client.expect_popup() as opening:
        await client.locator("#big-screen").click()
    television = await opening.value
    await expect(television.locator("#timer .next")).to_have_text("Next: Rest 10 s")
    await expect(television.locator("#band .band-set")).to_have_text("Set 1 of 3 8 × 20 kg")
    await trainer.locator("#timer-pause").click()
    await expect(client.locator("#timer .timer-word")).to_have_text(re.compile("^Paused"))
    faces = [await page.locator("#timer .timer-face").inner_text() for page in (trainer, client)]
    assert faces[0] == faces[1]
    await trainer.locator("#timer-stop").click()
    await expect(client.locator("#timer")).to_be_hidden(timeout=10_000)


@pytest.mark.long
async def test_the_timer_is_right_at_once_after_a_reload(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("t")
    await trainer.locator(".palette").get_by_role("button", name=re.compile("Tabata")).click()
    await client.reload()
    await expect(client.locator("#timer")).to_be_visible()
    await moves(client)
    await moves(trainer)
    await expect(trainer.get_by_role("button", name="Let in")).to_have_count(0)


@pytest.mark.long
async def test_chat_goes_both_ways_and_markup_stays_text(met: Meeting) -> None:
    trainer, client = await met.together()
    await client.get_by_role("button", name="Chat").click()
    await client.locator("#chat-text").fill("<img src=x onerror=alert(1)> ok?")
    await client.locator("#chat-send").click()
    await trainer.keyboard.press("c")
    await expect(trainer.get_by_text("<img src=x onerror=alert(1)> ok?").first).to_be_visible()
    await trainer.locator("#chat-text").fill("Well done")
    await trainer.keyboard.press("Enter")
    await expect(client.get_by_text("Well done").first).to_be_visible()


@pytest.mark.long
async def test_a_server_that_dies_leaves_the_picture_alone_and_cues_come_back_with_it(met: Meeting) -> None:
    trainer, client = await met.together()
    met.server.kill()
    await expect(client.locator("#standing")).to_contain_text(re.compile("reconnect", re.IGNORECASE))
    await moves(client)
    await moves(trainer)
    met.server.start()
    await expect(client.locator("#standing")).to_contain_text("Connected", timeout=15_000)
    await expect(trainer.locator("#standing")).to_contain_text("Connected", timeout=15_000)
    await trainer.keyboard.press("2")
    await expect(client.locator("#cue")).to_be_visible()
    await moves(client)


@pytest.mark.long
async def test_a_removed_client_is_told_and_cannot_come_back_by_the_same_link(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.get_by_role("button", name="People").click()
    await trainer.get_by_role("button", name="Remove…").click()
    await trainer.get_by_role("button", name=re.compile("^Remove Bob")).click()
    await expect(client.get_by_role("heading", name=re.compile("removed"))).to_be_visible()
    assert await frames_seen(client) == 0
    await client.goto(met.client_link)
    await client.get_by_role("link", name="Join").click()
    await expect(client.get_by_text(re.compile("removed", re.IGNORECASE))).to_be_visible()


@pytest.mark.long
async def test_a_client_turned_away_may_ask_again(met: Meeting) -> None:
    trainer = await met.trainer_page()
    client = await met.client_in_the_lobby()
    await trainer.get_by_role("button", name="Not now").click()
    await expect(client.get_by_role("heading", name="Not just now")).to_be_visible()
    await client.get_by_role("button", name="Ask again").click()
    await client.locator("#join").click()
    await met.let_in(trainer)
    await moves(client)


@pytest.mark.long
async def test_a_second_camera_joins_by_its_square_and_shows_up_as_a_picture(met: Meeting) -> None:
    trainer, client = await met.together()
    await client.get_by_role("button", name=re.compile("Devices|More")).click()
    await client.locator("#camera-ask").click()
    link = await client.locator("#camera-link").input_value()
    phone = await (await met.browser.new_context(viewport={"width": 360, "height": 740})).new_page()
    met.complaints.listen(phone)
    await phone.goto(link)
    await phone.get_by_role("button", name="Show this camera").click()
    await expect(trainer.locator(".tile:not(.own) video.front")).to_have_count(2)
    await expect(phone.locator("#camera-state")).to_contain_text(re.compile("sees|picture", re.IGNORECASE))
    await expect(trainer.get_by_role("button", name="Let in")).to_have_count(0)


@pytest.mark.long
async def test_the_connection_is_told_track_by_track(met: Meeting) -> None:
    trainer, _ = await met.together()
    await trainer.keyboard.press("i")
    tracks = trainer.get_by_role("list", name="Tracks")
    await expect(tracks).to_contain_text("You to Bob Birch")
    await expect(tracks.locator("dd").filter(has_text=re.compile(r"^[1-9]\d* kbit/s$")).first).to_be_visible()


@pytest.mark.long
async def test_camera_off_is_a_phone_call(met: Meeting) -> None:
    trainer, client = await met.together()
    await client.locator("#camera").click()
    await expect(trainer.locator(".tile:not(.own).blank")).to_have_count(1)
    await moves(client)
    await client.locator("#camera").click()
    await expect(trainer.locator(".tile:not(.own).blank")).to_have_count(0)
    await moves(trainer)


@pytest.mark.long
async def test_the_end_is_for_both_and_the_sheet_tells_it_in_words(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("1")
    await expect(client.locator("#cue")).to_be_visible()
    await trainer.keyboard.press("m")
    await trainer.locator("#end").click()
    await trainer.locator("#end-session").click()
    await expect(client.get_by_role("heading", name="Session over")).to_be_visible()
    await trainer.get_by_role("link", name="Session sheet").click()
    await expect(trainer.get_by_text(CUE).first).to_be_visible()
    await expect(trainer.get_by_text("Bob Birch").first).to_be_visible()
    await client.goto(met.client_link)
    await expect(client.get_by_role("link", name="Join")).to_have_count(0)


@pytest.mark.long
async def test_one_seat_opened_in_a_second_tab_is_taken_over_there(met: Meeting) -> None:
    trainer, client = await met.together()
    second = await client.context.new_page()
    met.complaints.listen(second)
    await second.goto(client.url)
    await second.locator("#join").click()
    await met_or_let_in(met, trainer, second)
    await moves(second)


async def met_or_let_in(met: Meeting, trainer: Page, page: Page) -> None:
    """Lets the page in, if the trainer is asked at all."""
    await page.wait_for_timeout(1000)
    if await trainer.get_by_role("button", name="Let in").count():
        await met.let_in(trainer)
