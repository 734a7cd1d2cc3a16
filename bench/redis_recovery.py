"""How soon two web processes hear each other again after Redis was killed or frozen, and whether anything was lost."""

import tempfile
from pathlib import Path

from bench.figure import Figure, Measured, percentile, say
from tests.booked import owner
from tests.live.outages import LENGTHS_S, Fate, Outage, faults, talking
from tests.live.relayed import gym
from tests.live.several import several

FIGURE = Figure(
    name="redis-recovery",
    what="From Redis's return to the first signal between two web processes; away for 0.2 to 30 s, killed or frozen.",
    unit="s (max)",
    goal="max <= 2, and no event lost, twice or out of order",
)
TIMES = {0.2: 4, 1.0: 4, 5.0: 3, 30.0: 1}  # each length, killed and frozen
FATES: tuple[Fate, Fate] = ("killed", "frozen")


async def run() -> Measured:
    """A trainer at one process and a client at the other, ten commands a second all the while. Takes four minutes."""
    gone: list[Outage] = []
    with tempfile.TemporaryDirectory(prefix="spotter-several-") as folder, several(Path(folder)) as town:
        async with gym(town, "Bob Birch", olga=owner(town)) as people:
            async with talking(town, people.trainers_seat(), people.clients_seat(0)) as talk:
                for length_s in LENGTHS_S:
                    for fate in FATES * TIMES[length_s]:
                        gone.append(await talk.outage(fate, length_s))
                        say(f"  {fate} for {length_s} s: back after {gone[-1].back_s:.3f} s")
            found, delays_s = faults(talk), talk.delays_s(talk.client)
    backs_s = [one.back_s for one in gone]
    worst = max(backs_s)
    return Measured(
        value=worst,
        ok=worst <= 2 and not (found.lost or found.twice or found.disordered),
        detail={
            "p50": round(percentile(backs_s, 0.5), 3),
            "outages": len(gone),
            **{f"max_{fate}": round(max(one.back_s for one in gone if one.fate == fate), 3) for fate in FATES},
            "events": len(talk.sent),
            "lost": found.lost,
            "twice": found.twice,
            "out_of_order": found.disordered,
            "flickers": found.flickers,
            "slowest_event_s": round(max(delays_s), 3),
            "signals": len(talk.probes_s),
            "signals_lost": found.unheard,
        },
    )
