"""What a client says of themselves while getting to know each other stands on their card too, where nothing stood."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from server.domain import wall_clock
from server.domain.forms.filled import Filled
from server.store import clients
from server.store.database import Db

# Question of the form -> field of the client. What a trainer wrote there stays.
FIELDS = {
    "birth_date": "birth_date",
    "emergency_name": "emergency_name",
    "emergency_phone": "emergency_phone",
    "address": "address",
}
FORM = "intake"
MOST = {"emergency_name": 120, "emergency_phone": 40, "address": 300}


async def heard(db: Db, filled: Filled, by: str, now_ms: int) -> None:
    """Fills what is empty on the card of whoever sent in the form. What a card would not take is left out."""
    if filled.key != FORM:
        return
    client = await clients.get(db, filled.client_id, lock=True)
    if client is None:
        return
    told: dict[str, Any] = {
        field: value.strip()
        for question, field in FIELDS.items()
        if isinstance(value := filled.told.get(question), str) and value.strip() and not getattr(client, field)
    }
    fitting = {field: value for field, value in told.items() if _fits(field, value, now_ms)}
    if fitting:
        await clients.save(db, replace(client, **fitting))


def _fits(field: str, value: str, now_ms: int) -> bool:
    if field == "birth_date":
        try:
            return date(1901, 1, 1) <= date.fromisoformat(value) <= wall_clock.utc(now_ms).date()
        except ValueError:
            return False
    return len(value) <= MOST[field] and not re.search(r"[<>\n]", value)
