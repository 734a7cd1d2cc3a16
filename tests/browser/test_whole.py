"""Everything about a client in a real browser: read, handed out as a file, erased once the name is typed."""

import zipfile
from pathlib import Path

import pytest

from tests.browser.look import KEEPS, Opener, faults_of, keep
from tests.cast import Person, Spotter
from tests.meeting import Meeting
from tests.stage import Server

pytestmark = pytest.mark.browser


@pytest.mark.long
async def test_everything_is_handed_out_and_then_erased(met: Meeting, server: Server, tmp_path: Path) -> None:
    page = await (await met.trainer_context()).new_page()
    await page.goto(f"{server.url}/clients")
    await page.click("text=Bob Birch")
    await page.click("a:has-text('Everything')")
    await page.wait_for_selector("h1:has-text('Everything')")
    await page.click("nav.story-tabs >> text=Sessions")
    await page.wait_for_selector(".story .row-link")
    await page.click("button:has-text('Hand it out')")
    await page.click("button:has-text('Make it')")
    async with page.expect_download(timeout=60_000) as coming:
        await page.click("#export >> text=Download", timeout=60_000)
    path = tmp_path / "everything.zip"
    await (await coming.value).save_as(path)
    assert zipfile.ZipFile(path).testzip() is None
    await page.click("summary[aria-label^='More about everything']")
    await page.click(".menu-items >> text=Erase")
    await page.fill("#erase-name", "Bob")
    await page.click("button:has-text('Erase for good')")
    await page.wait_for_selector("#erase-name[aria-invalid=true]")
    await page.fill("#erase-name", "Bob Birch")
    await page.click("button:has-text('Erase for good')")
    await page.wait_for_selector("h1:has-text('Clients')")
    assert await page.locator("#clients >> text=Bob Birch").count() == 0


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_the_story_is_right_for_everybody(
    spotter: Spotter, alice: Person, opened: Opener, scheme: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = await spotter.client("bob")
    await spotter.session("alice", bob)
    await spotter.clip(bob, title="Squat from the side")
    await alice.post(f"/clients/{bob.id}/messages", json={"text": "See you on Friday."})
    await alice.post(f"/clients/{bob.id}/consents/clips", {"given": "true"})
    await alice.post(f"/clients/{bob.id}/assessments", {"protocol": "overhead-squat"})
    await alice.post(f"/clients/{bob.id}/story/export", {})
    path = f"/clients/{bob.id}/story"
    assert await faults_of(spotter, opened, ((alice, [path]),), scheme, width) == []
    if scheme == "light" and width == 1440:
        monkeypatch.setenv(KEEPS, "1")
        page = await opened(f"{spotter.url}{path}", alice)
        await keep(page, "whole-story")
