"""The relay and Janus in the same namespace, in turns, with the same film: who spends how much on a packet."""

from collections.abc import Awaitable, Callable, Sequence

from bench import janus
from bench.figure import Measured, percentile, say
from bench.media_load import Cost, Film, Peer, cost, crowded, playing
from signaling.media.star import Policy

RUNS = 5
SECONDS = 6.0
TIMES = 1.25


async def race(shown: Film, senders: int, viewers: int, runs: int = RUNS) -> Measured:
    """`senders` of `viewers` people send, and everybody gets everybody else; one sender is not among the viewers.

    Raises RuntimeError where Janus is not installed, or no namespace may be made.
    """
    if not janus.is_here():
        raise RuntimeError("Janus is not installed, or this is not root: apt-get install janus iproute2")
    ours: list[Cost] = []
    theirs: list[Cost] = []
    with janus.namespace() as inside:
        expected = 0.9 * SECONDS * shown.packets_s * (senders * viewers - (senders if senders > 1 else 0))
        for at in range(runs):
            ours.append(await _whole(lambda: _relay(shown, senders, viewers, inside), expected))
            theirs.append(await _whole(lambda: _janus(shown, senders, viewers, inside), expected))
            say(f"  run {at + 1}: {ours[-1].us:.1f} us beside {theirs[-1].us:.1f} us, {ours[-1].packets} packets")
    value, peer = (percentile([each.us for each in found], 0.5) for found in (ours, theirs))
    ratio = percentile([own.us / other.us for own, other in zip(ours, theirs, strict=True)], 0.5)
    return Measured(
        value=value,
        peer_value=peer,
        ok=ratio <= TIMES,
        detail={
            "median_ratio": round(ratio, 3),
            "share": round(percentile([each.share for each in ours], 0.5), 4),
            "peer_share": round(percentile([each.share for each in theirs], 0.5), 4),
            "packets_s": round(ours[-1].packets / ours[-1].seconds),
            "peer_packets_s": round(theirs[-1].packets / theirs[-1].seconds),
        },
    )


async def _whole(measure: Callable[[], Awaitable[Cost]], expected: float) -> Cost:
    """A run in which the packets came; on a machine that is busy with other things the peers may not keep up."""
    for _ in range(3):
        measured = await measure()
        if measured.packets >= expected:
            break
        say(f"  only {measured.packets} of {expected:.0f} packets came: once more")
    return measured


async def _relay(shown: Film, senders: int, viewers: int, inside: Sequence[str]) -> Cost:
    async with crowded(inside, janus.FAR) as crowd:
        if senders == 1:
            policy = Policy(clients=viewers)
            sending = [await crowd.join("sender", "trainer", policy)]
            everybody = [await crowd.join(f"peer-{at}", "client", policy) for at in range(viewers)]
        else:
            policy = Policy(clients=viewers, clients_meet=True)
            everybody = [await crowd.join(f"peer-{at}", "client", policy) for at in range(viewers)]
            sending = everybody[:senders]
        async with playing(sending, shown):
            return await cost(crowd.process, everybody, SECONDS)


async def _janus(shown: Film, senders: int, viewers: int, inside: list[str]) -> Cost:
    async with janus.room(inside) as room:
        published = [await room.publish(f"sender-{at}") for at in range(senders)]
        watching: list[Peer] = []
        for at in range(viewers):
            own = published[at][1] if senders > 1 and at < senders else None
            watching.append(await room.watch(f"peer-{at}", [feed for _, feed in published if feed != own]))
        async with playing([peer for peer, _ in published], shown):
            return await cost(room.process, watching, SECONDS)
