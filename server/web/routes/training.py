"""Programs as they are trained."""

from server.web.roles import Who
from server.web.routes.route import Route
from server.web.training import client, desk, gym, in_session

ROUTES: tuple[Route, ...] = (
    Route("GET", "/clients/{client}/training", desk.show, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/training/seen", desk.seen, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/day/program", in_session.take, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/gym", gym.show, Who.TRAINER_OF),
    Route("GET", "/sessions/{session}/gym/worker.js", gym.worker, Who.TRAINER_OF),
    Route("POST", "/sessions/{session}/gym/log", gym.log, Who.TRAINER_OF),
    Route("GET", "/c/{token}/program", client.show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/program/worker.js", client.worker, Who.CLIENT_OF),
    Route("GET", "/c/{token}/program/pictures/{clip}/{file}", client.picture, Who.CLIENT_OF),
    Route("POST", "/c/{token}/program/log", client.log, Who.CLIENT_OF),
)
