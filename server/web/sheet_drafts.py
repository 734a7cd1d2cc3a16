"""What a client's sheet begins with, from the session's log: only what that client was told in the room. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from recordings import entries as log
from recordings import timeline
from recordings.timeline import Row
from server.domain import client_sheets, day_words, sheet
from server.domain.client_sheets import Sheet
from server.web import sheet_words
from signaling.log import Entry
from signaling.views import in_audience

CueCount = Mapping[tuple[str, str], int]


def drafted(rows: Sequence[Entry], person: str, *, is_alone: bool, now_ms: int, before: CueCount) -> Sheet:
    """The sheet of a person. is_alone: nobody else takes part, so that a mark is theirs. before: cues of last time."""
    own = told_to(rows, person)
    found = timeline.read_log(_rows(own), now_ms=now_ms)
    if found is None:
        return Sheet()
    timers = [sheet_words.timer(one, is_ended=found.is_ended) for one in found.entries if isinstance(one, log.TimerRan)]
    efforts = [one for one in found.entries if isinstance(one, log.EffortTold)]
    marks = [one for one in _rows(rows) if one.type == "marker" and _is_about(one, person, is_alone=is_alone)]
    read = timeline.read_log(marks, now_ms=now_ms)
    moments = [one for one in (read.entries if read else ()) if isinstance(one, log.Mark)]
    return Sheet(
        done="\n".join(client_sheets.done_lines(_sets(own))),
        cues="\n".join(client_sheets.cue_lines(cues_of(rows, person), before)),
        timers="\n".join(one for one in timers if not one.startswith("Rest:")),
        efforts="\n".join(sheet_words.told(one, is_ended=True)[1] for one in efforts),
        moments="\n".join(f"{sheet.clock(one.at_ms - found.began_at_ms)} {sheet.marker(one.label)}" for one in moments),
    )


def told_to(rows: Sequence[Entry], person: str) -> list[Entry]:
    """Those entries of a log that this person's devices were told in the room."""
    peers = [one.payload["peer"]["id"] for one in rows if one.type == "peer.admitted" and _person(one) == person]
    return [
        one
        for one in rows
        if in_audience(one.audience, "", "client", person)
        or any(in_audience(one.audience, id, "client") for id in peers)
    ]


def cues_of(rows: Sequence[Entry], person: str) -> Counter[tuple[str, str]]:
    """How often each cue was said to this person, by its exercise's name ("" without one) and its words."""
    cues = [one.payload for one in told_to(rows, person) if one.type == "cue"]
    return Counter(((one.get("exercise") or {}).get("name", ""), one["say"]) for one in cues)


def _sets(rows: Sequence[Entry]) -> list[tuple[str, str]]:
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for one in rows:
        if one.type not in ("day.set", "day.unset"):
            continue
        key = (one.payload["entry"], one.payload["number"])
        if one.type == "day.unset":
            found.pop(key, None)
        else:
            found[key] = (one.payload["name"], day_words.set_words(one.payload))
    return list(found.values())


def _is_about(row: Row, person: str, *, is_alone: bool) -> bool:
    of = row.payload.get("of")
    return is_alone or (of is not None and of["person"] == person)


def _rows(rows: Sequence[Entry]) -> list[Row]:
    return [Row(seq=one.seq, at_ms=one.at_ms, type=one.type, actor=one.actor, payload=one.payload) for one in rows]


def _person(entry: Entry) -> str:
    return str(entry.payload["peer"]["person"])
