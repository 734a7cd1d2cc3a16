"""Pages to send files: a client's own, and a trainer's for what came by mail or hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain import protocols, sessions, wording
from server.domain.accounts import DAY_MS, Account
from server.domain.assessments import Assessment
from server.domain.clips import CAME_BY
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.sessions import Session
from server.domain.uploads import MINE, MOST_NOTE
from server.store import protocols as protocols_store
from server.store import sessions as sessions_store
from server.web.answers import db, now, page
from server.web.assessment_steps import title_of
from server.web.client_page import confirmed
from server.web.edge import SETTINGS
from server.web.identity import signed_in

SHOWN_BACK_MS = 60 * DAY_MS
SHOWN_SESSIONS = 20


@dataclass(frozen=True, slots=True)
class Meant:
    """The step of an assessment that a file is for."""

    assessment: Assessment
    step: protocols.Step

    @property
    def title(self) -> str:
        """What the clip will be called."""
        return title_of(self.assessment, self.step)


async def client_page(request: web.Request) -> web.StreamResponse:
    """Where a client sends files; with ?assessment=&step= for that step."""
    client = await confirmed(request)
    here = f"/c/{request.match_info['token']}"
    trainer = await access.trainer_of(db(request), client)
    meant = None
    if wanted := request.query.get("assessment"):
        meant = await _meant(await access.assessment_of(db(request), client, wanted), request)
    back = f"{here}/assessments/{meant.assessment.id}" if meant else here
    return page(
        request,
        "sending/client.html",
        client=client,
        trainer=trainer,
        meant=meant,
        back=back,
        token=request.match_info["token"],
        sessions=await _recent(request, client),
        wording=wording,
        config={
            **_config(request, here, f"c:{client.id}", meant),
            "done": back,
        },
    )


async def trainer_page(request: web.Request) -> web.StreamResponse:
    """Where a trainer sends files of a client; with ?assessment=&step= for that step, ?session= for that session."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    meant = None
    if wanted := request.query.get("assessment"):
        meant = await _meant(await _assessment(request, me, client, wanted), request)
    back = f"/assessments/{meant.assessment.id}" if meant else f"/clients/{client.id}"
    recent = await _recent(request, client)
    return page(
        request,
        "sending/trainer.html",
        client=client,
        meant=meant,
        back=back,
        came_by={key: words for key, words in CAME_BY.items() if key},
        sessions=recent,
        session_id=request.query.get("session", ""),
        wording=wording,
        config={
            **_config(request, "", f"t:{me.id}:{client.id}", meant),
            "client": client.id,
            "done": back,
        },
    )


async def own_page(request: web.Request) -> web.StreamResponse:
    """Where a trainer adds photos and films of their own, of nobody they train; ?exercise= leads back to that one."""
    me = await signed_in(request)
    back = "/library"
    if key := request.query.get("exercise"):
        back = f"/library/exercises/{(await access.exercise(db(request), me, key)).key}#pictures"
    config = {**_config(request, "", f"t:{me.id}:{MINE}", None), "client": MINE, "done": back}
    return page(request, "sending/own.html", back=back, config=config)


def _config(request: web.Request, base: str, owner: str, meant: Meant | None) -> dict[str, Any]:
    """What the page's script starts from."""
    return {
        "base": base,
        "owner": owner,
        "most_note": MOST_NOTE,
        "most_bytes": request.app[SETTINGS].clip_max_bytes,
        "about": {"assessment": meant.assessment.id, "step": meant.step.key} if meant else {},
        "title": meant.title if meant else "",
    }


async def _meant(assessment: Assessment, request: web.Request) -> Meant:
    protocol = await protocols_store.of(db(request), assessment)
    return Meant(assessment, protocol.step(request.query.get("step", "")))


async def _assessment(request: web.Request, me: Account, client: Client, assessment_id: str) -> Assessment:
    found = await access.assessment(db(request), me, assessment_id)
    if found.client_id != client.id:
        raise NotFound
    return found


async def _recent(request: web.Request, client: Client) -> Sequence[Session]:
    """The client's sessions that a file may belong to, the latest first: begun, not cancelled."""
    moment = now(request)
    found = await sessions_store.for_client(
        db(request),
        client.id,
        from_ms=moment - SHOWN_BACK_MS,
        before_ms=moment,
        newest_first=True,
        limit=SHOWN_SESSIONS,
    )
    return [one for one in found if sessions.state(one, moment) is not sessions.State.CANCELLED]
