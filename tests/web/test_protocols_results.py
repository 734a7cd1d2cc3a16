"""Results of assessments over HTTP: entered by the trainer and the client, shown with norms, given and repeated."""

from typing import Any

import pytest

from server.domain import links
from server.domain.people import Client
from server.live import LIVE
from server.store import results
from tests.cast import BOTH, HOUR_MS, Person, Spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client, a man of 25."""
    return await spotter.client("bob", birth_date="2001-01-01")


async def give(alice: Person, client: Client, protocol: str, **body: Any) -> str:
    given = {"protocol": protocol, "session": "in_person", **body}
    answer = await alice.post(f"/clients/{client.id}/assessments", json=given)
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


async def enter(alice: Person, assessment: str, **body: Any) -> Any:
    answer = await alice.post(f"/assessments/{assessment}/results", json=body)
    assert answer.status == 200, answer.text
    return answer.json


async def link(spotter: Spotter, client: Client) -> tuple[Person, str]:
    phone = spotter.browser()
    token = links.client_token(spotter.settings.secret_key, client.id, client.link_generation)
    path = f"/c/{token}"
    assert (await phone.post(f"{path}/confirm", {})).status == 200
    return phone, path


async def test_together_means_the_sheet_is_next_and_the_client_is_asked_for_nothing(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    answer = await alice.post(
        f"/clients/{bob.id}/assessments", {"protocol": "step-test", "session": "in_person"}, html=True
    )
    assert answer.location.endswith("/results")
    page = (await alice.get(answer.location)).text
    assert "Beats in the minute after" in page
    phone, path = await link(spotter, bob)
    assert "3-minute step test" not in (await phone.get(path)).text


async def test_values_are_kept_one_by_one_and_rated_as_the_test_is_meant(alice: Person, bob: Client) -> None:
    id = await give(alice, bob, "step-test")
    await enter(alice, id, place=["beats"], value=["80"])
    found = await enter(alice, id, place=["step_cm", "completed"], value=["30,5", "yes"], sex="male")
    assert found["values"] == {"beats": "80", "step_cm": "30.5", "completed": "yes"}
    (line,) = [one for one in found["lines"] if one["key"] == "beats"]
    assert (line["words"], line["band"]) == ("80 bpm", "Good")
    page = (await alice.get(f"/assessments/{id}/results")).text
    assert f"/clients/{bob.id}/program?beside=3-minute+step+test" in page  # one step from here to the program
    assert "Men, 18 to 25 years" in page
    found = await enter(alice, id, place=["step_cm"], value=["40"])
    (line,) = [one for one in found["lines"] if one["key"] == "beats"]
    assert line["band"] == ""
    assert "30.5 cm" in line["why_none"]


async def test_one_wrong_value_keeps_nothing_of_what_came_with_it(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = await give(alice, bob, "push-up")
    body = {"place": ["position", "count"], "value": ["standard", "900"]}
    refused = await alice.post(f"/assessments/{id}/results", json=body)
    assert (refused.status, refused.json["error"], refused.json["where"]) == (400, "out-of-range", "count")
    page = await alice.post(f"/assessments/{id}/results", body, html=True)
    assert page.status == 400
    assert 'value="900"' in page.text
    async with spotter.database.reading() as db:
        assert await results.get(db, id) is None


async def test_a_form_without_script_says_what_is_seen_and_leaves_the_rest_open(alice: Person, bob: Client) -> None:
    id = await give(alice, bob, "overhead-squat")
    form = {"whole": "true", "place": "pain", "value": "no", "seen": "knee-in.left", "unseen": "knee-in.right"}
    assert (await alice.post(f"/assessments/{id}/results", form, html=True)).status == 303
    found = (await alice.get(f"/assessments/{id}/results", html=False)).json
    assert found["seen"] == {"knee-in.left": True, "knee-in.right": False}
    assert (await alice.post(f"/assessments/{id}/results", {"whole": "true"}, html=True)).status == 303
    assert (await alice.get(f"/assessments/{id}/results", html=False)).json["seen"] == {}


async def test_what_is_seen_in_an_open_session_becomes_a_marker(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, opened_at_ms=spotter.clock())
    id = await give(alice, bob, "overhead-squat", session=session.id)
    await enter(alice, id, seen=["knee-in.left"], unseen=["knee-in.right"])
    await enter(alice, id, seen=["knee-in.left"])  # once is enough
    entries = await spotter.app[LIVE].log.read(session.id)
    marks = [entry.payload for entry in entries if entry.type == "marker"]
    assert marks == [{"label": "Knee moves in, left", "kind": "checkpoint"}]
    assert {entry.audience for entry in entries if entry.type == "marker"} == {"trainers"}


async def test_what_is_seen_in_a_clip_keeps_its_moment_and_another_clients_clip_is_no_proof(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    id = await give(alice, bob, "overhead-squat")
    clip = await spotter.clip(bob)
    await enter(alice, id, seen=["knee-in.left"], moments={"knee-in.left": {"clip": clip.id, "at_ms": 4200}})
    async with spotter.database.reading() as db:
        found = await results.get(db, id)
    assert found is not None
    assert found.observations[0].proof is not None
    assert (found.observations[0].proof.clip_id, found.observations[0].proof.at_ms) == (clip.id, 4200)
    other = await spotter.clip(await spotter.client("bea"))
    body = {"seen": ["heel-rises.left"], "moments": {"heel-rises.left": {"clip": other.id}}}
    assert (await alice.post(f"/assessments/{id}/results", json=body)).status == 400


async def test_a_client_counts_alone_sends_it_and_the_trainer_has_the_last_word(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    id = await give(alice, bob, "resting-heart-rate", session="")
    phone, path = await link(spotter, bob)
    step = f"{path}/assessments/{id}/steps/count"
    page = (await phone.get(step)).text
    assert "How many beats did you count?" in page
    assert "Practise 15 s" in page
    for word in ("protocol", "baseline", "readiness"):
        assert word not in page.split("<main", 1)[1].split("<script", 1)[0].lower()
    refused = await phone.post(f"{step}/numbers", json={"place": ["beats"], "value": ["5"]})
    assert (refused.json["error"], refused.json["where"]) == ("out-of-range", "beats")
    assert (await phone.post(f"{step}/numbers", json={"place": ["beats"], "value": ["61"]})).json["standing"] == "ready"
    assert (await phone.post(f"{path}/assessments/{id}/send", {})).status == 200
    assert (await phone.post(f"{step}/numbers", json={"place": ["beats"], "value": ["50"]})).status == 409
    found = (await alice.get(f"/assessments/{id}/results", html=False)).json
    assert found["values"]["beats"] == "61"
    await enter(alice, id, place=["beats"], value=["63"])
    assert (await alice.post(f"/assessments/{id}/complete", {})).status == 200
    page = (await alice.get(f"/assessments/{id}")).text
    assert "All looked at" not in page


async def test_a_client_is_not_asked_for_what_only_the_trainer_enters(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    id = await give(alice, bob, "talk-test", session=session.id)
    phone, path = await link(spotter, bob)
    answer = await phone.post(
        f"{path}/assessments/{id}/steps/stages/numbers", json={"place": ["bpm"], "value": ["120"]}
    )
    assert answer.status == 400


@BOTH
async def test_a_repeat_stands_beside_its_first_and_says_what_was_not_the_same(alice: Person, bob: Client) -> None:
    first = await give(alice, bob, "chair-stand")
    await enter(alice, first, place=["count", "arms"], value=["12", "no"], shoes="Barefoot")
    again = (await alice.post(f"/assessments/{first}/repeat", json={})).json["id"]
    await enter(alice, again, place=["count", "arms"], value=["15", "no"], shoes="Shoes")
    page = (await alice.get(f"/assessments/{again}/results")).text
    assert "Shoes: then Barefoot, now Shoes." in page
    assert "+3 reps" in page
    assert "better" in page
    await enter(alice, again, place=["count"], value=["13"])
    assert "within the test's own error" in (await alice.get(f"/assessments/{again}/results")).text


async def test_a_stranger_and_another_trainer_find_nothing(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = await give(alice, bob, "push-up")
    anna = await spotter.sign_in("anna")
    for path in ("results", "complete", "share", "repeat"):
        assert (await anna.post(f"/assessments/{id}/{path}", json={})).status == 404


async def test_a_report_reaches_the_client_when_it_is_given_and_no_sooner(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    first = await give(alice, bob, "chair-stand")
    assert (await alice.post(f"/assessments/{first}/share", {})).status == 400
    await enter(alice, first, place=["count", "arms"], value=["12", "no"])
    again = (await alice.post(f"/assessments/{first}/repeat", json={})).json["id"]
    goal = {"words": "Up the stairs", "measure": "floors", "start": "1", "target": "4", "by_date": "2031-03-03"}
    await alice.post(f"/clients/{bob.id}/goals", json=goal)
    mixed = {"template": "own-time", "begins": "2031-03-03", "time": "10:00"}
    await alice.post(f"/clients/{bob.id}/plan/template", json=mixed)
    for at in (f"/assessments/{again}/results", f"/clients/{bob.id}/plan"):
        assert "1 of 4 floors, by 3 March 2031" in (await alice.get(at)).text
    await enter(alice, again, place=["count", "arms"], value=["15", "no"], note="Three more. <b>Well</b> done.")
    phone, path = await link(spotter, bob)
    report = f"{path}/assessments/{again}/report"
    assert (await phone.get(report)).status == 404
    assert (await phone.get(f"{report}.pdf")).status == 404
    assert (await alice.post(f"/assessments/{again}/share", {})).status == 200
    assert f"/assessments/{again}/report" in (await phone.get(path)).text
    page = (await phone.get(report)).text
    assert "&lt;b&gt;Well&lt;/b&gt;" in page
    assert "Better than then." in page
    assert "Your goal</h2>" in page
    assert "1 of 4 floors, by 3 March 2031" in page
    words = page.split("<main", 1)[1].lower()
    for word in ("protocol", "baseline", "readiness", "referred", " rir", "peer"):
        assert word not in words, word
    for who, where in ((phone, f"{report}.pdf"), (alice, f"/assessments/{again}/report.pdf")):
        answer = await who.get(where)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.body.startswith(b"%PDF")
    assert (await alice.post(f"/assessments/{again}/share", json={"undo": True})).status == 200
    assert (await phone.get(report)).status == 404


async def test_results_become_plots_with_a_table_and_the_change_since_the_first(alice: Person, bob: Client) -> None:
    at = f"/clients/{bob.id}/results"
    assert "Nothing measured yet" in (await alice.get(at)).text
    for count, day in (("12", "2026-01-10"), ("13", "2026-02-21"), ("16", "2026-04-04")):
        id = await give(alice, bob, "chair-stand")
        await enter(alice, id, place=["count", "arms"], value=[count, "no"], taken_on=day)
    page = (await alice.get(at)).text
    assert "from 12 reps to 16 reps in 3 results" in page
    assert "+4 reps since the first" in page
    assert "more than the test's own error (±1.87 reps)" in page
    assert page.count("<circle") == 3
    assert "is not known" not in page
    for reached, day in (("20", "2026-01-10"), ("24", "2026-04-04")):
        id = await give(alice, bob, "sit-and-reach")
        await enter(alice, id, place=["reach"], value=[reached], taken_on=day)
    assert "How far off this test itself may be is not known" in (await alice.get(at)).text
    assert page.count('/results">') >= 3
