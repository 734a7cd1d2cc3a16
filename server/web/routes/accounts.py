"""Signing in, the account and the installation."""

from server.web import account, invites, key_titles, sign_in, status, today, trainers
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/", today.front, Who.ANYONE),
    Route("GET", "/sign-in", sign_in.show, Who.ANYONE),
    Route("POST", "/sign-in", sign_in.sign_in, Who.ANYONE),
    Route("POST", "/sign-out", sign_in.sign_out, Who.ANYONE),
    Route("GET", "/invite/{token}", invites.show, Who.ANYONE),  # the first owner, a new trainer, a new password
    Route("POST", "/invite/{token}", invites.accept, Who.ANYONE),
    Route("GET", "/settings", account.show, Who.ACCOUNT),
    Route("POST", "/settings/profile", account.save_profile, Who.ACCOUNT),
    Route("POST", "/settings/email", account.save_email, Who.ACCOUNT),
    Route("POST", "/settings/password", account.change_password, Who.ACCOUNT),
    Route("POST", "/settings/sign-out-everywhere", account.sign_out_everywhere, Who.ACCOUNT),
    Route("POST", "/settings/key-titles", key_titles.save, Who.ACCOUNT),
    Route("GET", "/status", status.show, Who.OWNER),
    Route("GET", "/settings/trainers", trainers.show, Who.OWNER),
    Route("POST", "/settings/trainers/invite", trainers.invite, Who.OWNER),
    Route("POST", "/settings/trainers/invites/{invite}/revoke", trainers.revoke_invite, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/disable", trainers.disable, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/enable", trainers.enable, Who.OWNER),
    Route("POST", "/settings/trainers/{account}/password-link", trainers.password_link, Who.OWNER),
)
