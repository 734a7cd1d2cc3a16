"""A room with several clients, in real browsers: who sees whom, private cues, hands, holding, taking aside."""

from collections.abc import AsyncIterator

import pytest

from tests.browser.classroom import Classroom, classroom, sees, sees_not
from tests.stage import Server

BOB, BEA = "Bob Birch", "Bea Brook"
pytestmark = pytest.mark.browser


@pytest.fixture
async def room(server: Server) -> AsyncIterator[Classroom]:
    """Olga, Bob and Bea. No page may complain about anything."""
    async with classroom(server, BOB, BEA) as both:
        yield both
    assert both.complaints.serious() == []


async def test_the_trainer_sees_everybody_and_clients_see_the_trainer_alone(room: Classroom) -> None:
    trainer = await room.trainer()
    bob = await room.client(BOB, trainer)
    bea = await room.client(BEA, trainer)
    for name in (BOB, BEA):
        await sees(trainer, name)
    for page, other in ((bob, BEA), (bea, BOB)):
        await sees(page, "Olga Owner")
        await sees_not(page, other, 500)
