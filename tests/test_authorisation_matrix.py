"""Every route and every command, called by everybody: whoever is declared may, nobody else learns a thing.

What a route allows is read from its row in `routes/`; one that is not in the table fails here. A caller who may not
call a route gets exactly what they would get for a thing that does not exist. The socket's commands are walked in
test_command_matrix.py.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from server import ids
from server.domain.sharing import Needs
from server.web import limits
from server.web.roles import Who
from server.web.routes import ROUTES, Route
from tests.cast import PASSWORD, Answer, Spotter
from tests.keys import ROLES, Kept, Keys, client_of, keep, moment_of, multipart, shown_by

SIGNED_IN = ("trainer", "another trainer", "reads along", "writes along", "owner")
MAY: dict[Who, tuple[str, ...]] = {
    Who.ANYONE: ROLES,
    Who.ACCOUNT: SIGNED_IN,
    Who.OWNER: ("owner",),
    Who.TRAINER_OF: ("trainer",),  # and of what hangs on a client, as far as Bob is shared: see SHARED
    Who.LINK: ("client",),
    Who.CLIENT_OF: ("client",),
    Who.GUEST_OF: ("lobby guest",),
    Who.CAMERA_OF: ("client",),
    Who.SEAT_OF: ("client",),
}
SHARED: dict[Needs, tuple[str, ...]] = {"own": (), "write": ("writes along",), "read": ("reads along", "writes along")}
# What can be done once only, so that not two of those who may can do it to the same thing.
ONCE = (
    "/clients/{client}/devices/{device}/forget",
    "/clips/{clip}/comments/{comment}/delete",
    "/clips/{clip}/films/{film}/delete",
    "/clips/{clip}/voice-overs/{voice}/delete",
    "/comparisons/{comparison}/delete",
    "/forms/{filled}/files/{form_file}/delete",
    "/forms/{filled}/withdraw",
    "/goals/{goal}",
    "/goals/{goal}/delete",
    "/sessions/{session}/sheets/{client}",
    "/clients/{client}/plan/drop",
    "/clients/{client}/plan/line",
)
BY_TOKEN = (Who.LINK, Who.CLIENT_OF, Who.GUEST_OF, Who.CAMERA_OF)

PLAN = [{"name": "Rest", "kind": "rest", "duration_ms": 1000}]

# A body with which the call works, where an empty one does not.
BODIES: dict[str, dict[str, Any]] = {
    "/sign-in": {"email": "alice@example.org", "password": PASSWORD},
    "/invite/{token}": {"name": "Tom", "email": "tom@example.org", "password": PASSWORD, "time_zone": "UTC"},
    "/settings/profile": {"name": "Somebody", "time_zone": "UTC"},
    "/settings/key-titles": {"titles": ["Start", "Catch"]},
    "/settings/email": {"email": "else@example.org", "password": PASSWORD},
    "/settings/password": {"current": PASSWORD, "password": "eleven otters row south"},
    "/settings/trainers/invite": {"name": "Tim"},
    "/clients": {"name": "Ben", "time_zone": "UTC"},
    "/clients/{client}": {"name": "Bob", "time_zone": "UTC"},
    "/clients/{client}/consents/{purpose}": {"given": True},
    "/clients/{client}/plan/drop": {},
    "/clients/{client}/plan/due": {"deed": "skip"},
    "/clients/{client}/plan/keep": {"name": "Fridays"},
    "/clients/{client}/plan/line": {"what": "check_in", "weekdays": [4], "begins": "2031-03-03"},
    "/clients/{client}/plan/template": {"template": "own-time", "begins": "2031-03-03", "time": "10:00"},
    "/groups/{group}/plan/drop": {},
    "/groups/{group}/plan/due": {"deed": "skip"},
    "/groups/{group}/plan/keep": {"name": "Fridays"},
    "/groups/{group}/plan/line": {"what": "check_in", "weekdays": [4], "begins": "2031-03-03"},
    "/groups/{group}/plan/template": {"template": "own-time", "begins": "2031-03-03", "time": "10:00"},
    "/clients/{client}/erase": {"name": "Bob Birch"},
    "/clients/{client}/shares": {"account": "", "right": "read"},  # with whom: see body_of
    "/settings/sharing": {"client": "", "account": "", "right": "write"},
    "/settings/consents/{purpose}": {"title": "Training", "text": "What it means to train with us."},
    "/clients/{client}/health/review": {"decision": "cleared"},
    "/clients/{client}/health/elsewhere": {
        "form_name": "PAR-Q+",
        "result": "cleared",
        "signed_by": "Bob",
        "checked_on": "",
    },
    "/clients/{client}/assessments": {"protocol": "overhead-squat"},
    "/clips/{clip}/comments": {"text": "Knees out."},
    "/clips/{clip}/voice-overs": {"duration_ms": 1000, "events": [[0, "go", 0]], "pieces": [[100, 1000]]},
    "/clips/{clip}/compare/{other}": {"name": "Then and now"},
    "/comparisons/{comparison}": {"name": "Now and then"},
    "/clips/{clip}/redo": {"words": "Once more."},
    "/c/{token}/clips/{clip}/comments": {"text": "Like this?"},
    "/clips/{clip}/review/send": {"words": "Look at your heels."},
    "/clips/{clip}/review/import": {"format": "spotter-review", "version": 1},
    "/groups/{group}/forms": {"form": "intake"},
    "/groups/{group}/programs": {"starter": "first-steps", "starts_on": "2031-03-03", "training_days": [1, 3, 5]},
    "/groups/{group}/assessments": {"protocol": "sit-and-reach", "has_company": True},
    "/groups/{group}/assess": {"protocol": "chair-stand", "clients": []},
    "/library/protocols": {"title": "Wall sit", "steps": [{"title": "Sit", "measures": [{"title": "Held for"}]}]},
    "/library/protocols/{protocol}": {
        "title": "Wall sit",
        "version": 1,
        "steps": [{"title": "Sit", "measures": [{"title": "Held for", "unit": "s"}]}],
    },
    "/assessments/{assessment}/results": {"place": ["pain"], "value": ["no"]},
    "/clients/{client}/forms": {"form": "intake"},
    "/clients/{client}/goals": {"words": "Ten push-ups"},
    "/forms/{filled}/answers": {"answers": {"why": "To lift"}},
    "/forms/{filled}/questions/{question}/remarks": {"text": "How so?"},
    "/c/{token}/forms/{filled}/answers": {"answers": {"why": "To lift"}},
    "/c/{token}/forms/{filled}/questions/{question}/remarks": {"text": "Like this?"},
    "/goals/{goal}": {"words": "Eleven push-ups", "rev": 1},
    "/library/forms": {"title": "Else", "sections": [{"questions": [{"key": "a", "kind": "text", "label": "A?"}]}]},
    "/library/forms/preview": {
        "title": "Else",
        "sections": [{"questions": [{"key": "a", "kind": "text", "label": "A?"}]}],
    },
    "/library/forms/{form}": {
        "title": "Why",
        "sections": [{"questions": [{"key": "a", "kind": "text", "label": "A?"}]}],
        "rev": 1,
    },
    "/assessments/{assessment}/steps/{step}/redo": {"words": "Once more."},
    "/library/timers": {"name": "Rest", "plan": [{"name": "Rest", "kind": "rest", "duration_ms": 1000}]},
    "/library/timers/{timer}": {
        "name": "Rest",
        "plan": [{"name": "Rest", "kind": "rest", "duration_ms": 1000}],
        "rev": 1,
    },
    "/library/exercises/import": {"text": "exercise,cue\nCrab walk,Push the floor"},
    "/library/exercises/import/check": {"text": "exercise,cue\nCrab walk,Push the floor"},
    "/library/exercises": {"name": "Crab walk"},
    "/library/exercises/{exercise}": {"name": "Bear walk", "rev": 1},
    "/library/timers/{timer}/rename": {"name": "Pause"},
    "/library/timers/{timer}/favourite": {"on": True},
    "/clients/{client}/check-ins": {"weekday": 4},
    "/c/{token}/sessions/{session}/move": {"date": ["2031-05-01"], "time": ["18:00"]},
    "/settings/notices": {"quiet_from": "21:00", "quiet_until": "08:00"},
    "/c/{token}/notices": {"quiet_from": "21:00", "quiet_until": "08:00"},
    "/find-my-page": {"email": "bob@example.org"},
    "/clients/{client}/messages": {"text": "See you at six."},
    "/groups/{group}/messages": {"text": "See you all at six."},
    "/c/{token}/messages": {"text": "See you."},
    "/c/{token}/groups/{group}/messages": {"text": "See you all."},
    "/clients/import": {"text": "First,Email\nIvy,ivy@example.org"},
    "/clients/import/check": {"text": "First,Email\nIvy,ivy@example.org"},
    "/library/programs/import": {"text": "exercise,reps\nCrab walk,8"},
    "/library/programs/import/check": {"text": "exercise,reps\nCrab walk,8"},
    "/programs/{program}": {
        "name": "Strong",
        "starts_on": "2031-05-05",
        "training_days": [1],
        "rev": 1,
    },
    "/clients/{client}/programs": {"starts_on": "2031-05-05", "training_days": [1, 3]},
    "/groups": {"name": "Evenings"},
    "/groups/{group}": {"name": "Evenings"},
    "/sessions": {"date": "2031-05-01", "time": "10:00"},
    "/sessions/{session}": {"date": "2031-05-01", "time": "10:00"},
    "/sessions/{session}/invites": {"name": "Greta"},
    "/sessions/{session}/invites/{invite}/mail": {"email": "gus@example.org"},
    "/sessions/{session}/repeat": {"times": 2},
    "/sessions/{session}/day": {"text": "Squat 3x8", "rev": 0},
    "/sessions/{session}/day/program": {"client": "nobody"},
    "/sessions/{session}/gym/log": {"entries": []},
    "/sessions/{session}/sheets/{client}": {"done": "Squat: 8 × 20 kg", "rev": 1},
    "/sessions/{session}/outcome": {"outcome": "done"},
    "/sessions/{session}/health/{client}/override": {"reason": "Seen in person this morning."},
    "/flags/{flag}": {"verdict": "dismissed"},
    "/sessions/{session}/reschedule": {"date": "2031-05-01"},
    "/c/{token}/consents/{purpose}": {"given": True},
    "/c/{token}/health/changed": {"note": "A cold since Monday."},
    "/c/{token}/program/log": {"entries": []},
}
# Calls that are let in and then end in a refusal of another kind: nothing is set up for mail here, and so on.
ENDS_IN: dict[str, tuple[str, ...]] = {
    "/clients/{client}/health/elsewhere": ("bad-input",),  # it was signed on no day
    "/clients/{client}/health/documents": ("bad-input",),  # neither a PDF nor a picture
    "/c/{token}/health/documents": ("document-not-asked",),
    "/c/{token}/splice-check": ("bad-input",),  # nothing was sent to be cut
    "/seats/{seat}/splice-check": ("bad-input",),
    "/clips/{clip}/redo": ("not-of-an-assessment",),
    "/outbox/{letter}/send": ("letter-not-here",),  # it is on its way already
    "/clients/{client}/link/mail": ("mail-off",),
    "/sessions/{session}/invites/{invite}/mail": ("mail-off",),
    "/c/{token}/code": ("mail-off",),
    "/find-my-page": ("mail-off",),
    "/programs/{program}": ("stale",),  # the second who saves over the same revision
    "/programs/{program}/mail": ("mail-off",),
    "/clients/{client}/check-ins/nudge": ("nudged-already",),
    "/c/{token}/sessions/{session}/move": ("move-asked",),
    "/moves/{move}/accept": ("cannot-move",),  # the room has been opened
    "/moves/{move}/decline": ("move-answered",),
    "/sessions/{session}/day": ("conflict",),  # the room has been opened
    "/sessions/{session}/reschedule": ("conflict",),  # the same
    "/sessions/{session}/day/program": ("conflict", "not-found"),
    "/clips/{clip}/retry": ("nothing-to-retry",),
    "/clips/{clip}/voice-overs": ("nothing-to-speak-over",),  # there is a poster alone
    "/clips/{clip}/films": ("nothing-to-film",),
    "/c/{token}/assessments/{assessment}/send": ("steps-left",),
    "/forms/{filled}/accept": ("form-closed",),  # it was not sent in
    "/library/forms/{form}/restore": ("not-found",),
    "/settings/email": ("email-taken",),  # the second and third account that wants the same address
}


def each(routes: Sequence[Route]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("route", routes, ids=lambda route: f"{route.method} {route.path}")


def who_may(route: Route) -> tuple[str, ...]:
    return MAY[route.who] + (SHARED[route.needs] if route.who is Who.TRAINER_OF else ())


def is_signed_in_only(who: Who) -> bool:
    return who in (Who.ACCOUNT, Who.OWNER, Who.TRAINER_OF)


def body_of(route: Route, keys: Keys, role: str) -> dict[str, Any]:
    body = dict(BODIES.get(route.path, {}))
    if route.path in ("/sessions", "/sessions/{session}"):
        own = role in keys.clients and not (role == "writes along" and "{session}" in route.path)
        body["clients"] = [keys.clients[role if own else "bob"].id]
    if route.path.endswith(("/shares", "/sharing")):
        body["account"] = keys.spotter.accounts["anna"].id
        body["client"] = keys.clients["bob"].id
    if "/plan/" in route.path:
        body |= {"rev": 1, "slot": "2031-03-07"}
        body["line"] = keys.ids[f"line of the {route.path.split('/')[1][:-1]}"]
    if route.path.endswith(("/assess", "}/forms", "}/programs", "}/assessments")) and "{group}" in route.path:
        body["clients"] = [keys.clients["bob"].id]
    if route.path.endswith("/clip"):
        body["clip"] = keys.ids["clip"]
    if route.path.endswith("/camera"):
        body["resume"] = keys.seats[role]["resume"] if role in keys.seats else ids.secret()
    return body


def path_of(route: Route, keys: Keys, **other: str) -> str:
    """The route's path with what belongs to Alice in it; `other` puts something else in a place."""
    folder = route.path.split("/")[1]
    upload = keys.ids[{"c": "client's upload", "seats": "camera's upload"}.get(folder, "upload")]
    names = {**keys.ids, "upload": upload, "token": keys.tokens.get(folder, "")}
    if folder == "c":
        names["comment"] = keys.ids["client's comment"]
    if route.path.endswith("/{account}/end"):
        names["account"] = keys.spotter.accounts["rita"].id
    names["message"] = keys.ids[message_of(route.path)]
    if route.path.endswith("/review/{file}"):
        names["file"] = "review.vtt"
    if "{photo}" in route.path:
        names["assessment"] = keys.ids["pictured assessment"]
    if route.path.endswith("/clips/{clip}/restore"):
        names["clip"] = keys.ids["clip put away"]
    if route.path.endswith("/withdraw"):
        names["filled"] = keys.ids["filled fresh"]
    if route.path == "/c/{token}/forms/{filled}/files/{form_file}/delete":
        names["form_file"] = keys.ids["other form_file"]
    names |= other
    return route.path.replace("{path:.+}", "{path}").format(**names)


