"""What tests in a real browser begin from: Chromium, a server around the block, and two people who meet there."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests import stage
from tests.meeting import Meeting, meeting
from tests.stage import CHROMIUM_FLAGS, Server, chromium


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        yield opened
        await opened.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """`spotter serve` in a process of its own."""
    with stage.server() as running:
        yield running


@pytest.fixture
async def met(server: Server) -> AsyncIterator[Meeting]:
    """Olga, her client Bob, and a session that begins now. No page may complain about anything."""
    async with meeting(server) as both:
        yield both
    assert both.complaints.serious() == []
