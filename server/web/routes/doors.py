"""A guest, and a second device."""

from server.web import doors, splice_check, uploads
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
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
