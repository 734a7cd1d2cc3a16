"""The owner's page about the machine in a real browser: it fits a phone, and axe finds nothing."""

import pytest

from tests.browser.look import Opener, faults, keep
from tests.cast import Spotter
from tests.web.test_status import busy  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_status_page_fits_every_screen(
    busy: Spotter,  # noqa: F811
    opened: Opener,
    said: list[str],
    scheme: str,
) -> None:
    olga = await busy.sign_in("olga")
    page = await opened(f"{busy.url}/status", olga, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    assert await keep(page, f"status.{scheme}", whole=("phone",)) == []
    assert await faults(page, "status", tall=True) == []
    assert said == []
