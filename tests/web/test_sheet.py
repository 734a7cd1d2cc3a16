"""The session sheet and its chapters, from a log as the room writes it."""

from typing import Any

import pytest

from server.demo import past
from server.domain.sessions import Session
from server.live import LIVE
from signaling.log import Draft
from tests.cast import Person, Spotter

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
async def session(spotter: Spotter) -> Session:
    """Bob's session with Alice, now."""
    return await spotter.session("alice", await spotter.client("bob"), title="Workout with Bob Birch")


class Story:
    """Writes a session's log, letting time pass."""

    def __init__(self, spotter: Spotter, session: Session) -> None:
        self.spotter, self.room = spotter, session.id

    async def add(self, type: str, actor: str = "alice", **payload: Any) -> int:
        entry = await self.spotter.app[LIVE].append(self.room, Draft(type=type, payload=payload, actor=actor))
        return entry.seq

    async def come(self, id: str, name: str, role: str = "client") -> None:
        peer = {"id": id, "person": f"c:{id}", "name": name, "role": role, "device": "main", "state": "in"}
        await self.add("peer.admitted", peer=peer)

    async def cue(self, say: str, *, seen: bool = True, kind: str = "form") -> None:
        seq = await self.add("cue", say=say, kind=kind, focus="", to="everyone", speak=False)
        if seen:
            await self.add("cue.shown", "bob", cue_seq=seq, peer="bob", at_ms=self.spotter.clock())

    async def tabata(self) -> None:
        timer = {"id": "t", "rev": 1, "title": "Tabata", "plan": past.tabata(), "state": "running"}
        await self.add("timer", timer={**timer, "at_ms": self.spotter.clock(), "elapsed_ms": 0, "to": "everyone"})


@pytest.fixture
async def story(spotter: Spotter, session: Session) -> Story:
    """An hour with Bob: cues, a timer, a marker, chat, the phone."""
    story, clock = Story(spotter, session), spotter.clock
    await story.add("session.opened", title="Workout")
    await story.come("alice", "Alice Archer", "trainer")
    clock.advance(s=60)
    await story.come("bob", "Bob Birch")
    clock.advance(s=30)
    await story.cue("Push the floor away")
    await story.cue("Push the floor away", seen=False)
    clock.advance(s=30)
    await story.tabata()
    clock.advance(minutes=10)
    await story.add("marker", label="left knee")
    await story.add("chat", "bob", text=f"Lighter band? {HOSTILE}")
    await story.add("consent", person="c:bob", purpose="recording", given=False)
    await story.add("phone", on=True)
    clock.advance(minutes=48)
    return story


async def test_the_sheet_tells_the_session_in_words(alice: Person, story: Story, session: Session) -> None:
    await story.add("session.ended")
    page = (await alice.get(f"/sessions/{session.id}/sheet")).text
    for words in (
        "1 h",
        "Bob Birch came in",
        "twice, 1 of them missed",
        "Tabata: all 8 rounds, 4 min",
        "left knee",
        "Lighter band?",
        "Bob Birch withdrew: Recording a whole session",
        "Carried on by phone",
        "The session ended",
        "2:00",
    ):
        assert words in page, words
    assert HOSTILE not in page
    assert 'value="done"' in page


async def test_during_the_session_the_sheet_says_how_far_it_is(alice: Person, story: Story, session: Session) -> None:
    page = (await alice.get(f"/sessions/{session.id}/sheet")).text
    assert "The session goes on" in page


async def test_the_chapters_are_webvtt(alice: Person, story: Story, session: Session) -> None:
    await story.add("session.ended")
    answer = await alice.get(f"/sessions/{session.id}/chapters.vtt")
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="session-')
    assert answer.text.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:02:0")
    assert "Tabata, round 8 of 8" in answer.text
    assert "left knee" in answer.text


async def test_before_anything_happened_the_sheet_says_what_will_be_on_it(alice: Person, session: Session) -> None:
    page = (await alice.get(f"/sessions/{session.id}/sheet")).text
    assert "Nothing on the sheet yet" in page
    none = await alice.get(f"/sessions/{session.id}/chapters.vtt", html=False)
    assert (none.status, none.json["error"]) == (404, "not-found")


async def test_a_log_with_rows_of_a_newer_server_is_still_told(alice: Person, story: Story, session: Session) -> None:
    await story.add("something.new", anything=[1, 2, 3])
    assert (await alice.get(f"/sessions/{session.id}/sheet")).status == 200
