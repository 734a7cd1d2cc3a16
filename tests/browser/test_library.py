"""The library and a clip's page in a real browser, with real clips: sent by tus, opened by the worker."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from server.domain.clips import Clip
from server.domain.people import Client
from server.live import LIVE
from server.media import MEDIA
from server.store import clips, jobs
from signaling.log import Draft
from tests.browser.look import SIZES, faults, keep
from tests.cast import Person, Spotter
from tests.desk import running
from tests.recordings import footage
from tests.uploads.tus import Sender, at_link

pytestmark = pytest.mark.browser

HOSTILE = '"><img src=x onerror="window.hurt=1"><script>window.hurt=2</script><svg onload=window.hurt=3>{{7*7}}'

# The number in the frame that the page shows.
NUMBER = """() => {
  const video = document.querySelector("#video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  let bits = "";
  for (let bar = 0; bar < 24; bar += 1) {
    const x = Math.floor(((bar + 0.5) * canvas.width) / 24);
    bits += context.getImageData(x, Math.floor(canvas.height * 0.3), 1, 1).data[1] > 128 ? "1" : "0";
  }
  return parseInt(bits.slice(2, 18), 2);
}"""

SETTLED = """async () => {
  const video = document.querySelector("#video");
  const paint = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  for (let tries = 0; tries < 500 && (video.seeking || video.readyState < 2); tries += 1) await paint();
  await paint();
}"""


@dataclass
class Studio:
    """Alice with her desk at work, Bob with his phone, and a browser for both."""

    spotter: Spotter
    alice: Person
    bob: Client
    sender: Sender
    browser: Browser
    folder: Path
    complaints: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        """The address of Bob's page."""
        return self.spotter.url + self.sender.door.removesuffix("/uploads")

    async def send(self, path: Path, *, ready: bool = True, patience_s: float = 60, **said: Any) -> Clip:
        """Sends a file as Bob's page does; the clip once it is ready or refused, with everything made of it.

        ready: False does not wait for that. patience_s: how long it may take on a machine that does more than this.
        """
        answer = await self.sender.create(path.stat().st_size, filename=path.name, **said)
        sent = await self.sender.patch(self.sender.path(answer), 0, path.read_bytes())
        assert sent.status == 204, sent.text
        id = answer.headers["Spotter-Clip"]
        if not ready:
            return await self.clip(id)
        async with asyncio.timeout(patience_s):
            while True:
                async with self.spotter.database.reading() as db:
                    todo = await jobs.of(db, id)
                found = await self.clip(id)
                if found.state in ("ready", "refused") and all(job.state in ("done", "failed") for job in todo):
                    return found
                await asyncio.sleep(0.05)

    async def clip(self, id: str) -> Clip:
        """The clip as it is stored."""
        async with self.spotter.database.reading() as db:
            found = await clips.get(db, id)
        assert found is not None
        return found

    async def change(self, clip: Clip, **values: Any) -> Clip:
        """Other columns of its row."""
        async with self.spotter.database.writing() as db, db.begin():
            await clips.change(db, clip.id, **values)
        return replace(clip, **values)

    async def window(self, person: Person, **how: Any) -> BrowserContext:
        """A window in which this person is known."""
        given: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "no-preference"}
        window = await self.browser.new_context(**(given | how))
        jar = [{"name": one.key, "value": one.value, "url": self.spotter.url} for one in person.http.cookie_jar]
        await window.add_cookies(jar)  # type: ignore[arg-type]
        return window

    async def open(self, path: str, person: Person | None = None, **how: Any) -> Page:
        """A page of Alice's, or of the person given."""
        page = await (await self.window(person or self.alice, **how)).new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        await page.goto(path if path.startswith("http") else self.spotter.url + path)
        return page


@pytest.fixture
async def studio(spotter: Spotter, alice: Person, browser: Browser, tmp_path: Path) -> AsyncIterator[Studio]:
    bob = await spotter.client("bob")
    async with running(spotter.app[MEDIA]):
        yield Studio(spotter, alice, bob, await at_link(spotter, bob), browser, tmp_path)


