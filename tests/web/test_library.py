"""The library: whose clips it shows, in which order, and what can be done to many of them at once."""

import re
from dataclasses import replace

import pytest

from server import ids
from server.domain import links
from server.domain.clips import Clip
from server.domain.people import Client
from server.store import audit, clips, comments
from server.web.library import MOST_AT_ONCE, PAGE, Filters
from tests.cast import BOTH, Person, Spotter

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


def shown(text: str) -> list[str]:
    return re.findall(r'data-clip="([a-z0-9]+)"', text)


async def stored(spotter: Spotter, clip: Clip) -> Clip:
    async with spotter.database.reading() as db:
        found = await clips.get(db, clip.id)
    assert found is not None
    return found


async def test_an_empty_library_teaches_the_first_step(alice: Person) -> None:
    page = (await alice.get("/library")).text
    assert "No clips yet" in page
    assert 'aria-current="page"' in page.split("Library</span>")[0].rsplit("<a", 1)[1]
    assert "The bin is empty" in (await alice.get("/library?show=bin")).text
    assert "Nothing to look at" in (await alice.get("/library?show=waiting")).text


@BOTH
async def test_clips_of_ones_own_clients_newest_first(
    spotter: Spotter, alice: Person, anna: Person, bob: Client
) -> None:
    bea, charlie = await spotter.client("bea"), await spotter.client("charlie")
    old = await spotter.clip(bob, created_at_ms=1_000, title="The old one")
    new = await spotter.clip(bea, created_at_ms=3_000)
    middle = await spotter.clip(bob, created_at_ms=2_000)
    theirs = await spotter.clip(charlie)
    page = (await alice.get("/library")).text
    assert shown(page) == [new.id, middle.id, old.id]
    assert "The old one" in page
    assert "Bea Brook" in page
    assert "Charlie" not in page
    assert shown((await anna.get("/library")).text) == [theirs.id]


@BOTH
async def test_filters_narrow_the_list(spotter: Spotter, alice: Person, bob: Client) -> None:
    bea = await spotter.client("bea")
    session = await spotter.session("alice", bob, bea)
    moment = await spotter.clip(bob, source="moment", session_id=session.id)
    upload = await spotter.clip(bob, source="upload", reviewed_at_ms=5)
    hers = await spotter.clip(bea, source="moment", session_id=session.id, state="processing", percent=60)

    async def ids_at(query: str) -> set[str]:
        return set(shown((await alice.get(f"/library?{query}")).text))

    assert await ids_at(f"client={bob.id}") == {moment.id, upload.id}
    assert await ids_at(f"session={session.id}") == {moment.id, hers.id}
    assert await ids_at("kind=upload") == {upload.id}
    assert await ids_at(f"kind=moment&client={bea.id}") == {hers.id}
    assert await ids_at("show=waiting") == {moment.id}
    assert await ids_at("kind=nonsense&show=nonsense") == {moment.id, upload.id, hers.id}
    assert "No clips here" in (await alice.get(f"/library?kind=upload&client={bea.id}")).text
    assert "To look at (1)" in (await alice.get("/library")).text


async def test_filters_by_what_is_somebody_elses_find_nothing_at_all(
    spotter: Spotter, alice: Person, anna: Person, bob: Client
) -> None:
    session, clip = await spotter.session("alice", bob), await spotter.clip(bob)
    for name, id in (("client", bob.id), ("session", session.id), ("before", clip.id)):
        assert (await alice.get(f"/library?{name}={id}")).status == 200
        theirs = await anna.get(f"/library?{name}={id}", html=False)
        missing = await anna.get(f"/library?{name}={ids.new()}", html=False)
        assert (theirs.status, theirs.body) == (404, missing.body)


async def test_where_each_stands_is_said_in_words(spotter: Spotter, alice: Person, bob: Client) -> None:
    await spotter.clip(bob, state="uploading", percent=40)
    await spotter.clip(bob, state="uploaded")
    await spotter.clip(bob, state="processing", percent=60)
    await spotter.clip(bob, state="refused", refusal="damaged")
    page = (await alice.get("/library")).text
    for words in (
        "Uploading 40 %",
        "Waiting to be made ready",
        "Being made ready 60 %",
        "Refused",
        "Please send it again",
    ):
        assert words in page
    told = (await alice.get("/library", html=False)).json["clips"]
    assert [one["on_its_way"] for one in told] == [False, True, True, True]
    assert {one["words"] for one in told} >= {"Uploading 40 %", "Refused"}


