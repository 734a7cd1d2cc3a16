"""The table of contents of the HTTP side: method, path, handler, and who may call it. Boring and complete."""

from server.web.routes import (
    accounts,
    assessments,
    client_page,
    clips,
    comparing,
    doors,
    forms,
    library,
    machine,
    people,
    plans,
    programs,
    protocols,
    readiness,
    sessions,
    sharing,
    threads,
    training,
    uploads,
    whole,
)
from server.web.routes.route import Route

__all__ = ["ROUTES", "Route"]

ROUTES: tuple[Route, ...] = (
    *machine.ROUTES,
    *accounts.ROUTES,
    *people.ROUTES,
    *sharing.ROUTES,
    *whole.ROUTES,
    *readiness.ROUTES,
    *plans.ROUTES,
    *sessions.ROUTES,
    *clips.ROUTES,
    *comparing.ROUTES,
    *library.ROUTES,
    *forms.ROUTES,
    *programs.ROUTES,
    *uploads.ROUTES,
    *assessments.ROUTES,
    *protocols.ROUTES,
    *client_page.ROUTES,
    *doors.ROUTES,
    *threads.ROUTES,
    *training.ROUTES,
)