Filmed = Callable[..., Awaitable[Clip]]


@pytest.fixture
def filmed(studio: Studio) -> Filmed:
    """A clip that was really sent and opened."""

    async def film(name: str = "squat.mp4", title: str = "", **how: Any) -> Clip:
        path = studio.folder / name
        given: dict[str, Any] = {"seconds": 4.0, "size": (640, 360), "gop": 15}
        await asyncio.to_thread(footage.video, path, **(given | how))
        return await studio.send(path, title=title)

    return film


async def number(page: Page) -> int:
    """The number in the frame that is shown, once the video has arrived there."""
    await settled(page)
    return int(await page.evaluate(NUMBER))


async def settled(page: Page) -> None:
    """Returns when the video has stopped seeking and its frame is painted."""
    await page.evaluate(SETTLED)


async def test_a_clip_appears_by_itself_and_its_film_runs_under_the_pointer(studio: Studio) -> None:
    page = await studio.open("/library")
    await expect(page.get_by_role("heading", name="No clips yet")).to_be_visible()
    path = footage.video(studio.folder / "squat.mp4", seconds=4.0, size=(640, 360))
    clip = await studio.send(path, ready=False, title="Squat from the side")
    page = await studio.open("/library")
    card = page.locator(f"[data-clip='{clip.id}']")
    await expect(card.locator(".clip-poster")).to_be_visible(timeout=15_000)
    await expect(card.locator(".badge")).to_have_text("To look at")
    await expect(card.locator(".clip-length")).to_have_text("0:04")
    await expect(card.locator("[data-strip]")).to_have_attribute(
        "data-strip", re.compile("filmstrip.vtt"), timeout=15_000
    )
    box = await card.locator(".clip-picture").bounding_box()
    assert box is not None
    places = []
    for share in (0.1, 0.9):
        await page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        await expect(card).to_have_class(re.compile("is-rolling"))
        places.append(await card.locator(".clip-film").evaluate("film => film.style.backgroundPosition"))
    assert places[0] != places[1]
    await page.mouse.move(5, 5)
    await expect(card).not_to_have_class(re.compile("is-rolling"))
    await card.get_by_role("link").focus()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Tab")
    await expect(card).to_have_class(re.compile("is-rolling"))
    assert studio.complaints == []


