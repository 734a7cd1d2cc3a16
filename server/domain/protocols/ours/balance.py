"""Standing on one leg, with open and with closed eyes.

Barefoot, arms crossed, the best of three, up to 45 s, as in Springer et al., J Geriatr Phys Ther 2007;30(1):8-15. Its
abstract was read, its table only in a secondary page: so the trend is shown, and no norm. Version 1 stopped at 30 s.
"""

from dataclasses import replace

from server.domain.protocols.measures import Checkpoint, Measure
from server.domain.protocols.ours.shared import FRONT, LIGHT, NOT_IF, STOP_IF, pictures
from server.domain.protocols.ours.squat import PAIN
from server.domain.protocols.protocol import NormRef, Protocol, Score, Step

CAP_S = 45
WHY_NONE = (
    "No norm: the table of Springer et al. (2007) was read in a secondary page only. The trend is shown, and how far "
    "the two legs differ."
)


def _time(side: str, eyes: str, cap_s: int) -> Measure:
    return Measure(
        key=f"{eyes}-{side}",
        title=f"{side.capitalize()} leg, eyes {eyes}",
        unit="s",
        high=cap_s,
        decimals=1,
        trials=3,
        best="highest",
        better="higher",
        ask=f"How long did you stand on your {side} leg?",
        hint=f"Up to {cap_s} seconds; the best of three counts.",
    )


def _stance(key: str, leg: str, other: str, *, seconds: int, eyes: str, trials: bool) -> Step:
    looking = (
        "Cross your arms over your chest and look at one point at the height of your eyes."
        if eyes == "open"
        else "Cross your arms over your chest. Your helper stands beside you, within reach."
    )
    staying = (
        f"Stay on your {leg} leg for {seconds} seconds with your eyes open."
        if eyes == "open"
        else f"Lift the foot, then close your eyes, and stay on your {leg} leg for up to {seconds} seconds."
    )
    return Step(
        key=key,
        title=f"On your {leg} leg",
        camera=FRONT,
        words=(
            "Stand facing the camera, a hand's width from a wall or a kitchen counter that you can hold.",
            looking,
            f"When the time begins, lift your {other} foot beside your {leg} ankle, without touching it.",
            staying,
            "If the foot comes down or you have to hold on, you are done: that counts as it is.",
            *(("Do it three times, with a short rest in between; the best one counts.",) if trials else ()),
        ),
        seconds=seconds,
        longest_s=seconds,
        pictures=pictures(
            f"single-leg-stance-{key}",
            "Seen from the front: standing on both feet, arms crossed over the chest.",
            f"Seen from the front: standing on the {leg} leg, the {other} foot lifted beside the ankle.",
        ),
        demonstration=f"single-leg-stance-{key}",
        measures=(_time(leg, eyes, seconds),) if trials else (),
        checkpoints=(Checkpoint(key=f"{key}-hip-drops", title=f"Hip drops, {leg} leg", sides=False),) if trials else (),
    )


SINGLE_LEG_STANCE_1 = Protocol(
    key="single-leg-stance",
    title="Single-leg stance",
    purpose="Balance on each leg with open eyes, for up to 30 seconds, and how far the two legs differ.",
    for_client="Up to 30 seconds on each leg with your eyes open, filmed from the front: how well you balance.",
    minutes=4,
    company="alone",
    prepare=(
        "Barefoot, on a firm floor that does not slip.",
        "Within reach of a wall or a kitchen counter, and nothing to fall on.",
        "Wear shorts, or trousers rolled up over the knees.",
        LIGHT,
    ),
    not_if=(
        *NOT_IF,
        "You fell in the last year, or feel unsteady on your feet: then only with somebody beside you.",
    ),
    stop_if=(*STOP_IF, "You sway so much that you reach for the wall: hold it, and you are done."),
    steps=(
        _stance("left", "left", "right", seconds=30, eyes="open", trials=False),
        _stance("right", "right", "left", seconds=30, eyes="open", trials=False),
    ),
)
SINGLE_LEG_STANCE = replace(
    SINGLE_LEG_STANCE_1,
    version=2,
    purpose="Balance on each leg with open eyes, the best of three, and how far the two legs differ.",
    for_client="Up to 45 seconds on each leg with your eyes open, three times: how well you balance.",
    minutes=8,
    steps=(
        _stance("left", "left", "right", seconds=CAP_S, eyes="open", trials=True),
        _stance("right", "right", "left", seconds=CAP_S, eyes="open", trials=True),
    ),
    scores=(
        Score(key="difference", title="Left and right differ by", formula="difference", of="open-left open-right"),
    ),
    norms=(NormRef(measure="open-left", scale="", why_none=WHY_NONE),),
    sources=("Springer et al., J Geriatr Phys Ther 2007;30(1):8-15: how it is done, best of three, up to 45 s.",),
)
STANCE_EYES_CLOSED = replace(
    SINGLE_LEG_STANCE,
    key="single-leg-stance-closed",
    version=1,
    title="Single-leg stance, eyes closed",
    purpose="Balance on each leg without the help of the eyes, the best of three. Never for somebody who is alone.",
    for_client="Up to 45 seconds on each leg with your eyes closed, three times, with somebody beside you.",
    company="helper",
    not_if=(*NOT_IF, "You fell in the last year, or feel unsteady on your feet."),
    steps=(
        _stance("left", "left", "right", seconds=CAP_S, eyes="closed", trials=True),
        _stance("right", "right", "left", seconds=CAP_S, eyes="closed", trials=True),
    ),
    scores=(
        Score(key="difference", title="Left and right differ by", formula="difference", of="closed-left closed-right"),
    ),
    norms=(NormRef(measure="closed-left", scale="", why_none=WHY_NONE),),
)
STORK = replace(
    SINGLE_LEG_STANCE,
    key="stork",
    version=1,
    title="Stork stand",
    purpose="Balance on one leg with the other foot against the knee, the best of three on each side.",
    for_client="You stand on one leg, the other foot against your knee, as long as you can, three times a side.",
    minutes=6,
    steps=(
        Step(
            key="stand",
            title="Left, then right",
            camera=FRONT,
            words=(
                "Stand facing the camera near a wall, hands on your hips.",
                "Put one foot against the inside of the other knee, and look at one point ahead.",
                "The time ends when the foot leaves the knee, you hop, or your hands leave the hips.",
                "Three times on each leg, up to 60 seconds; the best one counts.",
            ),
            longest_s=240,
            pictures=pictures(
                "hurdle-step-front",
                "Seen from the front: standing tall, hands on the hips.",
                "Seen from the front: one knee lifted to the height of the hip.",
            ),
            measures=(
                Measure(
                    key="stand",
                    title="Stood for",
                    unit="s",
                    high=60,
                    decimals=1,
                    sides=True,
                    trials=3,
                    better="higher",
                    ask="How long did you stand?",
                    hint="Up to 60 seconds; the best of three counts.",
                ),
                PAIN,
            ),
        ),
    ),
    scores=(Score(key="difference", title="Left and right differ by", formula="difference", of="stand"),),
    norms=(NormRef(measure="stand", scale="", why_none="No norm: the printed tables do not say how they were made."),),
    sources=(),
)
