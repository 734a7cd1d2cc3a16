"""A program at the gym without a signal: done set by set on a client's phone, and on the trainer's sheet; sent once."""

import re
from collections import Counter

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from server import ids
from server.domain import links
from server.domain.people import Client
from server.domain.programs.outline import Block, Day, Entry, Set, Week
from server.domain.programs.program import Program
from server.domain.sessions import Delivery, Place
from server.store import programs, training
from tests.browser import look
from tests.cast import Person, Spotter
from tests.meeting import PHONE, Complaints
from tests.web.test_exercise_pictures import chosen, jpeg

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 740), "phone-lying": (844, 390), "desk": (1440, 900)}
SQUAT = Entry(
    id="e1",
    exercise="goblet-squat",
    name="Goblet squat",
    sets=(Set(reps=8, reps_to=10, load=20, unit="kg", rest_s=90),) * 2,
)
PLANK = Entry(id="e2", exercise="plank", name="Plank", sets=(Set(secs=30),))
DAY = Day(id="d1", name="Lower body", blocks=(Block(id="b1", entries=(SQUAT,)), Block(id="b2", entries=(PLANK,))))


async def a_program(spotter: Spotter, client: Client) -> Program:
    """Four weeks of one day, from today."""
    program = Program(
        id=ids.new(),
        trainer_id=client.trainer_id,
        client_id=client.id,
        from_id="template",
        name="Strong in four weeks",
        weeks=(Week(id="w1", times=4, days=(DAY,)),),
        starts_on="2026-05-04",
        training_days=(1, 4),
        created_at_ms=spotter.clock(),
    )
    async with spotter.database.writing() as db, db.begin():
        await programs.add(db, program)
    return program


async def said_of(spotter: Spotter, client: Client, program: Program) -> Counter[str]:
    """How often each kind of entry is in the log."""
    async with spotter.database.reading() as db:
        return Counter(one.entry.kind for one in await training.of_program(db, client.id, program.id))


async def window_of(browser: Browser, spotter: Spotter, person: Person | None = None) -> BrowserContext:
    window = await browser.new_context(viewport=PHONE, bypass_csp=False)
    if person is not None:
        jar = [{"name": one.key, "value": one.value, "url": spotter.url} for one in person.http.cookie_jar]
        await window.add_cookies(jar)  # type: ignore[arg-type]
    return window


async def a_full_class(spotter: Spotter, page: Page) -> list[str]:
    """Twelve people on the sheet: everybody's name is at hand wherever one has scrolled to, and leaves room for the
    exercises.
    """
    names = "Ada Ali Bo Cem Dilara Emma Finn Gülsen Hannah Ivo Maximiliane Zoë".split()
    people = [await spotter.client("bob", name=f"{name} Birch") for name in names]
    for one in people:
        await a_program(spotter, one)
    full = await spotter.session("alice", *people, delivery=Delivery.IN_PERSON, place=Place.GYM)
    await page.goto(f"{spotter.url}/sessions/{full.id}/gym")
    await page.set_viewport_size(PHONE)
    await page.locator("#finish").scroll_into_view_if_needed()
    names_now = [await each.text_content() for each in await page.locator(".person-name strong").all()]
    assert names_now == [f"{name} Birch" for name in names]
    strip = await page.locator(".sheet-people").bounding_box()
    assert strip is not None
    assert strip["y"] >= 0
    assert strip["height"] < PHONE["height"] / 3
    low = "() => [...document.querySelectorAll('.person-name')].filter((one) => one.offsetHeight < 44).length"
    assert await page.evaluate(low) == 0
    await page.get_by_role("button", name="Maximiliane Birch").click()
    wrong = await look.keep(page, "gym-open", sizes=SIZES)
    await page.get_by_role("button", name="Maximiliane Birch feels unwell").click()
    await expect(page.locator(".person-help")).to_contain_text("sit or lie down, and stay there")
    await page.get_by_role("button", name=re.compile("^Ada.*Goblet squat: set")).click()
    await page.locator(f"#person-{people[1].id}").click()
    await page.get_by_role("button", name="Ali Birch pauses").click()
    return wrong + await look.keep(page, "gym-full", sizes=SIZES) + await look.faults(page, "gym-full", tall=True)


async def all_sent(page: Page) -> None:
    await expect(page.locator("#sent")).to_have_attribute("data-unsent", "0", timeout=30_000)