def message_of(path: str) -> str:
    """Whose message a route is about: one takes back one's own and cheers at another's."""
    by_client = path.startswith("/c/") != path.endswith("/cheer")
    return f"{'client' if by_client else 'trainer'}'s {'group ' if '/groups/' in path else ''}message"


async def call(route: Route, keys: Keys, role: str, *, html: bool, **other: str) -> Answer:
    if role == "writes along" and "{message}" in route.path:
        other.setdefault("message", keys.ids["writes along's message"])
    if role == "writes along" and route.path.endswith("/comments/{comment}/delete"):
        other.setdefault("comment", keys.ids["writes along's comment"])
    keys.spotter.app[limits.TALLY]._tries.clear()  # type: ignore[attr-defined]
    how: dict[str, Any] = {} if route.method == "GET" else {"json": body_of(route, keys, role)}
    if "/uploads" in route.path:
        how = by_tus(route, keys, role)
    if route.path.endswith("/forms/{filled}/files"):
        how = multipart("photo", b"%PDF-1.7 a letter", "letter.pdf")
    if route.who is Who.SEAT_OF:
        how["headers"] = {**how.get("headers", {}), **shown_by(keys, role)}
    return await keys.people[role].ask(route.method, path_of(route, keys, **other), html=html, **how)


def by_tus(route: Route, keys: Keys, role: str) -> dict[str, Any]:
    headers = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "HEAD"}
    if not route.path.endswith("{upload}"):
        whose = client_of(keys.clients[role if role in keys.clients else "bob"])
        if route.who is Who.SEAT_OF:
            whose = moment_of(keys)
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": whose}
    if route.method == "PATCH":
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        return {"headers": headers, "data": b"abc"}
    if route.method != "POST":
        headers.pop("X-HTTP-Method-Override", None)
    return {"headers": headers}


