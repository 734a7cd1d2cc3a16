"""Clients from another program's table: seen first, then all of them or nobody."""

from tests.cast import Person, Spotter

GOOD = "Email,First,Last\nivy@example.org,Ivy,Ilex\nbob@example.org,Bob,Birch\n"


async def names(alice: Person) -> str:
    return (await alice.get("/clients")).text


async def test_all_of_a_table_become_clients_but_those_who_are(spotter: Spotter, alice: Person) -> None:
    await spotter.client("bob")
    told = (await alice.post("/clients/import/check", json={"text": GOOD})).json
    assert told["parts"][0]["title"] == "1 client new"
    assert "Bob" in told["parts"][0]["hint"]
    assert "Ivy Ilex" not in await names(alice)
    answer = await alice.post("/clients/import", {"text": GOOD}, html=True)
    assert (answer.status, answer.location) == (303, "/clients")
    assert "Ivy Ilex" in await names(alice)
    assert (await alice.post("/clients/import", json={"text": GOOD})).json["count"] == 0


async def test_of_a_broken_table_nobody_is_kept(alice: Person) -> None:
    text = f"{GOOD}ann@,Ann,Ash\n"
    assert (await alice.post("/clients/import", json={"text": text})).json["error"] == "bad-rows"
    page = await alice.post("/clients/import", {"text": text}, html=True)
    assert (page.status, "row 4" in page.text) == (400, True)
    assert "Ivy Ilex" not in await names(alice)
