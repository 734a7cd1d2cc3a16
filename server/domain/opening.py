"""What a session's room is opened with: how pictures go, how many come, who meets, what others read of a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.domain import seats, sessions, shown_names
from server.domain.invites import Invite
from server.domain.pairs import Pairs
from server.domain.people import Client, Group
from server.domain.sessions import Mode, Session
from server.domain.shown_names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """As the session and its group have it. Persons are those of seats."""

    mode: Mode
    expected: int  # clients; a guest is one of their own
    clients_meet: bool = False
    pairs: Pairs = ()  # of persons
    names: Names = "first"
    full_names: Mapping[str, str] = field(default_factory=dict)  # of all who are expected

    def shown_name(self, person: str, name: str) -> str:
        """What is read of a client in the room. name: the full one, as they or their trainer wrote it.

        Where nobody but the trainer reads it, all of it.
        """
        if self.expected < 2:
            return name
        return shown_names.shown({**self.full_names, person: name}, self.names)[person]


def of(session: Session, clients: Sequence[Client], guests: Sequence[Invite], group: Group | None) -> Opening:
    """What the room of a session begins with. clients: who take part; guests: whose invites are valid.

    A session without a group is as a group is at first: clients do not see each other, and read first names.
    """
    people = {seats.client(one.id): one.name for one in clients}
    people |= {seats.guest(one.id): one.name for one in guests}
    found = Opening(mode=sessions.mode(session, len(guests)), expected=max(1, len(people)), full_names=people)
    if group is None:
        return found
    together = [pair for pair in group.pairs if set(pair) <= set(session.client_ids)]
    return Opening(
        mode=found.mode,
        expected=found.expected,
        clients_meet=group.clients_meet,
        pairs=tuple((seats.client(one), seats.client(other)) for one, other in together),
        names=group.names,
        full_names=people,
    )
