"""What shows exercises where several stand together, on paper too: the trainer's own picture goes before ours."""

import io
from dataclasses import replace

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject

from server import ids
from server.domain.clips import Clip
from server.domain.exercises import ExerciseDetails
from server.domain.our_exercises import BY_KEY
from server.domain.sessions import Delivery, Place
from server.store import exercises
from tests.cast import Person, Spotter
from tests.web.test_programs import AT, given, kept
from tests.web.test_training import a_program, config_of, page_of, phone_of

ROW = {"id": "row", "exercise": "one-arm-row", "name": "Row", "sets": [{"reps": 8}]}
WALK = {"id": "walk", "exercise": "", "name": "Moon walk", "sets": [{"secs": 30}]}
SQUAT = {"id": "squat", "exercise": "goblet-squat", "name": "Goblet squat", "sets": [{"reps": 8}]}
WEEKS = [{"id": "w", "times": 2, "days": [{"id": "d", "blocks": [{"id": "b", "entries": [SQUAT, ROW, WALK]}]}]}]


async def chosen(spotter: Spotter, content: bytes, **changes: object) -> Clip:
    """A photo of Alice's alone that she chose to show her goblet squat by."""
    bob = await spotter.client("bob")
    clip = await spotter.clip(bob, client_id=None, trainer_id=bob.trainer_id)
    clip = await spotter.keep(clip, "poster.jpg", content, "image/jpeg")
    ours = BY_KEY["goblet-squat"]
    details: ExerciseDetails = replace(ours.details, clips=(clip.id,), **changes)  # type: ignore[arg-type]
    own = replace(ours, id=ids.new(), trainer_id=bob.trainer_id, rev=1, details=details)
    async with spotter.database.writing() as db, db.begin():
        await exercises.put(db, own)
    return clip


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (123, 77), "teal").save(out, "JPEG")
    return out.getvalue()


async def on_paper(spotter: Spotter, alice: Person) -> tuple[list[str], list[tuple[int, int]]]:
    """The names of what is pictured on Bob's program, in their order, and the sizes of what are photos."""
    _, copied = await given(spotter, alice, await kept(alice, weeks=WEEKS))
    paper = await alice.get(f"{AT}/{copied}/program.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(paper.body))
    assert "Moon walk" in reader.pages[0].extract_text()
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    named = [str(one["/Alt"]) for one in objects if isinstance(one, DictionaryObject) and "/Alt" in one]
    return sorted(named), [one.image.size for page in reader.pages for one in page.images if one.image]


async def test_a_program_on_paper_shows_each_exercise_once(spotter: Spotter, alice: Person) -> None:
    named, photos = await on_paper(spotter, alice)
    assert named == ["Goblet squat", "Goblet squat", "Row", "Row"]  # how it begins and ends, in the first week alone
    assert photos == []


async def test_on_paper_the_trainers_own_goes_before_ours(spotter: Spotter, alice: Person) -> None:
    await chosen(spotter, jpeg())
    named, photos = await on_paper(spotter, alice)
    assert named == ["Goblet squat", "Row", "Row"]
    assert photos == [(123, 77)]


@pytest.mark.parametrize("content", [b"no picture", b"x" * 2_000_001], ids=["no picture", "too large"])
async def test_a_broken_picture_costs_nobody_the_paper(spotter: Spotter, alice: Person, content: bytes) -> None:
    await chosen(spotter, content)
    assert await on_paper(spotter, alice) == (["Goblet squat", "Goblet squat", "Row", "Row"], [])


async def test_a_picture_that_was_put_away_gives_its_place_back_to_ours(spotter: Spotter, alice: Person) -> None:
    clip = await chosen(spotter, jpeg())
    bob = await spotter.client("bob")
    await a_program(spotter, bob)
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    told = config_of((await phone.get(f"{here}/program")).text)["exercises"]["goblet-squat"]
    assert clip.id in told["small"]
    assert (await alice.post("/library/delete", json={"clips": [clip.id]})).status == 200
    told = config_of((await phone.get(f"{here}/program")).text)["exercises"]["goblet-squat"]
    assert told["picture"] is None
    assert told["small"].endswith("goblet-squat-end.svg")
    assert len(told["drawn"]) == 2
    assert "goblet-squat-end.svg" in (await alice.get("/library/exercises")).text


async def test_the_library_shows_one_picture_of_each(spotter: Spotter, alice: Person) -> None:
    page = (await alice.get("/library/exercises")).text
    assert page.count("/exercises/") >= 60
    assert "/exercises/deadlift-start.svg" in page
    assert "/exercises/goblet-squat-end.svg" in page
    clip = await chosen(spotter, b"a picture", name="Goblet squat, slow")
    page = (await alice.get("/library/exercises")).text
    assert f'src="/clips/{clip.id}/files/poster.jpg"' in page
    assert "goblet-squat-end.svg" not in page
    assert (await alice.get(f"/clips/{clip.id}/files/poster.jpg")).body == b"a picture"


async def test_in_a_room_both_sides_get_the_pictures_of_all_exercises(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    clip = await chosen(spotter, b"a picture")
    session = await spotter.session("alice", bob)
    told = config_of((await alice.get(f"/sessions/{session.id}/room")).text)["pictures"]
    assert len(told) == 60
    assert told["goblet-squat"] == f"/clips/{clip.id}/files/poster.jpg"
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    told = config_of((await phone.get(f"{here}/sessions/{session.id}")).text)["pictures"]
    assert told["deadlift"].endswith("/exercises/deadlift-start.svg")
    assert (await phone.get(told["goblet-squat"])).body == b"a picture"


async def test_at_the_gym_the_sheet_has_the_pictures_of_what_is_done(spotter: Spotter, alice: Person) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    session = await spotter.session("alice", bob, bea, delivery=Delivery.IN_PERSON, place=Place.GYM)
    await alice.post(f"/sessions/{session.id}/day", json={"text": "Goblet squat 2x10\nDeadlift 3x5", "rev": 0})
    told = config_of((await alice.get(f"/sessions/{session.id}/gym")).text)["pictures"]
    assert set(told) == {"goblet-squat", "deadlift"}
    assert told["deadlift"].endswith("/exercises/deadlift-start.svg")
    assert (await alice.get(told["goblet-squat"])).headers["Content-Type"].startswith("image/svg")