@pytest.mark.long
async def test_many_are_chosen_deleted_and_back_with_one_press(studio: Studio) -> None:
    made = [
        await studio.spotter.clip(studio.bob, title=f"Clip {number}", created_at_ms=1000 + number)
        for number in range(9)
    ]
    page = await studio.open("/library")
    cards = page.locator("[data-clip]")
    bar = page.locator("#bulk")
    await expect(bar).to_be_hidden()
    await cards.nth(1).hover()
    await cards.nth(1).get_by_role("checkbox").click()
    await cards.nth(4).get_by_role("checkbox").click(modifiers=["Shift"])
    await expect(bar).to_contain_text("4 clips chosen")
    await page.locator("#bulk").get_by_role("button", name="Delete").click()
    await expect(cards).to_have_count(5)
    toast = page.locator(".toast")
    await expect(toast).to_contain_text("Deleted 4 clips.")
    assert [one.deleted_at_ms is not None for one in [await studio.clip(clip.id) for clip in made]].count(True) == 4
    await toast.get_by_role("button", name="Undo").click()
    await expect(cards).to_have_count(9)
    assert [(await studio.clip(clip.id)).deleted_at_ms for clip in made] == [None] * 9
    await expect(page.locator("[data-clip] input:checked")).to_have_count(0)
    await page.locator("[data-filter=clips]").fill("clip 7")
    await expect(page.locator("[data-clip]:visible")).to_have_count(1)
    await page.locator("[data-clip]:visible").get_by_role("checkbox").click()
    await page.get_by_role("button", name="Choose all shown").click()
    await expect(bar).to_contain_text("1 clip chosen")
    await page.get_by_role("button", name="Mark as looked at").click()
    await expect(page.locator(".toast").last).to_contain_text("Marked as looked at: 1 clip.")
    assert (await studio.clip(made[7].id)).reviewed_at_ms is not None
    await page.get_by_label("Kind").select_option("assessment")
    await page.wait_for_url("**/library?kind=assessment")
    assert studio.complaints == []


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("plain.mp4", {"b_frames": 2}),
        ("uneven.webm", {"codec": "vp8", "variable": True}),
    ],
)
async def test_every_press_is_one_frame_on_or_back(
    studio: Studio, filmed: Filmed, name: str, how: dict[str, Any]
) -> None:
    clip = await filmed(name, **how)
    page = await studio.open(f"/clips/{clip.id}")
    await page.locator("#video:not([controls])").wait_for()
    await settled(page)
    await expect(page.locator("#waves")).to_be_visible(timeout=10_000)  # what comes later has come
    shown = footage.numbers(studio.folder / name)
    at = shown.index(await number(page))
    for key, by in [*[(".", 1)] * 6, *[("ArrowRight", 1)] * 3, *[(",", -1)] * 4, ("ArrowLeft", -1)]:
        await page.keyboard.press(key)
        at += by
        assert await number(page) == shown[at], (key, at)
    for _ in range(10):  # faster than the video seeks
        await page.keyboard.press(".", delay=0)
    at += 10
    assert await number(page) == shown[at]
    await page.keyboard.press("End")
    assert await number(page) == shown[-1]
    await page.keyboard.press("Home")
    assert await number(page) == shown[0]
    assert studio.complaints == []


@pytest.mark.long
async def test_it_plays_slowly_again_and_again_and_counts_as_looked_at(studio: Studio, filmed: Filmed) -> None:
    clip = await filmed(seconds=1.5)
    page = await studio.open(f"/clips/{clip.id}")
    await expect(page.locator("#looked")).to_have_text("Not yet")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("#speed")).to_have_value("75")
    await page.locator("#speed").fill("200 %")
    await page.locator("#speed").press("Enter")
    await page.keyboard.press("r")
    await expect(page.get_by_role("button", name="Again and again")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("Space")
    await expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert await page.evaluate("() => document.querySelector('#video').playbackRate") == 2
    await expect(page.locator("#looked")).to_have_text("Just now", timeout=10_000)
    await page.wait_for_timeout(1500)
    assert await page.evaluate("() => !document.querySelector('#video').paused")  # it went on from its beginning
    await page.locator("#stage").click()
    await expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert (await studio.clip(clip.id)).reviewed_at_ms is not None
    assert studio.complaints == []


@pytest.mark.long
async def test_trainer_and_client_write_to_each_other_at_a_moment(studio: Studio, filmed: Filmed) -> None:
    clip = await filmed()
    theirs = await studio.open(f"/clips/{clip.id}")
    await theirs.locator("#video:not([controls])").wait_for()
    await settled(theirs)
    await theirs.keyboard.press("PageDown")
    await theirs.keyboard.press("PageDown")
    await theirs.keyboard.press("c")
    await theirs.keyboard.type(f"Knees out {HOSTILE}")
    await expect(theirs.locator("#f-moment")).to_have_text(re.compile(r"0:00\.(79|80)"))
    await theirs.get_by_role("button", name="Write").click()
    await expect(theirs.locator("#thread .comment:not(.is-waiting)")).to_have_count(1)
    await expect(theirs.locator(".tick.comment")).to_have_count(1)

    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    his = await studio.open(studio.home, studio.sender.person, **phone)
    await expect(his.locator(".clip .badge")).to_have_text("1 new comment")
    await his.locator(".clip-link").click()
    await expect(his.locator("#thread .comment .badge")).to_have_text("new")
    await his.get_by_role("button", name="Show 0:00").click()
    await his.get_by_role("button", name="Answer").click()
    await his.keyboard.type("Like this?")
    await his.get_by_role("button", name="Write").click()
    await expect(his.locator("#thread .comment:not(.is-waiting)")).to_have_count(2)
    await expect(theirs.locator("#thread .comment")).to_have_count(2, timeout=15_000)
    assert await his.locator(".thread-moment").count() == 1  # at the same moment
    await his.get_by_role("button", name="Delete your comment").click()
    await expect(his.locator("#thread .comment")).to_have_count(1)
    await his.wait_for_timeout(1800)
    await his.reload()
    await expect(his.locator("#thread .comment .badge")).to_have_count(0)
    for page in (theirs, his):
        assert await page.evaluate("() => window.hurt") is None
    assert studio.complaints == []


@pytest.mark.long
async def test_the_session_leads_through_the_clip(studio: Studio, filmed: Filmed) -> None:
    clip = await in_a_session(studio, await filmed())
    page = await studio.open(f"/clips/{clip.id}?t=2")
    await settled(page)
    assert await number(page) == 60
    await expect(page.locator("#chapters [aria-current]")).to_contain_text("Slower")
    assert await page.locator(".tick").count() == 2
    await page.get_by_role("tab", name="Session").click()
    await page.locator("#chapters").get_by_text("Deep enough").click()
    assert await number(page) in (90, 91)  # marked a few milliseconds later
    await expect(page).to_have_url(re.compile(r"\?t=3"))
    box = await page.locator("#track-marks").bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] * 0.25 + 3, box["y"] + 5)
    assert await number(page) == 30
    kinds = await page.evaluate("() => [...document.querySelector('#video').textTracks].map((track) => track.kind)")
    assert kinds == ["chapters"]
    assert studio.complaints == []


