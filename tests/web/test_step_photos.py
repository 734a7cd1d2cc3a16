"""A trainer's own photos of the steps of an assessment: kept with it, seen by whoever was given it, by nobody else."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from server import jobs
from server.domain import links
from server.domain.accounts import DAY_MS
from server.domain.clips import UNDO_MS, Clip
from server.domain.people import Client
from server.media import CLIP_FILES
from tests.cast import Answer, Person, Spotter

HERE = "/library/protocols"


@dataclass
class Scene:
    """Alice's wall sit, shown by a photo of hers and given to Bob, who has his phone."""

    spotter: Spotter
    alice: Person
    bob: Client
    phone: Person
    mine: str  # Bob's page
    photo: Clip
    key: str
    given: str

    @property
    def theirs(self) -> str:
        """Where Bob finds the photo."""
        return self.seen_by(self.mine)

    def seen_by(self, page: str = "", given: str = "") -> str:
        return f"{page}/assessments/{given or self.given}/pictures/{self.photo.id}/poster.jpg"

    async def save(self, *photos: dict[str, Any], version: int = 1) -> Answer:
        return await self.alice.post(f"{HERE}/{self.key}", json={**wall_sit(*photos), "version": version})


def wall_sit(*photos: dict[str, Any], **step: Any) -> dict[str, Any]:
    measures = [{"key": "held-for", "title": "Held for", "unit": "s"}]
    return {
        "title": "Wall sit",
        "company": "alone",
        "steps": [{"key": "sit", "title": "Sit", "measures": measures, "photos": list(photos), **step}],
    }


def shown(clip: Clip | str, words: str = "Your back is flat against the wall") -> dict[str, str]:
    return {"clip": clip if isinstance(clip, str) else clip.id, "words": words}


async def photo_of(spotter: Spotter, trainer: str, **changes: Any) -> Clip:
    """A photo of a trainer's alone, as the media desk leaves it."""
    bob = await spotter.client("bob")
    given = {"client_id": None, "trainer_id": spotter.accounts[trainer].id, "source": "upload", "media": "photo"}
    clip = await spotter.clip(bob, **{**given, **changes})
    clip = await spotter.keep(clip, "original", b"with where it was taken")
    return await spotter.keep(clip, "poster.jpg", b"a photo", "image/jpeg")


async def phone_of(spotter: Spotter, client: Client) -> tuple[Person, str]:
    mine = f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"
    phone = spotter.browser()
    assert (await phone.post(f"{mine}/confirm", {})).status == 200
    return phone, mine


async def give(alice: Person, bob: Client, key: str) -> str:
    given = await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": key})
    assert given.status == 200, given.text
    return str(given.json["id"])


@pytest.fixture
async def scene(spotter: Spotter, alice: Person) -> Scene:
    bob = await spotter.client("bob")
    phone, mine = await phone_of(spotter, bob)
    photo = await photo_of(spotter, "alice")
    made = await alice.post(HERE, json=wall_sit(shown(photo)))
    assert made.status == 200, made.text
    key = made.json["key"]
    return Scene(spotter, alice, bob, phone, mine, photo, key, await give(alice, bob, key))


def editor(page: Answer) -> dict[str, Any]:
    found = re.search(r'id="page">(.*?)</script>', page.text)
    assert found
    return dict(json.loads(found[1]))


async def test_a_step_shows_it_wherever_it_shows_pictures(scene: Scene) -> None:
    bob, given = scene.bob.id, f"/assessments/{scene.given}"
    for person, page, at in (
        (scene.alice, f"/clients/{bob}/assessments/new", f"/clips/{scene.photo.id}/files/poster.jpg"),
        (scene.alice, given, scene.seen_by()),
        (scene.alice, f"{given}/results", scene.seen_by()),
        (scene.phone, f"{scene.mine}{given}", scene.theirs),
        (scene.phone, f"{scene.mine}{given}/steps/sit", scene.theirs),
    ):
        assert f'src="{at}"' in (await person.get(page)).text, page
        assert (await person.get(at)).body == b"a photo", page
    step = (await scene.phone.get(f"{scene.mine}{given}/steps/sit")).text
    assert 'alt="Your back is flat against the wall"' in step
    draft = editor(await scene.alice.get(f"{HERE}/{scene.key}"))["draft"]
    assert draft["steps"][0]["photos"] == [shown(scene.photo)]


