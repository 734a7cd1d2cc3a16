"""Whether what a letter tells is still news when it leaves: not read or done meanwhile, not decided, not over."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from server import session_notices
from server.domain import sessions as session_rules
from server.domain.assessments import is_with_client
from server.domain.readiness.states import ASKED
from server.domain.sessions import State
from server.domain.threads.letters import Letter
from server.domain.threads.messages import Thread
from server.store import (
    assessments,
    client_sheets,
    comments,
    comparisons,
    films,
    programs,
    readiness,
    red_flags,
    results,
    reviews,
    sessions,
    threads,
    voice_overs,
)
from server.store.database import Db
from server.store.forms import filled as forms

# Called with the id that the letter is about, and the moment.
Judge = Callable[[Db, Letter, str, int], Awaitable[bool]]


async def is_news(db: Db, letter: Letter, now_ms: int) -> bool:
    """Whether it is. A letter that is about nothing in particular stays news until it is of no use."""
    if now_ms >= letter.useless_at_ms:
        return False
    for word, judge in _JUDGES.items():
        if word in letter.about:
            return await judge(db, letter, str(letter.about[word]), now_ms)
    return True


# ---- what is read


async def _thread(db: Db, letter: Letter, key: str, _now_ms: int) -> bool:
    side, _, id = key.partition(":")
    thread = Thread(group_id=id) if side == "g" else Thread(client_id=id)
    return await threads.new_in(db, thread, letter.person) is not None


async def _comments(db: Db, letter: Letter, clip_id: str, _now_ms: int) -> bool:
    return bool(await comments.new_for(db, letter.person, [clip_id]))


async def _review(db: Db, letter: Letter, clip_id: str, _now_ms: int) -> bool:
    review = await reviews.get(db, clip_id)
    return review.sent_at_ms == letter.about["sent_at_ms"] and review.opened_at_ms is None


async def _parts(db: Db, _letter: Letter, clip_id: str, _now_ms: int) -> bool:
    voices = await voice_overs.of_clip(db, clip_id, sent_only=True)
    return bool(voices or await films.of_clip(db, clip_id, sent_only=True))


async def _comparison(db: Db, letter: Letter, comparison_id: str, _now_ms: int) -> bool:
    pair = await comparisons.get(db, comparison_id)
    if pair is None or pair.deleted_at_ms is not None:
        return False
    return pair.sent_at_ms == letter.about["sent_at_ms"] and pair.opened_at_ms is None


# ---- what is to be done


async def _redo(db: Db, letter: Letter, assessment_id: str, _now_ms: int) -> bool:
    asked = await assessments.get(db, assessment_id)
    if asked is None or asked.cancelled_at_ms is not None:
        return False
    return asked.step(str(letter.about["step"])).redo_at_ms is not None


async def _taken(db: Db, _letter: Letter, assessment_id: str, _now_ms: int) -> bool:
    sent = await assessments.get(db, assessment_id)
    return sent is not None and sent.cancelled_at_ms is None and sent.reviewed_at_ms is None


async def _flag(db: Db, _letter: Letter, flag_id: str, _now_ms: int) -> bool:
    """Also while only one is open that was raised after it: the letter stands for that, too."""
    flag = await red_flags.get(db, flag_id)
    if flag is None:
        return False
    known = await red_flags.of_client(db, flag.client_id)
    return any(one.verdict == "open" and one.at_ms >= flag.at_ms for one in known)


async def _health(db: Db, _letter: Letter, client_id: str, now_ms: int) -> bool:
    return (await readiness.standings(db, [client_id], now_ms))[client_id].state in ASKED


async def _form(db: Db, letter: Letter, filled_id: str, _now_ms: int) -> bool:
    filled = await forms.get(db, filled_id)
    return filled is not None and filled.state == "open" and filled.sent_at_ms == letter.about["sent_at_ms"]


async def _assessment(db: Db, _letter: Letter, assessment_id: str, _now_ms: int) -> bool:
    given = await assessments.get(db, assessment_id)
    return given is not None and is_with_client(given)


async def _program(db: Db, _letter: Letter, program_id: str, _now_ms: int) -> bool:
    program = await programs.get(db, program_id)
    return program is not None and program.deleted_at_ms is None and program.ended_at_ms is None


async def _report(db: Db, letter: Letter, assessment_id: str, _now_ms: int) -> bool:
    result = await results.get(db, assessment_id)
    return result is not None and result.shared_at_ms == letter.about["shared_at_ms"]


async def _sheet(db: Db, letter: Letter, session_id: str, _now_ms: int) -> bool:
    kept = await client_sheets.get(db, session_id, str(letter.client_id))
    return kept.approved is not None and kept.approved.number == letter.about["number"]


# ---- what is on its day


async def _session(db: Db, letter: Letter, session_id: str, now_ms: int) -> bool:
    session = await sessions.get(db, session_id)
    if letter.kind == "session":
        return bool(session_notices.starts_for(letter.client_id, session) == letter.about["starts_at_ms"])
    if session is None or session.starts_at_ms != letter.about.get("starts_at_ms", session.starts_at_ms):
        return False
    if letter.kind == "arrival" and (session.opened_at_ms or 0) > letter.created_at_ms:
        return False  # the trainer has come meanwhile
    return session_rules.state(session, now_ms) in (State.PLANNED, State.OPEN)


_JUDGES: Final[Mapping[str, Judge]] = {  # by the word under which the letter's `about` has the id
    "thread": _thread,
    "comment": _comments,
    "review": _review,
    "parts": _parts,
    "comparison": _comparison,
    "redo": _redo,
    "taken": _taken,
    "flag": _flag,
    "health": _health,
    "form": _form,
    "assessment": _assessment,
    "program": _program,
    "report": _report,
    "sheet": _sheet,
    "session": _session,
}