def is_turned_away(answer: Answer) -> bool:
    if answer.status == 303:
        return answer.location.startswith("/sign-in?next=")
    return answer.status in (401, 403, 404)


def missing(route: Route, keys: Keys) -> dict[str, str]:
    """Ids and tokens of the same look that name nothing."""
    token = {"c": f"{ids.new()}.{'x' * 27}", "g": f"{ids.new()}.{'x' * 27}", "d": f"{ids.new()}.9999999999.{'x' * 27}"}
    named = {
        name: ids.new()
        for name in (
            "client",
            "device",
            "group",
            "session",
            "invite",
            "account",
            "upload",
            "clip",
            "photo",
            "comment",
            "film",
            "voice",
            "comparison",
            "other",
            "assessment",
            "seat",
            "timer",
            "exercise",
            "protocol",
            "sheet",
            "message",
            "letter",
            "move",
            "document",
            "flag",
            "filled",
            "form",
            "form_file",
            "goal",
            "question",
            "template",
            "program",
        )
    }
    return {**named, "token": token.get(route.path.split("/")[1], "")}


def forged(keys: Keys, route: Route, role: str) -> str:
    """The right id with a signature this role could come by: its own, or none."""
    folder = route.path.split("/")[1]
    true = keys.tokens[folder]
    own = {"another client": "bea", "another trainer's client": "charlie"}.get(role)
    mac = keys.link(own).partition(".")[2] if own else "x" * 27
    return f"{true.rpartition('.')[0]}.{mac}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Everybody, to be opened again."""
    return await keep(tmp_path_factory.mktemp("matrix") / "kept")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Keys]:
    """Everybody, for tests that change nothing: whoever is turned away, and whoever only looks."""
    async with kept.opened(tmp_path_factory.mktemp("matrix") / "shared") as keys:
        yield keys


