"""A client's own page."""

from server.web import client_assessments, client_page, client_sheets, clip_comments, clip_files, clips, rooms, sending
from server.web.protocols import step_photos
from server.web.reviews import files as review_files
from server.web.reviews import films, marks, paper, voice_overs
from server.web.reviews import sending as sending_reviews
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/c/{token}", client_page.show, Who.LINK),
    Route("POST", "/c/{token}/confirm", client_page.confirm, Who.LINK),
    Route("POST", "/c/{token}/code", client_page.ask_code, Who.LINK),
    Route("POST", "/c/{token}/consents/{purpose}", client_page.record_consent, Who.CLIENT_OF),
    Route("GET", "/c/{token}/sessions/{session}", rooms.client_room, Who.CLIENT_OF),
    Route("POST", "/c/{token}/sessions/{session}/join", rooms.client_join, Who.CLIENT_OF),
    Route("POST", "/c/{token}/sessions/{session}/camera", rooms.client_camera, Who.CLIENT_OF),
    Route("GET", "/c/{token}/sessions/{session}/calendar.ics", client_page.calendar, Who.CLIENT_OF),
    Route("GET", "/c/{token}/sessions/{session}/sheet", client_sheets.show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/sessions/{session}/sheet.pdf", client_sheets.client_pdf, Who.CLIENT_OF),
    Route("GET", "/c/{token}/send", sending.client_page, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}", clips.client_show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/state", clips.client_state, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/comments", clip_comments.client_comment, Who.CLIENT_OF),
    Route(
        "POST", "/c/{token}/clips/{clip}/comments/{comment}/delete", clip_comments.client_delete_comment, Who.CLIENT_OF
    ),
    Route("GET", "/c/{token}/clips/{clip}/review", marks.client_changed, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/review/page.pdf", paper.client_page, Who.CLIENT_OF),
    Route(
        "POST",
        "/c/{token}/clips/{clip}/review/page.pdf",
        paper.client_page,
        Who.CLIENT_OF,
        most_bytes=24 * 1024 * 1024,
    ),
    Route("GET", "/c/{token}/clips/{clip}/review/{file}", review_files.client_file, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/review/opened", sending_reviews.client_opened, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/review/read", sending_reviews.client_read, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/seen", clips.client_seen, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/delete", clips.client_delete, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/restore", clips.client_restore, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/voice-overs", voice_overs.client_all, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/voice-overs/{voice}", voice_overs.client_show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/voice-overs/{voice}/sound", voice_overs.client_sound, Who.CLIENT_OF),
    Route(
        "GET", "/c/{token}/clips/{clip}/voice-overs/{voice}/captions.vtt", voice_overs.client_captions, Who.CLIENT_OF
    ),
    Route("GET", "/c/{token}/clips/{clip}/films", films.client_all, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/films/{film}/file", films.client_file, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/files/{file}", clip_files.client_file, Who.CLIENT_OF),
    Route("GET", "/c/{token}/groups/{group}/clips/{clip}/files/{file}", clip_files.group_file, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}", client_assessments.show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/pictures/{photo}/{file}", step_photos.client_file, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/steps/{step}", client_assessments.step, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/steps/{step}/clip", client_assessments.attach, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/steps/{step}/numbers", client_assessments.answer, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/steps/{step}/skip", client_assessments.skip, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/send", client_assessments.send, Who.CLIENT_OF),
)
