"""Sessions, their sheets and rooms."""

from server.web import client_sheets, day, rooms, session_changes, session_invites, session_planning, sessions, sheet
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/sessions", sessions.index, Who.ACCOUNT),  # upcoming and past
    Route("GET", "/sessions/new", session_planning.new, Who.ACCOUNT),
    Route("POST", "/sessions", session_planning.create, Who.ACCOUNT),
    Route("GET", "/sessions/{session}", sessions.show, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/edit", session_planning.edit, Who.TRAINER_OF, asks="write"),
    Route("POST", "/sessions/{session}", session_planning.save, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/cancel", session_changes.cancel, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/restore", session_changes.restore, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/repeat", session_changes.repeat, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/reschedule", session_changes.reschedule, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/outcome", session_changes.set_outcome, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/calendar.ics", sessions.calendar, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/day", day.save, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheet", sheet.show, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheets/{client}", client_sheets.edit, Who.TRAINER_OF, asks="write"),
    Route("POST", "/sessions/{session}/sheets/{client}", client_sheets.save, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/sheets/{client}/sheet.pdf", client_sheets.trainer_pdf, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/chapters.srt", sheet.chapters_srt, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/chapters.vtt", sheet.chapters, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites", session_invites.invite, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites/{invite}/revoke", session_invites.revoke_invite, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/invites/{invite}/mail", session_invites.mail_invite, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/room", rooms.trainer_room, Who.TRAINER_OF, asks="write"),
    Route("POST", "/sessions/{session}/join", rooms.trainer_join, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/camera", rooms.trainer_camera, Who.TRAINER_OF),
)