async def in_a_session(studio: Studio, clip: Clip) -> Clip:
    """The clip as a moment of a session in which something was said one second after it began, and marked at three."""
    session = await studio.spotter.session("alice", studio.bob, title="Workout with Bob")
    live, clock = studio.spotter.app[LIVE], studio.spotter.clock
    cue = {"say": "Slower", "kind": "form", "focus": "", "to": "everyone", "speak": False}
    await live.append(session.id, Draft(type="session.opened", payload={"title": session.title}))
    clock.advance(s=60)
    await live.append(session.id, Draft(type="cue", payload=cue))
    clock.advance(s=2)
    await live.append(session.id, Draft(type="marker", payload={"label": "Deep enough"}, audience="trainers"))
    said_ms = next(entry.at_ms for entry in await live.log.read(session.id) if entry.type == "cue")
    return await studio.change(clip, session_id=session.id, source="moment", captured_at_ms=said_ms - 1000)


@pytest.mark.long
async def test_everything_but_the_player_works_without_script(studio: Studio) -> None:
    one = await studio.spotter.keep(await studio.spotter.clip(studio.bob, title="One"), "play", b"x", "video/mp4")
    await studio.spotter.clip(studio.bob, title="Two")
    page = await studio.open("/library", java_script_enabled=False)
    await page.get_by_label("Kind").select_option("assessment")
    await page.get_by_role("button", name="Show").click()
    await page.locator(f"[data-clip='{one.id}'] input").check()
    await page.get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("Deleted 1 clip.")).to_be_visible()
    assert await page.locator("[data-clip]").count() == 1
    await page.get_by_role("button", name="Undo").click()
    assert await page.locator("[data-clip]").count() == 2
    await page.get_by_role("link", name="One").click()
    await page.get_by_label("Your comment").fill("Good.")
    await page.get_by_label("At which moment").fill("0:02")
    await page.get_by_role("button", name="Write").click()
    await expect(page.get_by_text("Good.")).to_be_visible()
    await expect(page.get_by_role("link", name="0:02")).to_be_visible()
    await page.get_by_role("button", name="Delete your comment").click()
    await expect(page.get_by_text("Good.")).to_have_count(0)