async def test_storage_used_is_told_in_all_and_by_client(spotter: Spotter, alice: Person, bob: Client) -> None:
    bea = await spotter.client("bea")
    await spotter.clip(bob, size_bytes=100_000_000, stored_bytes=20_000_000)
    await spotter.clip(bea, size_bytes=4_500_000, deleted_at_ms=1, deleted_by="trainer")
    page = (await alice.get("/library")).text
    assert "124 MB used" in page
    assert "Bob Birch (120 MB)" in page
    assert "Bea Brook (4.5 MB)" in page
    assert re.search(r"120 MB of 10(\.\d)? GB used by Bob Birch", (await alice.get(f"/library?client={bob.id}")).text)


async def test_a_long_list_goes_on_with_older(spotter: Spotter, alice: Person, bob: Client) -> None:
    made = [await spotter.clip(bob, created_at_ms=1000 + number // 2) for number in range(PAGE + 5)]
    first = (await alice.get(f"/library?client={bob.id}")).text
    older = re.search(r'href="(/library\?[^"]*before=[^"]*)"', first)
    assert older is not None
    assert f"client={bob.id}" in older[1]
    second = (await alice.get(older[1].replace("&amp;", "&"))).text
    assert len(shown(first)) == PAGE
    assert len(shown(second)) == 5
    assert {*shown(first), *shown(second)} == {clip.id for clip in made}
    assert "before=" not in second


@BOTH
async def test_many_are_deleted_and_brought_back(spotter: Spotter, alice: Person, bob: Client) -> None:
    some = [await spotter.clip(bob) for _ in range(3)]
    kept = await spotter.clip(bob)
    answer = await alice.post("/library/delete", json={"clips": [clip.id for clip in some], "back": "/library"})
    assert answer.json["notice"] == "Deleted 3 clips."
    assert sorted(answer.json["clips"]) == sorted(clip.id for clip in some)
    assert shown((await alice.get("/library")).text) == [kept.id]
    bin = (await alice.get("/library?show=bin")).text
    assert len(shown(bin)) == 3
    assert "Gone for good on" in bin
    assert "Bin (3)" in bin
    again = await alice.post("/library/delete", json={"clips": [some[0].id]})
    assert again.json["clips"] == []
    back = await alice.post("/library/restore", json={"clips": [clip.id for clip in some]})
    assert back.json["notice"] == "Brought back 3 clips."
    assert [await stored(spotter, clip) for clip in some] == some
    async with spotter.database.reading() as db:
        noted = [note.action for note in await audit.about(db, f"c:{bob.id}")]
    assert (noted.count("clip.deleted"), noted.count("clip.restored")) == (3, 3)


async def test_without_script_the_page_that_follows_offers_undo(spotter: Spotter, alice: Person, bob: Client) -> None:
    one, two = await spotter.clip(bob), await spotter.clip(bob)
    back = f"/library?client={bob.id}"
    answer = await alice.post("/library/delete", {"clips": [one.id, two.id], "back": back}, html=True)
    assert answer.status == 303
    assert answer.location.startswith(f"{back}&deleted=")
    page = (await alice.get(answer.location)).text
    assert "Deleted 2 clips" in page
    assert page.count(f'name="clips" value="{one.id}"') == 1
    undo = await alice.post("/library/restore", {"clips": [one.id, two.id], "back": answer.location}, html=True)
    assert (undo.status, undo.location) == (303, back)
    assert "Deleted 2 clips" not in (await alice.get(answer.location)).text


async def test_nobody_is_led_to_another_site(alice: Person) -> None:
    for back in (
        "https://evil.example/",
        "//evil.example/library",
        "/\\evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "/library\r\nX: y",
        "/libraryä",
        "http:/library",
    ):
        answer = await alice.post("/library/delete", json={"clips": [], "back": back})
        assert answer.json["location"] == "/library", back
    for back in ("/library?show=bin", "/clients/abc", "/sessions/abc?x=1"):
        assert (await alice.post("/library/delete", json={"clips": [], "back": back})).json["location"] == back


async def test_marked_as_looked_at_and_waiting_again(spotter: Spotter, alice: Person, bob: Client) -> None:
    ready, busy = await spotter.clip(bob), await spotter.clip(bob, state="processing")
    answer = await alice.post("/library/reviewed", json={"clips": [ready.id, busy.id]})
    assert answer.json["clips"] == [ready.id]
    assert (await stored(spotter, ready)).reviewed_at_ms is not None
    assert (await stored(spotter, busy)).reviewed_at_ms is None
    await alice.post("/library/reviewed", json={"clips": [ready.id], "undo": True})
    assert await stored(spotter, ready) == ready


@pytest.mark.parametrize("deed", ["delete", "restore", "reviewed"])
async def test_one_clip_that_is_not_yours_and_nothing_happens(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, deed: str
) -> None:
    charlie = await spotter.client("charlie")
    mine, theirs = await spotter.clip(bob), await spotter.clip(charlie)
    answer = await alice.post(f"/library/{deed}", json={"clips": [mine.id, theirs.id]})
    missing = await alice.post(f"/library/{deed}", json={"clips": [mine.id, ids.new()]})
    assert (answer.status, answer.body) == (404, missing.body)
    assert (await stored(spotter, mine), await stored(spotter, theirs)) == (mine, theirs)
    assert (await stranger.post(f"/library/{deed}", json={"clips": [mine.id]})).status == 401


@pytest.mark.parametrize("deed", ["delete", "restore", "reviewed"])
async def test_nonsense_and_too_many_are_refused(alice: Person, deed: str) -> None:
    many = await alice.post(f"/library/{deed}", json={"clips": [ids.new() for _ in range(MOST_AT_ONCE + 1)]})
    assert (many.status, many.json["error"], many.json["where"]) == (400, "too-many-chosen", "clips")
    assert (await alice.post(f"/library/{deed}", json={"clips": "all"})).json["error"] == "bad-input"
    assert (await alice.post(f"/library/{deed}", json={"clips": [1]})).json["error"] == "bad-input"
    assert (await alice.post(f"/library/{deed}", {})).json["notice"] == "Nothing was chosen."


async def test_what_a_client_deleted_the_trainer_does_not_bring_back(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    clip = await spotter.clip(bob, deleted_at_ms=spotter.clock(), deleted_by="client")
    page = (await alice.get("/library?show=bin")).text
    assert "Bob Birch deleted it" in page
    assert f'href="/clips/{clip.id}"' not in page
    answer = await alice.post("/library/restore", json={"clips": [clip.id]})
    assert (answer.status, answer.json["error"]) == (409, "deleted-by-the-other")
    assert (await stored(spotter, clip)).deleted_at_ms is not None
    assert (await alice.get(f"/clips/{clip.id}")).status == 404


async def test_new_comments_are_marked(spotter: Spotter, alice: Person, bob: Client) -> None:
    clip = await spotter.clip(bob, reviewed_at_ms=1)
    phone, here = spotter.browser(), f"/c/{links.client_token(spotter.settings.secret_key, bob.id, 1)}"
    await phone.post(f"{here}/confirm", {})
    for words in ("Like this?", "Or so?"):
        assert (await phone.post(f"{here}/clips/{clip.id}/comments", {"text": words})).status == 200
    assert "2 new comments" in (await alice.get("/library")).text
    assert "Bob Birch wrote about a clip" in (await alice.get("/today")).text
    async with spotter.database.writing() as db, db.begin():
        await comments.mark_seen(db, clip.id, f"t:{alice.me.id}", spotter.clock() + 1)
    assert "new comment" not in (await alice.get("/library")).text
    assert "wrote about a clip" not in (await alice.get("/today")).text


async def test_clips_stand_on_the_pages_of_their_client_and_session(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob)
    clip = await spotter.clip(bob, session_id=session.id, source="moment")
    for number in range(7):
        await spotter.clip(bob, created_at_ms=number)
    client_page = (await alice.get(f"/clients/{bob.id}")).text
    assert len(shown(client_page)) == 6
    assert "All 8 clips" in client_page
    session_page = (await alice.get(f"/sessions/{session.id}")).text
    assert shown(session_page) == [clip.id]
    assert "8 clips" in (await alice.get("/today")).text


async def test_markup_in_titles_and_file_names_stays_text(spotter: Spotter, alice: Person, bob: Client) -> None:
    clip = await spotter.clip(bob, title=HOSTILE[:120], file_name=HOSTILE)
    session = await spotter.session("alice", bob, title=HOSTILE)
    async with spotter.database.writing() as db, db.begin():
        await clips.save(db, replace(clip, session_id=session.id))
    for path in ("/library", f"/library?session={session.id}", f"/clips/{clip.id}", f"/sessions/{session.id}"):
        text = (await alice.get(path)).text
        assert "<img src=x" not in text, path
        assert "<script>alert" not in text, path


def test_an_address_says_what_the_list_shows() -> None:
    filters = Filters(show="waiting", client="c1")
    assert filters.address() == "/library?show=waiting&client=c1"
    assert filters.address(show="") == "/library?client=c1"
    assert Filters().address() == "/library"
