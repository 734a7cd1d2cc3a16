"""Plans of clients and of groups, and the calendar."""

from server.web.plans import calendar, dues, lines
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/calendar", calendar.show, Who.ACCOUNT),
    Route("GET", "/clients/{client}/plan", lines.show, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/plan/line", lines.edit, Who.TRAINER_OF, asks="write"),
    Route("POST", "/clients/{client}/plan/line", lines.save, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/plan/drop", lines.drop, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/plan/template", lines.apply, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/plan/keep", lines.keep, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/plan/due", dues.say, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/plan", lines.show, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/plan/line", lines.edit, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/plan/line", lines.save, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/plan/drop", lines.drop, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/plan/template", lines.apply, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/plan/keep", lines.keep, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/plan/due", dues.say, Who.TRAINER_OF),
    Route("POST", "/library/plan-templates/{template}/delete", lines.drop_template, Who.TRAINER_OF),
)
