"""What a trainer keeps: exercises and timers."""

from server.web import exercise_tables, exercises, timers
from server.web.exercise_tables import TABLE_MOST_BYTES
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
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
)