@pytest.fixture
async def keys(kept: Kept, tmp_path: Path) -> AsyncIterator[Keys]:
    """Everybody, for one test alone."""
    async with kept.opened(tmp_path / "var") as keys:
        yield keys


@each(ROUTES)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_route_turns_away_everybody_it_does_not_declare(shared: Keys, route: Route) -> None:
    with named(shared, route):
        for role in ROLES:
            if role not in who_may(route):
                await check_refused(route, shared, role, html=False)
                await check_refused(route, shared, role, html=True)


@each([route for route in ROUTES if route.method == "GET"])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_page_is_shown_to_whom_it_declares(shared: Keys, route: Route) -> None:
    for role in who_may(route):
        await check_let_in(route, shared, role)


@each([route for route in ROUTES if route.method != "GET"])
async def test_a_deed_is_done_for_whom_it_declares(keys: Keys, route: Route) -> None:
    may = who_may(route)
    if route.path in ("/invite/{token}", "/m/{token}", "/sign-in", *ONCE):
        may = may[:1]  # used up by the first, or signed in as another from then on
    with named(keys, route):
        for role in may:
            await check_let_in(route, keys, role)


@each([route for route in ROUTES if route.method == "POST" and route.path in ONCE])
async def test_who_writes_along_may_do_what_is_done_once(keys: Keys, route: Route) -> None:
    await check_let_in(route, keys, "writes along")


