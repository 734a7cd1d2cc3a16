"""Who sends in these tests."""

import pytest

from tests.cast import Spotter
from tests.uploads.tus import Sender, at_link, trainer


@pytest.fixture
async def alice_sends(spotter: Spotter) -> Sender:
    """The trainer, for Bob."""
    return await trainer(spotter)


@pytest.fixture
async def bob_sends(spotter: Spotter) -> Sender:
    """Bob himself, from his own page."""
    return await at_link(spotter, await spotter.client("bob"))


@pytest.fixture(params=["trainer", "client"])
async def sender(request: pytest.FixtureRequest, spotter: Spotter) -> Sender:
    """Either of them: the protocol is the same."""
    if request.param == "trainer":
        return await trainer(spotter)
    return await at_link(spotter, await spotter.client("bob"))
