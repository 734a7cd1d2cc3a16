"""Assessments, as the trainer sees them."""

from server.web import assessments
from server.web.protocols import step_photos
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/clients/{client}/assessments/new", assessments.new, Who.TRAINER_OF, asks="write"),
    Route("POST", "/clients/{client}/assessments", assessments.create, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}", assessments.show, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}/pictures/{photo}/{file}", step_photos.trainer_file, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/cancel", assessments.cancel, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/reviewed", assessments.reviewed, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/steps/{step}/redo", assessments.redo, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/steps/{step}/clip", assessments.attach, Who.TRAINER_OF),
)
