"""Everything about one client: the story in one order, the file that is handed out, and the end of it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select

from server import handouts
from server.domain.people import Client
from server.domain.whole.cells import cell
from server.live import LIVE
from server.media import CLIP_FILES
from server.store import clients, jobs
from server.store.tables import metadata, training_log
from server.store.whole import data_map
from signaling.log import Draft
from tests.cast import Person, Spotter
from tests.keys import Keys, cut

FORMULA = '=HYPERLINK("http://evil.example","pay")'


@pytest.fixture
async def keys(spotter: Spotter) -> Keys:
    return await cut(spotter)


@pytest.fixture
async def bob(keys: Keys) -> Client:
    return keys.clients["bob"]


async def made(spotter: Spotter, alice: Person, client: Client) -> zipfile.ZipFile:
    """The file, made by the real desk and fetched."""
    asked = await alice.post(f"/clients/{client.id}/story/export", {})
    assert asked.status == 200, asked.text
    assert await handouts.once(spotter.settings, spotter.database, spotter.app[CLIP_FILES], spotter.clock)
    look = await alice.get(f"/clients/{client.id}/story/export", html=False)
    assert look.json == {"state": "done", "percent": 100}
    answer = await alice.get(f"/clients/{client.id}/story/export.zip")
    assert answer.status == 200
    return zipfile.ZipFile(io.BytesIO(answer.body))


async def test_everything_stands_in_one_story_by_time_and_by_kind(keys: Keys, bob: Client) -> None:
    alice, home = keys.people["trainer"], f"/clients/{bob.id}/story"
    page = (await alice.get(home)).text
    for words in ("Workout", "was given", "The trainer wrote", "Agreed:", "A comment on a clip", "Was shared with"):
        assert words in page, words
    assert "The trainer wrote" in (await alice.get(f"{home}?show=messages")).text
    assert "The trainer wrote" not in (await alice.get(f"{home}?show=clips")).text
    for odd in ("?show=nonsense", "?before=nonsense", "?before=1.", "?before=99999999999999999999.x"):
        assert (await alice.get(home + odd)).status == 200, odd


async def test_older_pages_go_on_where_the_newer_ended_and_nothing_is_lost_or_told_twice(
    keys: Keys, bob: Client
) -> None:
    spotter, alice = keys.spotter, keys.people["trainer"]
    rows = [entry(bob, number, at_ms=1000 + number // 3) for number in range(150)]
    async with spotter.database.writing() as db, db.begin():
        await db.execute(insert(training_log), rows)
    told, path = [], f"/clients/{bob.id}/story?show=training"
    while path:
        page = (await alice.get(path)).text
        told += [part.partition("<")[0] for part in page.split('class="hint">')[1:] if part.startswith("note ")]
        _, found, rest = page.partition(f'href="/clients/{bob.id}/story?show=training&amp;before=')
        path = f"/clients/{bob.id}/story?show=training&before={rest.partition(chr(34))[0]}" if found else ""
    assert sorted(told) == sorted(f"note {number}" for number in range(150))


def entry(client: Client, number: int, *, at_ms: int = 0, kind: str = "note") -> dict[str, Any]:
    return {
        "client_id": client.id,
        "id": f"{number:024x}",
        "seq": number + 1,
        "kind": kind,
        "by": "client",
        "session_id": None,
        "program_id": "",
        "day": "",
        "entry": {"text": f"note {number}"},
        "at_ms": at_ms,
        "received_at_ms": at_ms,
    }


async def test_the_file_holds_films_rows_chapters_and_consents_and_says_what_is_in_it(keys: Keys, bob: Client) -> None:
    spotter, alice = keys.spotter, keys.people["trainer"]
    clip = await spotter.keep(await spotter.clip(bob, size_bytes=9), "play", b"moving on", "video/mp4")
    async with spotter.database.writing() as db, db.begin():
        await clients.save(db, replace(bob, notes=FORMULA))
    room = keys.sessions["bob"].id
    await spotter.app[LIVE].append(room, Draft(type="chat", payload={"text": "for Bea alone"}, audience=["somebody"]))
    file = await made(spotter, alice, bob)
    assert file.testzip() is None
    names = file.namelist()
    (subtitles,) = [name for name in names if name.startswith("reviews/") and name.endswith(f"{keys.ids['clip']}.vtt")]
    assert "bottom" in file.read(subtitles).decode()
    (drawn,) = [one for one in json.loads(file.read(subtitles[:-3] + "json"))["marks"] if one["kind"] == "key"]
    assert drawn["body"]["title"] == "bottom"
    (film,) = [name for name in names if name.endswith(f"{clip.id}.mp4")]
    assert file.read(film) == b"moving on"
    (person,) = json.loads(file.read("data/clients.json"))
    assert (person["name"], person["notes"]) == ("Bob Birch", FORMULA)
    (heading, row) = csv.reader(io.StringIO(file.read("data/clients.csv").decode("utf-8-sig")))
    assert dict(zip(heading, row, strict=True))["notes"] == f"'{FORMULA}"
    assert [one["purpose"] for one in json.loads(file.read("data/consents.json"))] == ["clips"]
    assert [name for name in names if name.endswith(f"{room}.vtt")]
    assert all(file.read(name).startswith(b"WEBVTT") for name in names if name.endswith(".vtt"))
    manifest = {one["name"]: one["bytes"] for one in json.loads(file.read("manifest.json"))}
    assert manifest == {one.filename: one.file_size for one in file.infolist() if one.filename != "manifest.json"}
    whole = b"".join(file.read(name) for name in names)
    for secret in (b"for Bea alone", keys.sessions["bea"].id.encode(), keys.ids["device"].encode()):
        assert secret not in whole, secret


async def test_a_hundred_thousand_rows_are_handed_out_in_little_memory(keys: Keys, bob: Client, tenth: Any) -> None:
    spotter, alice = keys.spotter, keys.people["trainer"]
    count = tenth(100_000)
    async with spotter.database.writing() as db, db.begin():
        for start in range(0, count, 5000):
            rows = [entry(bob, number, kind="set") for number in range(start, min(count, start + 5000))]
            await db.execute(insert(training_log), rows)
    file = await made(spotter, alice, bob)
    assert len(json.loads(file.read("data/training_log.json"))) == count
    assert len(file.read("data/training_log.csv").splitlines()) == count + 1


async def test_it_is_stopped_on_the_way_and_nothing_is_left(keys: Keys, bob: Client) -> None:
    spotter, alice = keys.spotter, keys.people["trainer"]
    home = f"/clients/{bob.id}/story"
    assert (await alice.post(f"{home}/export", {})).status == 200
    twice = await alice.post(f"{home}/export", {})
    assert (twice.status, twice.json["error"]) == (409, "being-made")

    async def stop_half_way(percent: int) -> None:
        if percent > 10:
            raise handouts.Stopped

    path = handouts.folder_of(spotter.settings) / "half.zip"
    with pytest.raises(handouts.Stopped):
        await handouts.make(spotter.database, spotter.app[CLIP_FILES], path, bob.id, stop_half_way)
    assert not [one.name for one in path.parent.iterdir() if one.name.startswith("half")]
    assert (await alice.post(f"{home}/export/cancel", {})).status == 200
    assert not await handouts.once(spotter.settings, spotter.database, spotter.app[CLIP_FILES], spotter.clock)
    assert (await alice.get(f"{home}/export.zip")).status == 404


async def test_the_file_goes_after_a_day(keys: Keys, bob: Client) -> None:
    spotter, alice = keys.spotter, keys.people["trainer"]
    await made(spotter, alice, bob)
    folder = handouts.folder_of(spotter.settings)
    await handouts.tidy(spotter.database, folder, spotter.clock())
    assert len(list(folder.iterdir())) == 1
    assert await handouts.tidy(spotter.database, folder, spotter.clock() + handouts.KEPT_MS) == 1
    assert (await alice.get(f"/clients/{bob.id}/story/export.zip")).status == 404


async def test_a_client_is_erased_from_every_table_and_file_once_the_name_is_typed(keys: Keys, bob: Client) -> None:
    spotter, alice, bea = keys.spotter, keys.people["trainer"], keys.clients["bea"]
    files = spotter.app[CLIP_FILES]
    both = await spotter.session("alice", bob, bea, title="Workout with Bob Birch and Bea Brook")
    seat = (await keys.people["client"].post(f"/c/{keys.tokens['c']}/sessions/{both.id}/join", json={})).json["seat"]
    for payload, audience in (
        ({"to": [seat["peer"]], "text": "Bob, chin up"}, "everyone"),
        ({"text": "All"}, "everyone"),
    ):
        await spotter.app[LIVE].append(both.id, Draft(type="chat", payload=payload, audience=audience))
    wrong = await alice.post(f"/clients/{bob.id}/erase", {"name": "bob"})
    assert (wrong.status, wrong.json["where"]) == (400, "name")
    assert (await alice.post(f"/clients/{bob.id}/erase", {"name": " Bob Birch "})).status == 200
    while await handouts.once(spotter.settings, spotter.database, files, spotter.clock):
        pass
    assert await files.keys(keys.ids["clip"]) == []
    async with spotter.database.reading() as db:
        for table in data_map.HANDED_OUT:
            if table not in ("audit", "messages"):
                there = metadata.tables[table]
                assert (await db.execute(select(there).where(data_map.HANDED_OUT[table](bob.id)))).first() is None, (
                    table
                )
        told = str([dict(row) for name in metadata.tables for row in await all_of(db, name)])
    assert bob.id in told, "the audit says that somebody with this id was erased"
    for word in ("Bob Birch", "bob@example.org", "chin up", seat["peer"]):
        assert word not in told, told[told.index(word) - 400 : told.index(word) + 60]
    assert "'text': 'All'" in told
    assert (await alice.get(f"/sessions/{both.id}")).status == 200
    assert (await alice.get(f"/sessions/{both.id}/sheet")).status == 200
    assert (await keys.people["client"].get(f"/c/{keys.tokens['c']}")).status == 404
    assert not await jobs_left(spotter)


async def all_of(db: Any, name: str) -> list[Any]:
    return list((await db.execute(select(metadata.tables[name]))).mappings()) if name != "relays" else []


async def jobs_left(spotter: Spotter) -> bool:
    async with spotter.database.reading() as db:
        return await jobs.is_due(db, spotter.clock(), handouts.KINDS)


def test_every_table_says_whose_it_is() -> None:
    assert set(data_map.HANDED_OUT) | set(data_map.OF_NOBODY) == set(metadata.tables)
    assert not set(data_map.HANDED_OUT) & set(data_map.OF_NOBODY)


def test_no_cell_is_a_formula() -> None:
    for text in ("=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1"):
        assert cell(text).startswith("'"), text
    assert [cell(value) for value in (None, True, -2, 1.5, "Squat", {"a": 1})] == [
        "",
        "yes",
        "-2",
        "1.5",
        "Squat",
        '{"a": 1}',
    ]
