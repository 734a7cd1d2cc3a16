"""Two clips side by side."""

from server.web.comparing import pages
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/clips/{clip}/compare", pages.choose, Who.TRAINER_OF),
    Route("GET", "/clips/{clip}/compare/{other}", pages.show, Who.TRAINER_OF),
    Route("POST", "/clips/{clip}/compare/{other}", pages.keep, Who.TRAINER_OF),
    Route("GET", "/comparisons/{comparison}", pages.open_kept, Who.TRAINER_OF),
    Route("POST", "/comparisons/{comparison}", pages.save, Who.TRAINER_OF),
    Route("POST", "/comparisons/{comparison}/send", pages.send, Who.TRAINER_OF),
    Route("POST", "/comparisons/{comparison}/delete", pages.delete, Who.TRAINER_OF),
    Route("GET", "/c/{token}/comparisons/{comparison}", pages.client_show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/comparisons/{comparison}/opened", pages.client_opened, Who.CLIENT_OF),
    Route("GET", "/c/{token}/comparisons/{comparison}/first/review", pages.client_first_marks, Who.CLIENT_OF),
    Route("GET", "/c/{token}/comparisons/{comparison}/second/review", pages.client_second_marks, Who.CLIENT_OF),
)
