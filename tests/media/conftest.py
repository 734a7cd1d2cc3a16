"""What the relay's tests ask for."""

from collections.abc import AsyncIterator

import pytest

from tests.media.peers import Stage, staged


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A relay of its own."""
    async with staged() as stage:
        yield stage
