"""Threads over HTTP: written, read, taken back; in a group by the names it chose; a picture by the road of uploads."""

from typing import Any

import pytest

from server.domain import links
from server.domain.people import Client
from server.media import CLIP_FILES
from server.store import clips
from server.web.threads import inbox
from tests.cast import BOTH, Answer, Person, Spotter
from tests.uploads.tus import metadata


def page_of(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


async def phone_of(spotter: Spotter, client: Client) -> Person:
    phone = spotter.browser()
    await phone.post(f"{page_of(spotter, client)}/confirm", {})
    return phone


async def thread(person: Person, here: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await person.get(here, html=False)).json["messages"]
    return found


async def waiting(person: Person) -> int:
    count: int = (await person.get("/inbox", html=False)).json["count"]
    return count


async def test_what_a_client_writes_waits_until_the_trainer_has_read_it(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/messages"
    assert (await phone.post(here, {"text": "A little later?"})).status == 200
    assert await waiting(alice) == 1
    assert "1 new message from Bob Birch" in (await alice.get("/inbox")).text
    assert "1 new" in (await alice.get(f"/clients/{bob.id}")).text
    desk = f"/clients/{bob.id}/messages"
    (found,) = await thread(alice, desk)
    assert (found["name"], found["text"], found["is_new"], found["is_mine"]) == (
        "Bob Birch",
        "A little later?",
        True,
        False,
    )
    assert not (await thread(phone, here))[0]["is_read"]
    await alice.post(f"{desk}/seen", json={"until_ms": found["at_ms"]})
    assert await waiting(alice) == 0
    assert (await thread(phone, here))[0]["is_read"]


async def test_an_answer_counts_on_the_clients_page_without_script(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone = await phone_of(spotter, bob)
    answer = await alice.post(f"/clients/{bob.id}/messages", {"text": "Half past six."}, html=True)
    assert answer.status == 303
    assert "1 new" in (await phone.get(page_of(spotter, bob))).text
    shown = (await phone.get(f"{page_of(spotter, bob)}/messages")).text
    assert "Half past six." in shown
    assert "your local emergency number" in shown


async def test_nobody_has_read_what_was_not_shown_yet(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/messages"
    await phone.post(here, {"text": "First."})
    await alice.post(f"/clients/{bob.id}/messages/seen", json={"until_ms": 2**46})
    await phone.post(here, {"text": "Second."})
    assert await waiting(alice) == 1


async def test_words_of_alarm_stand_above_everything(
    spotter: Spotter, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    for client, text in ((bea, "All fine."), (bob, "I had chest pain on the stairs.")):
        phone = await phone_of(spotter, client)
        await phone.post(f"{page_of(spotter, client)}/messages", {"text": text})
    answer = (await alice.get("/inbox", html=False)).json
    assert [one["kind"] for one in answer["urgent"]] == ["red-flag"]
    assert answer["count"] == 2
    monkeypatch.setattr(inbox, "SHOWN", 1)  # a long inbox shows the others by a press
    shown = (await alice.get("/inbox")).text
    assert "cannot wait" in shown
    assert "message from" not in shown
    assert "Show the other 1" in shown
    assert "message from" in (await alice.get("/inbox?all=1")).text


@pytest.mark.parametrize(("form", "code"), [({}, "nothing-to-send"), ({"text": "x" * 4001}, "message-too-long")])
async def test_nonsense_is_refused_and_nothing_is_kept(
    spotter: Spotter, alice: Person, form: dict[str, str], code: str
) -> None:
    bob = await spotter.client("bob")
    answer = await alice.post(f"/clients/{bob.id}/messages", form)
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, code, "text")
    assert await thread(alice, f"/clients/{bob.id}/messages") == []


async def test_one_takes_back_ones_own_and_nobody_elses(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/messages"
    sent = (await phone.post(here, {"text": "Sorry, wrong person."})).json["sent"]
    assert (await alice.post(f"/clients/{bob.id}/messages/{sent['id']}/delete", {})).status == 404
    assert (await phone.post(f"{here}/{sent['id']}/delete", {})).status == 200
    assert await thread(alice, f"/clients/{bob.id}/messages") == []
    assert await waiting(alice) == 0


async def test_earlier_messages_stand_on_a_page_of_their_own(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    here = f"/clients/{bob.id}/messages"
    for number in range(53):
        await alice.post(here, {"text": f"Number {number}"})
    found = await thread(alice, here)
    assert [found[0]["text"], found[-1]["text"]] == ["Number 3", "Number 52"]
    earlier = (await alice.get(f"{here}?before={found[0]['at_ms']}")).text
    assert "Number 2<" in earlier
    assert "Number 3<" not in earlier
    assert (await alice.get(f"{here}?before=soon")).status == 200


@BOTH
async def test_a_group_reads_first_names_and_cheers(spotter: Spotter, alice: Person) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    group = (await alice.post("/groups", {"name": "Mornings", "members": [bob.id, bea.id]})).json["id"]
    bobs, beas = await phone_of(spotter, bob), await phone_of(spotter, bea)
    here = f"{page_of(spotter, bob)}/groups/{group}/messages"
    sent = (await bobs.post(here, {"text": "Five kilometres today."})).json["sent"]
    there = f"{page_of(spotter, bea)}/groups/{group}/messages"
    assert "1 new" in (await beas.get(page_of(spotter, bea))).text
    (found,) = await thread(beas, there)
    assert found["name"] == "Bob"
    assert (await beas.post(f"{there}/{sent['id']}/cheer", {"on": True})).status == 200
    assert (await beas.post(f"{there}/{sent['id']}/cheer", {"on": True})).status == 200
    assert (await bobs.post(f"{here}/{sent['id']}/cheer", {"on": True})).status == 404
    (found,) = await thread(bobs, here)
    assert (found["cheers"], found["cheerers"]) == (1, ["Bea"])
    assert "1 new message in Mornings" in (await alice.get("/inbox")).text
    await alice.post(f"/groups/{group}", {"name": "Mornings", "members": [bob.id]})
    assert (await beas.get(there, html=False)).status == 404


async def test_a_picture_comes_as_a_message_when_its_last_byte_is_there(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    about = metadata(source="message", filename="knee.jpg", note="Here it hurts")
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": about}
    made = await phone.ask("POST", f"{here}/uploads", headers=headers)
    assert made.status == 201, made.text
    assert await thread(phone, f"{here}/messages") == []
    path = made.headers["Location"].removeprefix(spotter.url)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert (await phone.ask("PATCH", path, headers=headers, data=b"abc")).status == 204
    (found,) = await thread(alice, f"/clients/{bob.id}/messages")
    assert (found["text"], found["clip"]["on_its_way"], found["clip"]["src"]) == ("Here it hurts", True, "")
    assert await waiting(alice) == 1  # the message alone: its picture waits nowhere else
    assert (
        await phone.post(f"{here}/messages/{(await thread(phone, f'{here}/messages'))[0]['id']}/delete", {})
    ).status == 200
    assert (await alice.get(f"/clips/{found['clip']['href'].rpartition('/')[2]}")).status == 404


async def test_a_picture_in_a_group_is_seen_by_its_members_alone(spotter: Spotter, alice: Person) -> None:
    bob, bea, eve = [await spotter.client(name) for name in ("bob", "bea", "charlie")]
    group = (await alice.post("/groups", {"name": "Mornings", "members": [bob.id, bea.id]})).json["id"]
    bobs, beas, eves = [await phone_of(spotter, one) for one in (bob, bea, eve)]

    async def send(person: Person, base: str, **said: str) -> Answer:
        about = metadata(source="message", filename="hill.jpg", group=group, **said)
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": about}
        made = await person.ask("POST", f"{base}/uploads", headers=headers)
        if made.status == 201:
            path = made.headers["Location"].removeprefix(spotter.url)
            more = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
            sent = await person.ask("PATCH", path, headers={"Tus-Resumable": "1.0.0", **more}, data=b"abc")
            assert sent.status == 204, sent.text
        return made

    assert (await send(bobs, page_of(spotter, bob))).status == 201
    assert (await send(alice, "", client="mine")).status == 201
    assert (await send(eves, page_of(spotter, eve))).status == 404
    there = f"{page_of(spotter, bea)}/groups/{group}/messages"
    found = await thread(beas, there)
    assert [one["name"] for one in found] == ["Bob", "Alice Archer"]
    assert [one["clip"]["href"] for one in found] == ["", ""], "they have no page of it"
    clip = (await thread(bobs, f"{page_of(spotter, bob)}/groups/{group}/messages"))[0]["clip"]["href"].rpartition("/")[
        2
    ]
    async with spotter.database.writing() as db, db.begin():
        await clips.change(db, clip, state="ready", media="photo", files={"play": {"type": "image/jpeg", "size": 3}})
    (spotter.settings.data_dir / "seen").write_bytes(b"abc")
    await spotter.app[CLIP_FILES].put(f"{clip}/play", spotter.settings.data_dir / "seen")
    seen = (await thread(beas, there))[0]["clip"]["src"]
    assert (await beas.get(seen)).body == b"abc"
    for path in (seen.replace("/play", "/original"), seen.replace(f"/groups/{group}", "")):
        assert (await beas.get(path, html=False)).status == 404
    mine = f"{page_of(spotter, eve)}/groups/{group}/clips/{clip}/files/play"
    assert (await eves.get(mine, html=False)).status == 404
    await alice.post(f"/groups/{group}", {"name": "Mornings", "members": [bob.id]})
    assert (await beas.get(seen, html=False)).status == 404, "who has left sees nothing"


async def test_a_page_that_knows_is_told_so_in_a_word(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    here = f"/clients/{bob.id}/messages"
    await alice.post(here, {"text": "Hello."})
    mark = (await alice.get(here, html=False)).json["mark"]
    assert (await alice.get(f"{here}?known={mark}", html=False)).json == {"mark": mark}
    await alice.post(here, {"text": "Again."})
    assert len((await alice.get(f"{here}?known={mark}", html=False)).json["messages"]) == 2
