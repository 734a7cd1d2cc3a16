"""The only door to an object. One condition a line; what is missing and what is not yours raise the same NotFound.

What hangs on a client is their trainer's, and as far as the client is shared with another trainer, that one's: how far
a deed goes stands in `db.info["needs"]` (read, write or own), as the route's row says.
"""

from server.access.clips import (
    clip,
    clip_of,
    comparison,
    comparison_of,
    deleted_clip_of,
    group_clip_of,
    many_clips,
    shown_clip,
    step_photo,
)
from server.access.library import exercise, form, own_protocol, plan_template, program, program_of, protocol, timer
from server.access.people import client, group, group_of, linked_client, trainer_of
from server.access.records import (
    assessment,
    assessment_of,
    assessment_sheet,
    filled_form,
    filled_form_of,
    goal,
    health_document,
    red_flag,
)
from server.access.sessions import invited, move, open_to, session, session_of
from server.access.shared import may_write, share_of
from server.access.uploads import camera, upload, upload_at, upload_of

__all__ = [
    "assessment",
    "assessment_of",
    "assessment_sheet",
    "camera",
    "client",
    "clip",
    "clip_of",
    "comparison",
    "comparison_of",
    "deleted_clip_of",
    "exercise",
    "filled_form",
    "filled_form_of",
    "form",
    "goal",
    "group",
    "group_clip_of",
    "group_of",
    "health_document",
    "invited",
    "linked_client",
    "many_clips",
    "may_write",
    "move",
    "open_to",
    "own_protocol",
    "plan_template",
    "program",
    "program_of",
    "protocol",
    "red_flag",
    "session",
    "session_of",
    "share_of",
    "shown_clip",
    "step_photo",
    "timer",
    "trainer_of",
    "upload",
    "upload_at",
    "upload_of",
]
