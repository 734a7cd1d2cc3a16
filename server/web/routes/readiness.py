"""Health checks: a client's own, the trainer's review, red flags, overrides; and the words of consents."""

from server.domain.readiness.documents import MOST_BYTES
from server.web.readiness import documents, flags, health_check, overrides, own, review, texts
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/clients/{client}/health", review.show, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/health/review", review.decide, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/health/elsewhere", review.elsewhere, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/health/documents", documents.add, Who.TRAINER_OF, most_bytes=MOST_BYTES + 1),
    Route("GET", "/clients/{client}/health/documents/{document}", documents.file, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/health/{client}/override", overrides.begin, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/health/{client}/override/end", overrides.end, Who.TRAINER_OF),
    Route("POST", "/flags/{flag}", flags.decide, Who.TRAINER_OF),
    Route("GET", "/settings/consents", texts.show, Who.OWNER),
    Route("POST", "/settings/consents/{purpose}", texts.save, Who.OWNER),
    Route("GET", "/c/{token}/health", own.show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/health/begin", health_check.begin, Who.CLIENT_OF),
    Route("POST", "/c/{token}/health/changed", own.changed, Who.CLIENT_OF),
    Route("POST", "/c/{token}/health/documents", documents.send, Who.CLIENT_OF, most_bytes=MOST_BYTES + 1),
)
