"""Results of assessments, their reports and trends, groups' sheets, and the library of protocols."""

from server.web.protocols import library, report, results, sheets, trends
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/library/protocols", library.index, Who.ACCOUNT),
    Route("GET", "/library/protocols/new", library.new, Who.ACCOUNT),
    Route("POST", "/library/protocols", library.create, Who.ACCOUNT),
    Route("GET", "/library/protocols/{protocol}", library.show, Who.TRAINER_OF),
    Route("POST", "/library/protocols/{protocol}", library.save, Who.TRAINER_OF),
    Route("POST", "/library/protocols/{protocol}/delete", library.delete, Who.TRAINER_OF),
    Route("POST", "/library/protocols/{protocol}/restore", library.restore, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}/results", results.show, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/results", results.save, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/complete", results.complete, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/share", results.share, Who.TRAINER_OF),
    Route("POST", "/assessments/{assessment}/repeat", results.repeat, Who.TRAINER_OF),
    Route("GET", "/assessments/{assessment}/report.pdf", report.trainer_pdf, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/results", trends.show, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/assess", sheets.new, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/assess", sheets.create, Who.TRAINER_OF),
    Route("GET", "/assessment-sheets/{sheet}", sheets.show, Who.TRAINER_OF, asks="own"),
    Route("GET", "/c/{token}/assessments/{assessment}/report", report.client_show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/assessments/{assessment}/report.pdf", report.client_pdf, Who.CLIENT_OF),
)
