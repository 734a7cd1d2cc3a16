"""Doors to what is written down about a client: forms, goals, assessments, health."""

from server.access.doorway import given, owned, there
from server.access.people import about_client, client
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.forms.filled import Filled
from server.domain.forms.goals import Goal
from server.domain.people import Client
from server.domain.protocols.sheets import Sheet
from server.domain.readiness.documents import Document
from server.domain.readiness.flags import Flag
from server.store import assessment_sheets, assessments, health_documents, red_flags
from server.store.database import Db
from server.store.forms import filled as filled_forms
from server.store.forms import goals


async def filled_form(db: Db, me: Account, filled_id: str, *, lock: bool = False) -> Filled:
    """A form of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    return await about_client(db, me, await filled_forms.get(db, filled_id, lock=lock))


async def filled_form_of(db: Db, client: Client, filled_id: str, *, lock: bool = False) -> Filled:
    """A form this client was given."""
    return given(client, await filled_forms.get(db, filled_id, lock=lock))


async def goal(db: Db, me: Account, goal_id: str, *, lock: bool = False) -> Goal:
    """A goal of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    return await about_client(db, me, await goals.get(db, goal_id, lock=lock))


async def assessment(db: Db, me: Account, assessment_id: str, *, lock: bool = False) -> Assessment:
    """An assessment of a client of mine; with `lock` nobody else changes it until this transaction ends."""
    return await about_client(db, me, await assessments.get(db, assessment_id, lock=lock))


async def assessment_of(db: Db, client: Client, assessment_id: str, *, lock: bool = False) -> Assessment:
    """An assessment this client was given."""
    return given(client, await assessments.get(db, assessment_id, lock=lock))


async def assessment_sheet(db: Db, me: Account, sheet_id: str) -> Sheet:
    """A group's sheet that I began."""
    return owned(me, await assessment_sheets.get(db, sheet_id))


async def red_flag(db: Db, me: Account, flag_id: str, *, lock: bool = False) -> tuple[Flag, Client]:
    """A red flag of a client of mine, and the client; with `lock` nobody else changes either."""
    found = there(await red_flags.get(db, flag_id, lock=lock))
    return found, await client(db, me, found.client_id, lock=lock)


async def health_document(db: Db, client: Client, document_id: str) -> Document:
    """A document about this client's health, without its bytes."""
    return given(client, await health_documents.get(db, document_id))
