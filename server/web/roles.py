"""Who may call a route: the one word each row of the table of routes carries."""

from enum import Enum


class Who(Enum):
    """A declared right. The authorisation matrix walks every route as every kind of caller and compares."""

    ANYONE = "anyone"  # public: shows nothing of anybody
    ACCOUNT = "account"  # any signed-in account, about itself or its own
    OWNER = "owner"  # the owner of this installation
    TRAINER_OF = "trainer of"  # the account that owns the thing named in the path
    LINK = "link"  # whoever holds a client's personal link, confirmed device or not
    CLIENT_OF = "client of"  # that link on a confirmed device of that client
    GUEST_OF = "guest of"  # whoever holds a valid invite to that session
    SEAT_OF = "seat of"  # a client's second camera that joined: the secret of the seat in the path, in Spotter-Seat
    CAMERA_OF = "camera of"  # whoever holds a fresh second-device link
