"""Signing in and out."""

from tests.cast import PASSWORD, Person, Spotter


async def test_a_trainer_signs_in_and_out(spotter: Spotter) -> None:
    alice = await spotter.sign_in("alice")
    assert (await alice.get("/sign-in?next=/clients")).location == "/clients"
    assert (await alice.post("/sign-out")).location == "/sign-in"
    assert (await alice.get("/sign-in")).status == 200


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    wrong = await stranger.post("/sign-in", {"email": alice.email, "password": "wrong"})
    unknown = await stranger.post("/sign-in", {"email": "nobody@example.org", "password": PASSWORD})
    assert wrong.status == unknown.status == 400
    assert wrong.body == unknown.body