async def test_a_day_done_at_the_gym_without_a_signal_is_sent_once(
    spotter: Spotter, alice: Person, browser: Browser
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    program = await a_program(spotter, bob)
    theirs = await a_program(spotter, bea)
    here = f"{spotter.url}/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"
    complaints = Complaints()
    window = await window_of(browser, spotter)
    phone = await window.new_page()
    complaints.listen(phone)

    # At home: the page opens, and is made ready for when there is no signal.
    await phone.goto(here)
    await phone.get_by_role("button", name="Open my page").click()
    await phone.get_by_role("link", name="Open your program").click()
    await expect(phone.locator("#day-title")).to_have_text("Lower body")
    await expect(phone.locator("#program")).to_have_attribute("data-offline", "ready", timeout=30_000)

    # At the gym: no signal. The front leads to the page as it was.
    await window.set_offline(True)
    await phone.goto(here)
    await expect(phone).to_have_url(re.compile("/program$"))
    await phone.locator("#start").click()
    await expect(phone.locator("#exercise-name")).to_have_text("Goblet squat")
    await expect(phone.locator(".exercise-cues")).to_contain_text("Drop between your heels")
    for picture in await phone.locator(".exercise-drawn img").all():
        await expect(picture).to_have_js_property("naturalWidth", 320)
    await phone.locator("#set-done").click()
    await expect(phone.locator(".timer-word")).to_have_text("Rest")
    await phone.locator("#ask").get_by_role("button", name="Hard").click()
    await expect(phone.locator(".is-done .set-more")).to_have_text("Hard")
    await phone.locator("#pause-me").click()
    await expect(phone.locator("#stopped h2")).to_contain_text("Paused")
    await phone.locator("#go-on").click()
    await expect(phone.locator("#stopped")).to_have_count(0)
    await phone.locator("#note").fill("Felt light")
    await phone.locator(".note-line").get_by_role("button", name="Keep").click()
    await expect(phone.locator("#sent")).to_contain_text("5 not sent yet")

    # The page is lost, and still without a signal nothing else is.
    await phone.reload()
    await expect(phone.locator("#sent")).to_contain_text("5 not sent yet")
    await phone.get_by_role("button", name="Go on").click()
    await expect(phone.locator(".is-done .set-words")).to_contain_text("8 × 20 kg")
    await phone.locator(".is-done .set").click()
    await phone.get_by_role("button", name="More: Load, kg").click()
    await phone.get_by_role("button", name="Right so").click()
    await expect(phone.locator(".is-next .set-words")).to_contain_text("8 to 10 × 22.5 kg")
    await phone.locator("#set-done").click()
    await expect(phone.locator("#exercise-name")).to_have_text("Plank")
    await phone.locator("#set-done").click()
    await expect(phone.locator("#end-title")).to_have_text("That was all")
    await phone.get_by_role("button", name="Medium").click()
    await phone.get_by_role("button", name="Yes").click()
    await phone.get_by_role("button", name="Left knee").click()
    await phone.locator("#end-note").fill("A good day")
    await phone.locator("#finish").click()
    await expect(phone.locator(".finished")).to_contain_text("Done")
    assert await said_of(spotter, bob, program) == Counter()

    # Outside again: everything is sent, and once.
    await window.set_offline(False)
    await all_sent(phone)
    await phone.reload()
    await all_sent(phone)
    once = {"set": 5, "pause": 1, "go_on": 1, "note": 2, "pain": 1, "finish": 1}
    assert await said_of(spotter, bob, program) == Counter(once)
    seen = (await alice.get(f"/clients/{bob.id}/training")).text
    for words in ("3 of ", "8 × 22.5 kg", "Felt light", "A good day", "left knee", "effort 3 of 10"):
        assert words in seen, words

    # The trainer's own phone at the gym, for two people, without a signal too; a photo of theirs shows the squat.
    await chosen(spotter, jpeg())
    session = await spotter.session("alice", bob, bea, delivery=Delivery.IN_PERSON, place=Place.GYM)
    desk = await window_of(browser, spotter, alice)
    sheet = await desk.new_page()
    complaints.listen(sheet)
    await sheet.goto(f"{spotter.url}/sessions/{session.id}")
    await sheet.get_by_role("link", name="Sheet for the gym").click()
    await expect(sheet.locator("#program")).to_have_attribute("data-offline", "ready", timeout=30_000)
    await desk.set_offline(True)
    bea_squats = sheet.get_by_role("button", name=re.compile("^Bea.*Goblet squat: set"))
    await bea_squats.click()
    name = sheet.locator(f"#person-{bea.id}")
    await expect(name).to_contain_text(re.compile(r"\d:\d\d\s*$"))
    await sheet.get_by_role("button", name="More: Repetitions").click()
    await name.click()
    await expect(sheet.get_by_role("button", name="Bea rests. End it")).to_be_visible()
    await sheet.get_by_role("button", name="Bea Brook pauses").click()
    await expect(name).to_be_focused()
    await expect(name).to_have_accessible_name(re.compile("^Bea Brook\\s+pauses$"))
    await expect(bea_squats).to_be_disabled()
    await sheet.reload()
    await name.click()
    await sheet.get_by_role("button", name="Bea goes on").click()
    await expect(sheet.locator("#sent")).to_contain_text("4 not sent yet")
    await expect(sheet.locator(".sheet-name img").first).to_have_js_property("naturalWidth", 123)
    await bea_squats.click()
    await sheet.get_by_role("button", name="Not done").click()
    await desk.set_offline(False)
    await all_sent(sheet)
    assert await said_of(spotter, bea, theirs) == Counter({"set": 3, "unset": 1, "pause": 1, "go_on": 1})
    assert "9 × 20 kg" in (await alice.get(f"/clients/{bea.id}/training")).text
    assert complaints.serious() == []
    await window.close()
    await desk.close()


@pytest.mark.long
async def test_every_page_of_a_training_fits_its_screen_and_is_open_to_everybody(
    spotter: Spotter, alice: Person, browser: Browser
) -> None:
    bob = await spotter.client("bob")
    await a_program(spotter, bob)
    token = links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)
    session = await spotter.session("alice", bob, delivery=Delivery.IN_PERSON, place=Place.GYM)
    window = await browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce")
    phone = await window.new_page()
    await phone.goto(f"{spotter.url}/c/{token}")
    await phone.get_by_role("button", name="Open my page").click()
    await phone.get_by_role("link", name="Open your program").click()
    await phone.locator("#start").wait_for()
    wrong = [*await look.keep(phone, "program-day", sizes=SIZES), *await look.faults(phone, "program-day")]
    await phone.locator("#start").click()
    await phone.locator("#set-done").click()
    wrong += [
        *await look.keep(phone, "program-rest", sizes=SIZES),
        *await look.faults(phone, "program-rest", tall=True),
    ]
    small = """() => [...document.querySelectorAll("#program button, #program a")].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 0 && height > 0 && height < 64 && !one.closest(".clock-deeds, details:not([open])");
    }).map((one) => one.textContent.trim())"""
    assert await phone.evaluate(small) == []
    await phone.locator(".is-done .set").click()
    await phone.locator("#hurts").click()
    wrong += [
        *await look.keep(phone, "program-edit", sizes=SIZES),
        *await look.faults(phone, "program-edit", tall=True),
    ]
    await phone.locator("#unwell").click()
    wrong += [*await look.keep(phone, "program-unwell", sizes=SIZES), *await look.faults(phone, "program-unwell")]
    await phone.locator("#fine").click()
    await phone.locator("#close-stop").click()
    for _ in range(2):
        await phone.locator("#after").click()
    wrong += [*await look.keep(phone, "program-end", sizes=SIZES), *await look.faults(phone, "program-end")]
    await all_sent(phone)
    desk = await browser.new_context(bypass_csp=True, reduced_motion="reduce")
    jar = [{"name": one.key, "value": one.value, "url": spotter.url} for one in alice.http.cookie_jar]
    await desk.add_cookies(jar)  # type: ignore[arg-type]
    page = await desk.new_page()
    for path, name in ((f"/clients/{bob.id}/training", "training"), (f"/sessions/{session.id}/gym", "gym")):
        await page.goto(spotter.url + path)
        wrong += [*await look.keep(page, name, sizes=SIZES, whole=["desk"]), *await look.faults(page, name, tall=True)]
    wrong += await a_full_class(spotter, page)
    assert wrong == []
    await window.close()
    await desk.close()