@contextlib.contextmanager
def named(keys: Keys, route: Route) -> Iterator[None]:
    """While this lasts, `{invite}` is what it is in this route: that of a guest, or of a trainer."""
    before = keys.ids["invite"]
    if route.path.startswith("/settings/trainers/invites"):
        keys.ids["invite"] = ids.digest(keys.tokens["invite"])
    yield
    keys.ids["invite"] = before


async def check_let_in(route: Route, keys: Keys, role: str) -> None:
    answer = await call(route, keys, role, html=False)
    if answer.status >= 400:
        assert answer.json["error"] in ENDS_IN.get(route.path, ()), (role, answer.text)
    if route.method == "GET":
        answer = await call(route, keys, role, html=True)
        assert not is_turned_away(answer), (role, answer.status)
        assert answer.status in (200, 303), (role, answer.status)


async def check_refused(route: Route, keys: Keys, role: str, *, html: bool) -> None:
    knows_token = forged(keys, route, role) if route.who in BY_TOKEN else ""
    answer = await call(route, keys, role, html=html, **({"token": knows_token} if knows_token else {}))
    assert is_turned_away(answer), (role, answer.status, answer.text[:300])
    if is_signed_in_only(route.who) and role not in SIGNED_IN:
        if html and route.method == "GET":
            assert answer.status == 303, role
        else:
            assert answer.status == 401, role
    else:
        assert answer.status == 404, (role, answer.status)
    nothing = await call(route, keys, role, html=html, **missing(route, keys))
    assert nothing.status == answer.status, role
    assert nothing.body == answer.body, role
    assert sorted(nothing.headers) == sorted(answer.headers), role


