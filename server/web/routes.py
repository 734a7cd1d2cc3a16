"""The table of contents of the HTTP side: method, path, handler, and who may call it. Boring and complete."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from server.web import (
    account,
    assessments,
    client_assessments,
    client_page,
    client_sheets,
    clients,
    clip_comments,
    clip_files,
    clips,
    day,
    design,
    doors,
    exercise_tables,
    exercises,
    files,
    groups,
    health,
    invites,
    library,
    rooms,
    sending,
    session_changes,
    session_invites,
    session_planning,
    sessions,
    sheet,
    sign_in,
    splice_check,
    status,
    timers,
    today,
    trainers,
    uploads,
)
from server.web.exercise_tables import TABLE_MOST_BYTES
from server.web.roles import Who

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """One row: `{name}` in the path is an id or a token."""

    method: str
    path: str
    handler: Handler
    who: Who
    most_bytes: int = 0  # of its body, when it takes more than others
    is_streamed: bool = False  # takes a body of any size as it comes, and opens its own transactions


ROUTES: tuple[Route, ...] = (
    # The machine
    Route("GET", "/healthz", health.healthz, Who.ANYONE),
    Route("GET", "/metrics", health.metrics, Who.ANYONE),  # counts and durations, for trusted networks only
    Route("GET", "/network-check", health.network_check, Who.ANYONE),
    Route("GET", "/design", design.design, Who.ANYONE),
    Route("GET", "/favicon.ico", files.favicon, Who.ANYONE),
    Route("GET", "/static/{version}/{path:.+}", files.file, Who.ANYONE),
    # Signing in
    Route("GET", "/", today.front, Who.ANYONE),
    Route("GET", "/sign-in", sign_in.show, Who.ANYONE),
    Route("POST", "/sign-in", sign_in.sign_in, Who.ANYONE),
    Route("POST", "/sign-out", sign_in.sign_out, Who.ANYONE),
    Route("GET", "/invite/{token}", invites.show, Who.ANYONE),  # the first owner, a new trainer, a new password
    Route("POST", "/invite/{token}", invites.accept, Who.ANYONE),
    # The account and the installation
    Route("GET", "/settings", account.show, Who.ACCOUNT),
    Route("POST", "/settings/profile", account.save_profile, Who.ACCOUNT),
    Route("POST", "/settings/email", account.save_email, Who.ACCOUNT),
    Route("POST", "/settings/password", account.change_password, Who.ACCOUNT),
    Route("POST", "/settings/sign-out-everywhere", account.sign_out_everywhere, Who.ACCOUNT),
    Route("GET", "/status", status.show, Who.OWNER),
    Route("GET", "/settings/trainers", trainers.show, Who.OWNER),
    Route("POST", "/settings/trainers/invite", trainers.invite, Who.OWNER),
    Route("POST", "/settings/trainers/invites/{invite}/revoke", trainers.revoke_invite, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/disable", trainers.disable, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/enable", trainers.enable, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/password-link", trainers.password_link, Who.OWNER),
    # Today, clients, groups
    Route("GET", "/today", today.show, Who.ACCOUNT),
    Route("GET", "/clients", clients.index, Who.ACCOUNT),
    Route("GET", "/clients/new", clients.new, Who.ACCOUNT),
    Route("POST", "/clients", clients.create, Who.ACCOUNT),
    Route("GET", "/clients/{client}", clients.show, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/edit", clients.edit, Who.TRAINER_OF),
    Route("POST", "/clients/{client}", clients.save, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/archive", clients.archive, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/restore", clients.restore, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/link/renew", clients.renew_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/link/revoke", clients.revoke_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/link/mail", clients.mail_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/code", clients.make_code, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/devices/{device}/forget", clients.forget_device, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/consents/{purpose}", clients.record_consent, Who.TRAINER_OF),
    Route("GET", "/groups/new", groups.new, Who.ACCOUNT),
    Route("POST", "/groups", groups.create, Who.ACCOUNT),
    Route("GET", "/groups/{group}", groups.show, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/edit", groups.edit, Who.TRAINER_OF),
    Route("POST", "/groups/{group}", groups.save, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/delete", groups.delete, Who.TRAINER_OF),
    # Sessions
    Route("GET", "/sessions", sessions.index, Who.ACCOUNT),  # upcoming and past
    Route("GET", "/sessions/new", session_planning.new, Who.ACCOUNT),
    Route("POST", "/sessions", session_planning.create, Who.ACCOUNT),
    Route("GET", "/sessions/{session}", sessions.show, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/edit", session_planning.edit, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}", session_planning.save, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/cancel", session_changes.cancel, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/restore", session_changes.restore, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/repeat", session_changes.repeat, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/outcome", session_changes.set_outcome, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/calendar.ics", sessions.calendar, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/day", day.save, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheet", sheet.show, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheets/{client}", client_sheets.edit, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/sheets/{client}", client_sheets.save, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheets/{client}/sheet.pdf", client_sheets.trainer_pdf, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/chapters.srt", sheet.chapters_srt, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/chapters.vtt", sheet.chapters, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites", session_invites.invite, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites/{invite}/revoke", session_invites.revoke_invite, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites/{invite}/mail", session_invites.mail_invite, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/room", rooms.trainer_room, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/join", rooms.trainer_join, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/camera", rooms.trainer_camera, Who.TRAINER_OF),
    # Clips
    Route("GET", "/library", library.show, Who.ACCOUNT),
    Route("POST", "/library/delete", library.delete, Who.ACCOUNT),
    Route("POST", "/library/restore", library.restore, Who.ACCOUNT),
    Route("POST", "/library/reviewed", library.reviewed, Who.ACCOUNT),
    Route("GET", "/clips/{clip}", clips.show, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}", clips.save, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/state", clips.state, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/seen", clips.seen, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/retry", clips.retry, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments", clip_comments.comment, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/comments/{comment}/delete", clip_comments.delete_comment, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/files/{file}", clip_files.file, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/send", sending.trainer_page, Who.TRAINER_OF),
    # Timers that are kept
    Route("GET", "/library/exercises", exercises.index, Who.ACCOUNT),
    Route("GET", "/library/exercises/new", exercises.new, Who.ACCOUNT),
    Route("POST", "/library/exercises", exercises.create, Who.ACCOUNT),
    Route("GET", "/library/exercises/export.csv", exercise_tables.export, Who.ACCOUNT),
    Route("GET", "/library/exercises/template.csv", exercise_tables.template, Who.ACCOUNT),
    Route("GET", "/library/exercises/import", exercise_tables.show, Who.ACCOUNT),
    Route("POST", "/library/exercises/import", exercise_tables.keep, Who.ACCOUNT, most_bytes=TABLE_MOST_BYTES),
    Route("POST", "/library/exercises/import/check", exercise_tables.check, Who.ACCOUNT, most_bytes=TABLE_MOST_BYTES),
    Route("GET", "/library/exercises/{exercise}", exercises.show, Who.TRAINER_OF),
    Route("POST", "/library/exercises/{exercise}", exercises.save, Who.TRAINER_OF),
    Route("POST", "/library/exercises/{exercise}/delete", exercises.delete, Who.TRAINER_OF),
    Route("POST", "/library/exercises/{exercise}/restore", exercises.restore, Who.TRAINER_OF),
    Route("GET", "/library/timers", timers.index, Who.ACCOUNT),
    Route("GET", "/library/timers/new", timers.new, Who.ACCOUNT),
    Route("POST", "/library/timers", timers.create, Who.ACCOUNT),
    Route("GET", "/library/timers/{timer}", timers.show, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}", timers.save, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}/copy", timers.copy, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}/rename", timers.rename, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}/favourite", timers.favourite, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}/delete", timers.delete, Who.TRAINER_OF),
    Route("POST", "/library/timers/{timer}/restore", timers.restore, Who.TRAINER_OF),
    # Uploads by tus 1.0
    Route("OPTIONS", "/uploads", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("POST", "/uploads", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("OPTIONS", "/uploads/{upload}", uploads.trainer, Who.ACCOUNT, is_streamed=True),
    Route("HEAD", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True),
    Route("PATCH", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True),
    Route("DELETE", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True),
    Route("POST", "/uploads/{upload}", uploads.trainer, Who.TRAINER_OF, is_streamed=True),  # X-HTTP-Method-Override
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
    # Assessments
    Route("GET", "/clients/{client}/assessments/new", assessments.new, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/assessments", assessments.create, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}", assessments.show, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/cancel", assessments.cancel, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/reviewed", assessments.reviewed, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/steps/{step}/redo", assessments.redo, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/steps/{step}/clip", assessments.attach, Who.TRAINER_OF),
    # A client's own page
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
    Route("POST", "/c/{token}/clips/{clip}/seen", clips.client_seen, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/delete", clips.client_delete, Who.CLIENT_OF),
    Route("POST", "/c/{token}/clips/{clip}/restore", clips.client_restore, Who.CLIENT_OF),
    Route("GET", "/c/{token}/clips/{clip}/files/{file}", clip_files.client_file, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}", client_assessments.show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/steps/{step}", client_assessments.step, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/steps/{step}/clip", client_assessments.attach, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/steps/{step}/skip", client_assessments.skip, Who.CLIENT_OF),
    Route("POST", "/c/{token}/assessments/{assessment}/send", client_assessments.send, Who.CLIENT_OF),
    # A guest, and a second device
    Route("GET", "/g/{token}", doors.guest_room, Who.GUEST_OF),
    Route("POST", "/g/{token}/join", doors.guest_join, Who.GUEST_OF),
    Route("POST", "/g/{token}/camera", doors.guest_camera, Who.GUEST_OF),
    Route("POST", "/seats/{seat}/splice-check", splice_check.check_by_seat, Who.SEAT_OF),
    Route("POST", "/seats/{seat}/uploads", uploads.camera, Who.SEAT_OF, is_streamed=True),
    Route("HEAD", "/seats/{seat}/uploads/{upload}", uploads.camera, Who.SEAT_OF, is_streamed=True),
    Route("PATCH", "/seats/{seat}/uploads/{upload}", uploads.camera, Who.SEAT_OF, is_streamed=True),
    Route("DELETE", "/seats/{seat}/uploads/{upload}", uploads.camera, Who.SEAT_OF, is_streamed=True),
    Route("GET", "/d/{token}", doors.camera_room, Who.CAMERA_OF),
    Route("POST", "/d/{token}/join", doors.camera_join, Who.CAMERA_OF),
)
