"""Uploads by tus 1.0."""

from server.web import splice_check, uploads
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("OPTIONS", "/uploads", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("POST", "/uploads", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("OPTIONS", "/uploads/{upload}", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("HEAD", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True, asks="own"),
    Route("PATCH", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True, asks="own"),
    Route("DELETE", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True, asks="own"),
    Route("POST", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True, asks="own"),  # overridden
    Route("POST", "/c/{token}/splice-check", splice_check.check, Who.CLIENT_OF),
    Route("OPTIONS", "/c/{token}/uploads", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route("POST", "/c/{token}/uploads", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route("OPTIONS", "/c/{token}/uploads/{upload}", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route("HEAD", "/c/{token}/uploads/{upload}", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route("PATCH", "/c/{token}/uploads/{upload}", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route("DELETE", "/c/{token}/uploads/{upload}", uploads.client, Who.CLIENT_OF, is_streamed=True),
    Route(
        "POST", "/c/{token}/uploads/{upload}", uploads.client, Who.CLIENT_OF, is_streamed=True
    ),  # X-HTTP-Method-Override
)
