"""Clips and where they are found."""

from server.domain.review.performing import MOST_BYTES
from server.web import clip_comments, clip_files, clips, library, sending, takes
from server.web.reviews import files as review_files
from server.web.reviews import films, marks, paper, voice_overs
from server.web.reviews import sending as sending_reviews
from server.web.roles import Who
from server.web.routes.route import Route

MOST_MARKS_BYTES = 1024 * 1024
MOST_PICTURES_BYTES = 24 * 1024 * 1024  # of key frames, in base64
MOST_FILE_BYTES = 40 * 1024 * 1024  # a review that was taken along

MOST_CAPTIONS = 1024 * 1024

ROUTES: tuple[Route, ...] = (
    Route("GET", "/library", library.show, Who.ACCOUNT),
    Route("GET", "/library/send", sending.own_page, Who.ACCOUNT),
    Route("POST", "/library/delete", library.delete, Who.ACCOUNT, asks="write"),
    Route("POST", "/library/restore", library.restore, Who.ACCOUNT, asks="write"),
    Route("POST", "/library/reviewed", library.reviewed, Who.ACCOUNT, asks="write"),
    Route("GET", "/clips/{clip}", clips.show, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}", clips.save, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/state", clips.state, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/seen", clips.seen, Who.TRAINER_OF, asks="read"),
    Route("POST", "/clips/{clip}/retry", clips.retry, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments", clip_comments.comment, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments/{comment}/delete", clip_comments.delete_comment, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/review", marks.changed, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/review", marks.take, Who.TRAINER_OF, most_bytes=MOST_MARKS_BYTES),
    Route("GET", "/clips/{clip}/voice-overs", voice_overs.all, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/voice-overs", voice_overs.make, Who.TRAINER_OF, most_bytes=MOST_BYTES),
    Route("GET", "/clips/{clip}/voice-overs/{voice}", voice_overs.show, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/voice-overs/{voice}", voice_overs.change, Who.TRAINER_OF, most_bytes=MOST_CAPTIONS),
    Route("POST", "/clips/{clip}/voice-overs/{voice}/delete", voice_overs.delete, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/voice-overs/{voice}/sound", voice_overs.sound, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/voice-overs/{voice}/captions.vtt", voice_overs.captions, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/films", films.all, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/films", films.make, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/films/{film}/cancel", films.cancel, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/films/{film}/delete", films.delete, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/films/{film}/send", films.send, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/films/{film}/file", films.file, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/review/send", sending_reviews.send, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/review/page.pdf", paper.trainer_page, Who.TRAINER_OF),
    Route(
        "POST",
        "/clips/{clip}/review/page.pdf",
        paper.trainer_page,
        Who.TRAINER_OF,
        most_bytes=MOST_PICTURES_BYTES,
        asks="read",
    ),
    Route("GET", "/clips/{clip}/review/{file}", review_files.trainer_file, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/review/import", review_files.bring_in, Who.TRAINER_OF, most_bytes=MOST_FILE_BYTES),
    Route("POST", "/clips/{clip}/review/noticed", sending_reviews.noticed, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments/{comment}/resolve", clip_comments.resolve, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/redo", takes.redo, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/files/{file}", clip_files.file, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/send", sending.trainer_page, Who.TRAINER_OF, asks="write"),
)
