"""The people a trainer works with: clients and groups of clients, and what may be said about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from server.domain import contact, pairs
from server.domain.errors import BadInput, OutOfRange
from server.domain.pairs import Pairs
from server.domain.shown_names import Names

GROUP_MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Somebody a trainer trains. No account: a personal link and a confirmed device open the client's page."""

    id: str
    trainer_id: str
    name: str
    email: str = ""
    phone: str = ""
    time_zone: str = "UTC"  # IANA name
    birth_date: str = ""  # ISO date, or empty
    emergency_name: str = ""
    emergency_phone: str = ""
    address: str = ""
    notes: str = ""  # the trainer's own; the client never sees them
    link_generation: int = 1  # part of the link; raising it kills every older link and device
    link_revoked_at_ms: int | None = None
    archived_at_ms: int | None = None
    created_at_ms: int = 0

    @property
    def is_archived(self) -> bool:
        """Whether the client is put away: not in lists, and the link does not work."""
        return self.archived_at_ms is not None

    @property
    def has_link(self) -> bool:
        """Whether the personal link of this generation works."""
        return self.link_revoked_at_ms is None and not self.is_archived


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDetails:
    """What a trainer fills in about a client, as typed."""

    name: str
    time_zone: str
    email: str = ""
    phone: str = ""
    birth_date: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    address: str = ""
    notes: str = ""


def checked(details: ClientDetails, today: date) -> ClientDetails:
    """The details cleaned. Raises BadInput or OutOfRange at the first field that cannot be."""
    return ClientDetails(
        name=contact.name(details.name),
        email=contact.email(details.email),
        phone=contact.phone(details.phone),
        time_zone=contact.time_zone(details.time_zone),
        birth_date=_birth_date(details.birth_date, today),
        emergency_name=contact.line(details.emergency_name, "emergency_name", most=120),
        emergency_phone=contact.phone(details.emergency_phone, "emergency_phone"),
        address=contact.line(details.address, "address", most=300),
        notes=contact.paragraphs(details.notes, "notes"),
    )


def new_client(id: str, trainer_id: str, details: ClientDetails, *, now_ms: int, today: date) -> Client:
    """A client with checked details. Raises as `checked`."""
    return _with(Client(id=id, trainer_id=trainer_id, name="", created_at_ms=now_ms), checked(details, today))


def change(client: Client, details: ClientDetails, *, today: date) -> Client:
    """The client with other details. Raises as `checked`."""
    return _with(client, checked(details, today))


def details_of(client: Client) -> ClientDetails:
    """The details as a form shows them."""
    return ClientDetails(
        name=client.name,
        email=client.email,
        phone=client.phone,
        time_zone=client.time_zone,
        birth_date=client.birth_date,
        emergency_name=client.emergency_name,
        emergency_phone=client.emergency_phone,
        address=client.address,
        notes=client.notes,
    )


def archive(client: Client, now_ms: int) -> Client:
    """The client put away; archived twice keeps the first date."""
    return client if client.is_archived else replace(client, archived_at_ms=now_ms)


def restore(client: Client) -> Client:
    """The client taken out again, with the same link as before."""
    return replace(client, archived_at_ms=None)


def renew_link(client: Client) -> Client:
    """The client with a new link: every older link and every confirmed device is worth nothing from now on."""
    return replace(client, link_generation=client.link_generation + 1, link_revoked_at_ms=None)


def revoke_link(client: Client, now_ms: int) -> Client:
    """The client without a link that works, until `renew_link`."""
    if client.link_revoked_at_ms is not None:
        return client
    return replace(client, link_generation=client.link_generation + 1, link_revoked_at_ms=now_ms)


def age(client: Client, today: date) -> int | None:
    """Full years on that day, or None when the birth date is not known."""
    if not client.birth_date:
        return None
    born = date.fromisoformat(client.birth_date)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _with(client: Client, details: ClientDetails) -> Client:
    return replace(
        client,
        name=details.name,
        email=details.email,
        phone=details.phone,
        time_zone=details.time_zone,
        birth_date=details.birth_date,
        emergency_name=details.emergency_name,
        emergency_phone=details.emergency_phone,
        address=details.address,
        notes=details.notes,
    )


def _birth_date(text: str, today: date) -> str:
    text = text.strip()
    if not text:
        return ""
    try:
        born = date.fromisoformat(text)
    except ValueError:
        raise BadInput("Please write the date as year-month-day, such as 1990-05-01.", "birth_date") from None
    if born > today:
        raise OutOfRange("A birth date lies in the past.", "birth_date")
    if born.year <= 1900:
        raise OutOfRange("A birth date is after 1900.", "birth_date")
    return born.isoformat()


# ---- groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Up to twelve clients of one trainer who train together."""

    id: str
    trainer_id: str
    name: str
    notes: str = ""
    members: tuple[str, ...] = ()  # client ids
    clients_meet: bool = False  # in a session they see and hear each other; else the trainer only
    names: Names = "first"  # what others see of a member's name
    pairs: Pairs = ()  # who trains with whom, and sees and hears them in any case
    created_at_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDetails:
    """What a trainer fills in about a group. partners: "<member>:<partner>", or "<member>:" for nobody."""

    name: str
    notes: str = ""
    members: list[str] = field(default_factory=list)
    clients_meet: bool = False
    names: Names = "first"
    partners: list[str] = field(default_factory=list)


def new_group(id: str, trainer_id: str, details: GroupDetails, *, may_join: Iterable[str], now_ms: int) -> Group:
    """A group with checked details. Raises as `change_group`."""
    empty = Group(id=id, trainer_id=trainer_id, name="", created_at_ms=now_ms)
    return change_group(empty, details, may_join=may_join)


def change_group(group: Group, details: GroupDetails, *, may_join: Iterable[str]) -> Group:
    """The group with other details.

    may_join: ids of the trainer's own clients; somebody else's client is refused like one who does not exist.
    Raises BadInput or OutOfRange.
    """
    members = tuple(dict.fromkeys(details.members))
    may_join = {*may_join, *group.members}
    told = pairs.read(details.partners)
    if not may_join.issuperset(members):
        raise BadInput("One of these people is not among your clients. Please pick again.", "members")
    if len(members) > GROUP_MOST:
        raise OutOfRange(f"A group has at most {GROUP_MOST} members; {len(members)} are picked.", "members")
    if not may_join.issuperset({*told, *told.values()} - {""}):
        raise BadInput("One of these people is not among your clients. Please pick again.", "partners")
    return replace(
        group,
        name=contact.name(details.name),
        notes=contact.paragraphs(details.notes, "notes"),
        members=members,
        clients_meet=details.clients_meet,
        names=details.names,
        pairs=pairs.change(group.pairs, told, members),
    )


def details_of_group(group: Group) -> GroupDetails:
    """The details as a form shows them."""
    partners = pairs.partners(group.pairs)
    return GroupDetails(
        name=group.name,
        notes=group.notes,
        members=list(group.members),
        clients_meet=group.clients_meet,
        names=group.names,
        partners=[f"{member}:{partners.get(member, '')}" for member in group.members],
    )
