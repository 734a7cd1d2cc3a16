"""Letters about what a trainer gives a client to do or to read, so that nothing waits on a page that nobody opens."""

from collections.abc import Mapping
from typing import Any

from server import notices
from server.domain.assessments import Assessment
from server.domain.client_sheets import Version
from server.domain.forms.filled import Filled
from server.domain.people import Client
from server.domain.programs.program import Program
from server.domain.protocols.results import Result
from server.domain.threads import letters as rules
from server.settings import Settings
from server.store import accounts
from server.store.database import Db


async def form_asked(db: Db, settings: Settings, client: Client, filled: Filled, now_ms: int) -> None:
    """Tells of questions to answer on one's own time; also once more each time something is asked back."""
    what: rules.Given = "form" if filled.sent_at_ms is None else "asked-back"
    about = {"form": filled.id, "sent_at_ms": filled.sent_at_ms}
    once = f"form:{filled.id}:{filled.sent_at_ms or 0}"
    await _tell(db, settings, client, what, once, f"forms/{filled.id}", about, now_ms)


async def assessment_given(db: Db, settings: Settings, client: Client, given: Assessment, now_ms: int) -> None:
    """Tells of an assessment to do on one's own time."""
    if given.session_id is None and given.delivery == "async":
        there, about = f"assessments/{given.id}", {"assessment": given.id}
        await _tell(db, settings, client, "assessment", f"assessment:{given.id}", there, about, now_ms)


async def program_given(db: Db, settings: Settings, client: Client, copy: Program, now_ms: int) -> None:
    """Tells of a program, once its trainer has had time to go over the copy."""
    once, about = f"program:{copy.id}", {"program": copy.id}
    await _tell(db, settings, client, "program", once, "program", about, now_ms, rules.PARTS_TOGETHER_MS)


async def report_given(db: Db, settings: Settings, client: Client, result: Result, now_ms: int) -> None:
    """Tells of a report of what came out."""
    once = f"report:{result.assessment_id}:{result.shared_at_ms}"
    about = {"report": result.assessment_id, "shared_at_ms": result.shared_at_ms}
    await _tell(db, settings, client, "report", once, f"assessments/{result.assessment_id}/report", about, now_ms)


async def sheet_given(
    db: Db, settings: Settings, client: Client, session_id: str, version: Version, now_ms: int
) -> None:
    """Tells of what a session was, in the trainer's words; of each version once."""
    once = f"sheet:{session_id}:{version.number}"
    about = {"sheet": session_id, "number": version.number}
    await _tell(db, settings, client, "sheet", once, f"sessions/{session_id}/sheet", about, now_ms)


async def _tell(
    db: Db,
    settings: Settings,
    client: Client,
    what: rules.Given,
    once: str,
    where: str,
    about: Mapping[str, Any],
    now_ms: int,
    wait_ms: int = rules.WAITS_FOR_READING_MS,
) -> None:
    trainer = await accounts.get(db, client.trainer_id)
    url = f"{notices.page_of(settings, client)}/{where}"
    said = rules.given(client.name, trainer.name if trainer else "Your trainer", what, url)
    await notices.tell(db, client, "given", once, said, now_ms=now_ms, wait_ms=wait_ms, about=about)
