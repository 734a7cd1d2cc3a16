"""Results of assessments, their reports and trends, groups' sheets, and the library of protocols."""

from server.web.protocols import report, results, trends
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/assessments/{assessment}/results", results.show, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/results", results.save, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/complete", results.complete, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/share", results.share, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/repeat", results.repeat, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}/report.pdf", report.trainer_pdf, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/results", trends.show, Who.TRAINER_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/report", report.client_show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/report.pdf", report.client_pdf, Who.CLIENT_OF),
)
