"""The page that shows the design language."""

from tests.cast import Person


async def test_anybody_may_look_at_the_design(stranger: Person) -> None:
    answer = await stranger.get("/design")
    assert answer.status == 200
    for word in ("Type", "Buttons", "Fields", "Badges", "The floor"):
        assert word in answer.text


async def test_its_style_sheets_and_scripts_are_served(stranger: Person) -> None:
    page = (await stranger.get("/design")).text
    addresses = [part.split('"')[0] for part in page.split('="/static/')[1:] if "vendor" not in part.split('"')[0]]
    assert len(addresses) > 8
    for address in sorted({address.split("#")[0] for address in addresses}):
        assert (await stranger.get(f"/static/{address}")).status == 200, address
