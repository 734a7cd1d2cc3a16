"""Sit-and-reach, body measures and photographs."""

from server.domain.protocols.measures import Choice, Measure
from server.domain.protocols.ours.shared import CLOTHES, FRONT, LIGHT, NOT_IF, SEATED_SIDE, STOP_IF, pictures
from server.domain.protocols.protocol import NormRef, Protocol, Step

SIT_AND_REACH = Protocol(
    key="sit-and-reach",
    title="Sit-and-reach",
    purpose="How far the fingers reach past the feet: flexibility of the back of the legs and of the back.",
    for_client="You sit with straight legs and reach forward as far as you can, three times.",
    minutes=5,
    company="alone",
    prepare=(CLOTHES, "A box or a tape on the floor, and bare feet.", "Five minutes of easy movement first.", LIGHT),
    not_if=(*NOT_IF, "Your back hurts when you bend forward."),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=SEATED_SIDE,
            words=(
                "Sit on the floor with straight legs, your left side to the camera, feet against the box.",
                "Put one hand on the other and reach forward slowly. Hold it for two seconds.",
                "Do it three times; the farthest counts.",
            ),
            longest_s=90,
            pictures=pictures(
                "sit-and-reach",
                "Seen from the left side: sitting on the floor, legs straight, arms forward.",
                "Seen from the left side: bent forward, hands at the feet.",
            ),
            measures=(
                Measure(
                    key="reach",
                    title="Reached",
                    unit="cm",
                    low=-40,
                    high=80,
                    decimals=1,
                    trials=3,
                    better="higher",
                    ask="How far did you reach?",
                ),
                Measure(
                    key="zero",
                    title="The feet are at",
                    choices=tuple(Choice(str(cm), f"{cm} cm") for cm in (0, 15, 23, 26)),
                    is_method=True,
                    ask="Which number is at your feet?",
                ),
                Measure(
                    key="device",
                    title="Measured with",
                    choices=(Choice("box", "Box"), Choice("tape", "Tape on the floor")),
                    is_method=True,
                    ask="A box or a tape?",
                ),
            ),
        ),
    ),
    norms=(
        NormRef(
            measure="reach",
            scale="",
            why_none="No norm: tables differ in where zero is (0, 15, 23 or 26 cm). Only one method compares.",
        ),
    ),
)


def _girth(key: str, title: str, low: float, high: float, *, sides: bool = False) -> Measure:
    return Measure(key=key, title=title, unit="cm", low=low, high=high, decimals=1, sides=sides, ask=f"{title}?")


BODY = Protocol(
    key="body",
    title="Body measures and photographs",
    purpose="Weight, girths and photographs in the same pose each time. What they mean is for the two of you to say.",
    for_client="You measure what you agreed on, and film yourself standing still from the front and the side.",
    minutes=10,
    company="alone",
    is_exercise=False,
    prepare=("The same clothes, time of day and scales as last time.", "A soft tape measure.", LIGHT),
    not_if=("You would rather not: every line may stay empty.",),
    stop_if=("You do not feel well with it.",),
    steps=(
        Step(
            key="measures",
            title="Measures",
            words=(
                "Stand relaxed, and lay the tape flat on the skin without pressing it in.",
                "Measure after breathing out. Leave out what you did not agree on.",
            ),
            measures=(
                Measure(key="weight", title="Weight", unit="kg", low=20, high=350, decimals=1, ask="Weight?"),
                _girth("height", "Height", 90, 250),
                _girth("waist", "Waist", 40, 220),
                _girth("hips", "Hips", 50, 220),
                _girth("chest", "Chest", 50, 220),
                _girth("arm", "Upper arm", 12, 80, sides=True),
                _girth("thigh", "Thigh", 25, 120, sides=True),
            ),
        ),
        Step(
            key="front",
            title="Standing, from the front",
            camera=FRONT,
            words=(
                "Stand in the outline, arms a little away from the body, and look straight ahead.",
                "Stay still for five seconds.",
                "Then turn slowly until your left side faces the camera, and stay still again.",
            ),
            seconds=20,
            longest_s=20,
            pictures=pictures(
                "bend-and-lift-front",
                "Seen from the front: standing, arms at the sides.",
                "Seen from the front: bent low, hands beside the shins.",
            )[:1],
        ),
    ),
)
