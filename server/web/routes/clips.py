"""Clips and where they are found."""

from server.web import clip_comments, clip_files, clips, library, sending
from server.web.reviews import marks
from server.web.roles import Who
from server.web.routes.route import Route

MOST_MARKS_BYTES = 1024 * 1024

ROUTES: tuple[Route, ...] = (
    Route("GET", "/library", library.show, Who.ACCOUNT),
    Route("POST", "/library/delete", library.delete, Who.ACCOUNT, asks="write"),
    Route("POST", "/library/restore", library.restore, Who.ACCOUNT, asks="write"),
    Route("POST", "/library/reviewed", library.reviewed, Who.ACCOUNT, asks="write"),
    Route("GET", "/clips/{clip}", clips.show, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}", clips.save, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/state", clips.state, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/seen", clips.seen, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/retry", clips.retry, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments", clip_comments.comment, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments/{comment}/delete", clip_comments.delete_comment, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/review", marks.changed, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/review", marks.take, Who.TRAINER_OF, most_bytes=MOST_MARKS_BYTES),
    Route("GET", "/clips/{clip}/files/{file}", clip_files.file, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/send", sending.trainer_page, Who.TRAINER_OF, asks="write"),
)