async def test_a_link_opens_the_photos_of_what_was_given_to_it_and_no_others(scene: Scene) -> None:
    assert (await scene.phone.get(scene.theirs)).status == 200
    other = await photo_of(scene.spotter, "alice")
    squat = await give(scene.alice, scene.bob, "overhead-squat")
    charlie = await scene.spotter.client("charlie", trainer_id=scene.bob.trainer_id)
    phone, his = await phone_of(scene.spotter, charlie)
    anna = await scene.spotter.sign_in("anna")
    nothing = await scene.phone.get(f"{scene.theirs}x", html=False)
    for person, path in (
        (scene.phone, scene.theirs.replace(scene.photo.id, other.id)),  # hers, but of no step
        (scene.phone, scene.theirs.replace("poster.jpg", "original")),  # it may say where it was taken
        (scene.phone, scene.seen_by(scene.mine, squat)),  # given to him, but it does not show it
        (scene.phone, f"{scene.mine}/clips/{scene.photo.id}/files/poster.jpg"),
        (phone, scene.seen_by(his)),
        (anna, scene.seen_by()),
    ):
        refused = await person.get(path, html=False)
        assert (refused.status, refused.body) == (404, nothing.body), path


async def test_what_was_given_keeps_its_photo_and_what_is_given_now_has_the_new_one(scene: Scene) -> None:
    newer = await photo_of(scene.spotter, "alice")
    assert (await scene.save(shown(newer), version=1)).json["version"] == 2
    assert (await scene.phone.get(scene.theirs)).body == b"a photo"
    again = await give(scene.alice, scene.bob, scene.key)
    page = (await scene.phone.get(f"{scene.mine}/assessments/{again}/steps/sit")).text
    assert newer.id in page
    assert scene.photo.id not in page
    assert (await scene.alice.post(f"{HERE}/{scene.key}/delete", {})).status == 200
    assert (await scene.phone.get(scene.theirs)).body == b"a photo"


async def test_whoever_says_nothing_of_photos_leaves_them_and_a_copy_takes_them_along(scene: Scene) -> None:
    body = wall_sit(title="Sit lower")
    del body["steps"][0]["photos"]
    assert (await scene.alice.post(f"{HERE}/{scene.key}", json={**body, "version": 1})).status == 200
    drawn = await scene.alice.post(HERE, json={**body, "like": scene.key})
    config = editor(await scene.alice.get(f"{HERE}/{drawn.json['key']}"))
    assert config["draft"]["steps"][0]["photos"] == [shown(scene.photo)]
    assert config["photos"]["gone"] == []
    assert (
        await scene.alice.get(scene.seen_by(given=await give(scene.alice, scene.bob, drawn.json["key"])))
    ).status == 200


async def test_a_photo_stands_for_what_we_drew_until_it_is_put_away(scene: Scene) -> None:
    squat = editor(await scene.alice.get(f"{HERE}/new?like=overhead-squat"))
    assert len(squat["photos"]["drawn"]["front"]) == 2
    assert {"clip": scene.photo.id, "title": "Photo"} in squat["photos"]["offered"]
    squat["draft"]["steps"][0]["photos"] = [shown(scene.photo)]
    made = await scene.alice.post(HERE, json={**squat["draft"], "like": "overhead-squat"})
    given = f"/assessments/{await give(scene.alice, scene.bob, made.json['key'])}/results"
    page = (await scene.alice.get(given)).text
    assert "overhead-squat-front-start.svg" not in page
    assert "overhead-squat-side-start.svg" in page
    assert (await scene.alice.post("/library/delete", json={"clips": [scene.photo.id]})).status == 200
    assert "overhead-squat-front-start.svg" in (await scene.alice.get(given)).text
    assert (await scene.phone.get(scene.theirs)).status == 404
    config = editor(await scene.alice.get(f"{HERE}/{made.json['key']}"))
    assert config["photos"]["gone"] == [scene.photo.id]
    kept = await scene.alice.post(f"{HERE}/{made.json['key']}", json={**config["draft"], "version": 1})
    assert kept.status == 200, "what stood there may stay: it can still be brought back"


