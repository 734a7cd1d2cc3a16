"""Results of assessments, their reports and trends, groups' sheets, and the library of protocols."""

from server.web.protocols import results
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/assessments/{assessment}/results", results.show, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/results", results.save, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/complete", results.complete, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/share", results.share, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/repeat", results.repeat, Who.TRAINER_OF),
)
