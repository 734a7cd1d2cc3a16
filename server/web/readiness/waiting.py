"""What of health checks waits for the trainer, as lines of the inbox."""

from collections.abc import Sequence

from aiohttp import web

from server.domain.accounts import Account
from server.domain.readiness import words
from server.domain.threads.waiting import Waiting
from server.web.answers import now
from server.web.readiness import cards


async def health(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Red flags to decide, health checks that want the trainer's word, and what doctors wrote."""
    found = await cards.to_decide(request, me)
    moment = now(request)
    return [
        *(
            Waiting(
                kind="red-flag",
                client=client.name,
                since_ms=flag.at_ms,
                link=f"/clients/{client.id}/health#flag-{flag.id}",
                words=f"{client.name} {words.HAPPENED[flag.kind]}: was it a red flag?",
            )
            for client, flag in found.flags
        ),
        *(
            Waiting(
                kind="health",
                client=client.name,
                since_ms=standing.entry.at_ms if standing.entry is not None else moment,
                link=f"/clients/{client.id}/health",
                words=f"Review {client.name}'s health check: {words.FOR_TRAINER[standing.state][0]}",
            )
            for client, standing in found.review
        ),
        *(
            Waiting(
                kind="health",
                client=client.name,
                since_ms=letter.created_at_ms,
                link=f"/clients/{client.id}/health",
                words=f"{client.name} sent what the doctor wrote",
            )
            for client, letter in found.letters
        ),
    ]