@each([route for route in ROUTES if route.who is Who.CLIENT_OF])
@pytest.mark.asyncio(loop_scope="module")
async def test_a_leaked_link_opens_nothing_of_a_client_on_a_device_that_was_never_confirmed(
    shared: Keys, route: Route
) -> None:
    keys = shared
    for role in ROLES:
        if role == "client":
            continue
        answer = await call(route, keys, role, html=False)
        assert answer.status == 401, role
        assert route.method == "HEAD" or answer.json["error"] == "device-not-confirmed", role
        page = await call(route, keys, role, html=True)
        assert page.status in (303, 401), role
        assert "Workout" not in page.text
        assert page.headers.get("Location", f"/c/{keys.tokens['c']}") == f"/c/{keys.tokens['c']}"


async def test_a_leaked_link_shows_nothing_but_the_door(keys: Keys) -> None:
    for role in ROLES:
        if role == "client":
            continue
        page = (await keys.people[role].get(f"/c/{keys.tokens['c']}")).text
        for word in ("Workout", "bob@example.org", "+49 30 1234567", keys.sessions["bob"].id):
            assert word not in page, (role, word)


async def test_a_client_cannot_reach_a_session_of_somebody_else(keys: Keys) -> None:
    for route in ROUTES:
        if route.who is Who.CLIENT_OF and "{session}" in route.path:
            for html in (False, True):
                nothing = await call(route, keys, "client", html=html, session=ids.new())
                for other in ("bea", "charlie"):
                    answer = await call(route, keys, "client", html=html, session=keys.sessions[other].id)
                    assert answer.status == 404
                    assert answer.body == nothing.body


async def test_a_thing_of_another_belongs_to_its_own_path_alone(keys: Keys) -> None:
    """An invite of one session cannot be revoked through another session, even by the trainer of both."""
    other = keys.sessions["bea"].id
    for deed in ("revoke", "mail"):
        path = f"/sessions/{other}/invites/{keys.ids['invite']}/{deed}"
        answer = await keys.people["trainer"].post(path, json={"email": "gus@example.org"})
        assert answer.status == 404


async def test_a_device_of_one_client_cannot_be_forgotten_through_another(keys: Keys) -> None:
    path = f"/clients/{keys.ids['client']}/devices/{keys.ids['other device']}/forget"
    assert (await keys.people["trainer"].post(path, {})).status == 404


async def test_every_route_there_is_stands_in_the_table(spotter: Spotter) -> None:
    declared = {(route.method, route.path) for route in ROUTES}
    declared |= {("HEAD", path) for method, path in declared if method == "GET"}
    declared |= {("GET", "/live/"), ("HEAD", "/live/")}  # the socket; its commands are walked in test_command_matrix.py
    found = {(route.method, route.resource.canonical) for route in spotter.app.router.routes() if route.resource}
    patterns = {(method, path.replace("{path:.+}", "{path}")) for method, path in declared}
    assert found == patterns
    assert len(ROUTES) == len({(route.method, route.path) for route in ROUTES})


def test_every_row_says_who_may_call_it() -> None:
    assert all(isinstance(route.who, Who) for route in ROUTES)
    assert set(MAY) == set(Who)
    assert {*BODIES, *ENDS_IN} <= {route.path for route in ROUTES}
