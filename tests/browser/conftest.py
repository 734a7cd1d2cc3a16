"""What tests in a real browser begin from: Chromium, a server around the block, and two people who meet there."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests import chromium
from tests.browser.classroom import Classroom, classroom
from tests.browser.look import Opener
from tests.cast import Person
from tests.meeting import PHONE, Meeting, meeting
from tests.stage import Server


@pytest.fixture(scope="session", autouse=True)
def kept_chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One Chromium for all tests of this process; each has windows of its own."""
    with chromium.kept(tmp_path_factory.mktemp("chromium")):
        yield


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with chromium.browser() as opened:
        yield opened


@pytest.fixture
async def room(server: Server) -> AsyncIterator[Classroom]:
    """Olga, Bob and Bea. No page may complain about anything."""
    async with classroom(server, "Bob Birch", "Bea Brook") as both:
        yield both
    assert both.complaints.serious() == []


@pytest.fixture
async def met(server: Server) -> AsyncIterator[Meeting]:
    """Olga, her client Bob, and a session that begins now. No page may complain about anything."""
    async with meeting(server) as both:
        yield both
    assert both.complaints.serious() == []


@pytest.fixture
def said() -> list[str]:
    """What any page that was `opened` complained about."""
    return []


@pytest.fixture
def opened(browser: Browser, said: list[str]) -> Opener:
    """Opens a page, as this person if one is given, in a window of a phone's size."""

    async def open_page(url: str, person: Person | None = None, **how: Any) -> Page:
        window = await browser.new_context(**({"viewport": PHONE} | how))
        if person is not None:
            jar = [{"name": one.key, "value": one.value, "url": person.url} for one in person.http.cookie_jar]
            await window.add_cookies(jar)  # type: ignore[arg-type]
        page = await window.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: said.append(str(problem)))
        await page.goto(url)
        return page

    return open_page