@pytest.mark.long
async def test_a_refused_clip_is_tried_again(studio: Studio) -> None:
    path = studio.folder / "notes.mp4"
    path.write_bytes(b"this is no video at all" * 40)
    clip = await studio.send(path)
    assert clip.state == "refused"
    page = await studio.open(f"/clips/{clip.id}")
    await expect(page.get_by_text("Please send a video in MP4")).to_be_visible()
    async with page.expect_download() as saving:
        await page.get_by_role("link", name="Download the original").click()
    assert (await saving.value).suggested_filename == "notes.mp4"
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".toast")).to_contain_text("It is being tried again.")
    await expect(page.get_by_text("Please send a video in MP4")).to_be_visible(timeout=15_000)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pictures_of_every_page_at_every_size_and_no_fault_that_axe_knows(
    studio: Studio, filmed: Filmed, scheme: str
) -> None:
    squat = await in_a_session(studio, await filmed("squat.mp4", "Squat from the side", size=(1280, 720)))
    await filmed("portrait.mp4", "Push-up, front view", size=(360, 640), seconds=2.0)
    photo = await studio.send(footage.photo(studio.folder / "feet.jpg", (800, 600)), title="Feet")
    refused = studio.folder / "notes.mp4"
    refused.write_bytes(b"this is no video at all" * 40)
    refused_clip = await studio.send(refused, title="Lunge")
    busy = await studio.spotter.clip(studio.bob, title="Deadlift", state="processing", percent=60, duration_ms=None)
    await studio.spotter.clip(studio.bob, title="Plank", state="uploading", percent=40, duration_ms=None)
    await studio.spotter.clip(studio.bob, title="Old one", deleted_at_ms=studio.spotter.clock(), deleted_by="trainer")
    for person, path, words, ms in (
        (studio.alice, f"/clips/{squat.id}", "Keep your knees over your toes here.", 1200),
        (studio.sender.person, f"{studio.sender.door.removesuffix('/uploads')}/clips/{squat.id}", "Like this?", 1200),
        (studio.alice, f"/clips/{squat.id}", "Much better than last week.", None),
    ):
        answer = await person.post(f"{path}/comments", json={"text": words, "moment_ms": ms})
        assert answer.status == 200, answer.text
    pages = {
        "library": ("/library", studio.alice),
        "library-bin": ("/library?show=bin", studio.alice),
        "library-empty": (f"/library?kind=upload&client={(await studio.spotter.client('bea')).id}", studio.alice),
        "clip": (f"/clips/{squat.id}", studio.alice),
        "clip-photo": (f"/clips/{photo.id}", studio.alice),
        "clip-refused": (f"/clips/{refused_clip.id}", studio.alice),
        "clip-busy": (f"/clips/{busy.id}", studio.alice),
        "clip-client": (f"{studio.home}/clips/{squat.id}", studio.sender.person),
        "clips-client-page": (f"/clients/{studio.bob.id}", studio.alice),
        "clips-session": (f"/sessions/{squat.session_id}", studio.alice),
        "clips-me": (studio.home, studio.sender.person),
    }
    faults: list[str] = []
    for name, (path, person) in pages.items():
        page = await studio.open(path, person, color_scheme=scheme, bypass_csp=True)
        faults += await look_at(page, name, scheme)
        await page.context.close()
    page = await studio.open("/library", color_scheme=scheme, bypass_csp=True)
    for card in (0, 3):
        await page.locator("[data-clip]").nth(card).get_by_role("checkbox").check(force=True)
    faults += await look_at(page, "library-chosen", scheme)
    await page.context.close()
    assert faults == []
    assert studio.complaints == []


async def look_at(page: Page, name: str, scheme: str) -> list[str]:
    await page.wait_for_load_state("networkidle")
    wrong = await keep(page, f"{name}.{scheme}")
    size = "phone" if scheme == "light" else "desk"
    await page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    return wrong + await faults(page, name, tall=True)