async def test_what_is_no_photo_of_the_trainers_own_is_refused_where_it_stands(scene: Scene) -> None:
    await scene.spotter.account("anna")
    of_anna = await photo_of(scene.spotter, "anna")
    of_bob = await photo_of(scene.spotter, "alice", client_id=scene.bob.id, trainer_id=None)
    film = await photo_of(scene.spotter, "alice", media="video")
    late = await photo_of(scene.spotter, "alice", media="", state="processing")
    gone = await photo_of(scene.spotter, "alice", deleted_at_ms=1, deleted_by="trainer")
    broken = await photo_of(scene.spotter, "alice", media="", state="refused", refusal="damaged")
    seven = [shown(await photo_of(scene.spotter, "alice")) for _ in range(7)]
    mine = shown(scene.photo)
    for photos, error, where in (
        ([mine, shown(of_anna)], "bad-input", "photos[1].clip"),
        ([shown(of_bob)], "bad-input", "photos[0].clip"),
        ([shown("nothing")], "bad-input", "photos[0].clip"),
        ([shown(gone)], "bad-input", "photos[0].clip"),
        ([shown(film)], "bad-input", "photos[0].clip"),
        ([shown(broken)], "bad-input", "photos[0].clip"),
        ([shown(late)], "clip-not-ready", "photos[0].clip"),
        ([shown("")], "clip-not-ready", "photos[0].clip"),
        ([mine, mine], "bad-input", "photos[1].clip"),
        ([shown(scene.photo, " ")], "bad-input", "photos[0].words"),
        ([shown(scene.photo, "x" * 161)], "out-of-range", "photos[0].words"),
        (seven, "out-of-range", "photos"),
    ):
        refused = await scene.save(*photos)
        assert (refused.status, refused.json["error"], refused.json["where"]) == (
            409 if error == "clip-not-ready" else 400,
            error,
            f"steps[0].{where}",
        ), photos
    assert (await scene.save(*seven[:6])).json["version"] == 2


async def test_a_photo_of_somebody_who_writes_along_is_seen_by_both_trainers_and_the_client(scene: Scene) -> None:
    anna = await scene.spotter.sign_in("anna")
    body = {"account": anna.me.id, "right": "write"}
    assert (await scene.alice.post(f"/clients/{scene.bob.id}/shares", json=body)).status == 200
    photo = await photo_of(scene.spotter, "anna")
    made = await anna.post(HERE, json=wall_sit(shown(photo)))
    given = await give(anna, scene.bob, made.json["key"])
    at = f"/assessments/{given}/pictures/{photo.id}/poster.jpg"
    assert (await scene.phone.get(f"{scene.mine}{at}")).body == b"a photo"
    assert (await anna.get(at)).body == b"a photo"
    assert (await scene.alice.get(at)).body == b"a photo"
    assert (await scene.alice.get(f"/clips/{photo.id}/files/poster.jpg")).status == 404, "the library stays anna's"


async def test_it_does_not_grow_old_and_goes_with_its_files_once_it_is_deleted(scene: Scene) -> None:
    spotter, files = scene.spotter, scene.spotter.app[CLIP_FILES]
    of_bob = await photo_of(spotter, "alice", client_id=scene.bob.id, trainer_id=None)

    async def clean_up(days: int = 0, ms: int = 0) -> int:
        later_ms = spotter.clock() + days * DAY_MS + ms
        return await jobs.remove_clips(spotter.settings, spotter.database, files, later_ms)

    assert await clean_up(days=spotter.settings.keep_clips, ms=1000) == 1
    assert await files.keys(of_bob.id) == []
    assert (await scene.phone.get(scene.theirs)).body == b"a photo"
    assert (await scene.alice.post("/library/delete", json={"clips": [scene.photo.id]})).status == 200
    assert await clean_up(ms=UNDO_MS + 1000) == 1
    assert await files.keys(scene.photo.id) == []
