"""The house for the tests of the rooms."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.live.house import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A server with the cast in its database."""
    async with open_house(tmp_path) as house:
        yield house
