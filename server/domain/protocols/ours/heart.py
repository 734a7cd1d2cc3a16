"""Tests of heart and lungs: resting heart rate, the step test, the run, the walk, and the talk test."""

from server.domain.protocols.measures import Choice, Measure
from server.domain.protocols.ours.shared import NOT_IF, SIDE, STOP_IF, pictures
from server.domain.protocols.ours.squat import PAIN
from server.domain.protocols.protocol import NormRef, Pace, Protocol, Score, Step

BETA_BLOCKER = "You take a beta-blocker or another medicine that changes your pulse: then the count says nothing."
HARD = ("You have not been active for weeks.", "You have pain, or an illness of the heart or the lungs.")

RESTING_HEART_RATE = Protocol(
    key="resting-heart-rate",
    title="Resting heart rate",
    purpose="The pulse at rest, measured the same way each time: the trend is what it tells.",
    for_client="You count your heartbeats for one minute while you rest.",
    minutes=6,
    company="alone",
    is_exercise=False,
    prepare=("In the morning before coffee, or after five quiet minutes.", "A chair or a bed, and no talking."),
    not_if=(BETA_BLOCKER,),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="count",
            title="Count your pulse",
            words=(
                "Sit or lie quietly for five minutes.",
                "Put two fingertips on the inside of your wrist, below the thumb, until you feel the beat.",
                "Practise for 15 seconds first. Then count every beat for a whole minute.",
            ),
            seconds=60,
            counts_pulse=True,
            measures=(
                Measure(
                    key="beats",
                    title="Resting heart rate",
                    unit="bpm",
                    low=25,
                    high=220,
                    better="lower",
                    ask="How many beats did you count?",
                ),
                Measure(
                    key="way",
                    title="Measured by",
                    choices=(
                        Choice("counted-60", "Counted for 60 seconds"),
                        Choice("strap", "Chest strap"),
                        Choice("watch", "Watch"),
                        Choice("cuff", "Blood pressure cuff"),
                    ),
                    is_method=True,
                    ask="How was it measured?",
                ),
                Measure(
                    key="posture",
                    title="Posture",
                    choices=(Choice("lying", "Lying"), Choice("sitting", "Sitting"), Choice("standing", "Standing")),
                    is_method=True,
                    ask="Were you lying or sitting?",
                ),
            ),
        ),
    ),
    norms=(NormRef(measure="beats", scale="", why_none="No norm: it depends on too much; the trend is what counts."),),
)

STEP_TEST = Protocol(
    key="step-test",
    title="3-minute step test",
    purpose="How fast the pulse comes down after three minutes of stepping to a beat.",
    for_client="Three minutes up and down one step to a beat, then you count your pulse for a minute.",
    minutes=10,
    company="helper",
    prepare=(
        "A firm step of 30.5 centimetres that cannot slide or tip.",
        "Shoes, and something to hold within reach.",
        "Nothing to eat, drink or smoke but water for two hours.",
    ),
    not_if=(*NOT_IF, *HARD, BETA_BLOCKER),
    stop_if=(*STOP_IF, "You cannot keep up with the beat."),
    method={"pace_bpm": "96", "count_s": "60"},
    steps=(
        Step(
            key="step",
            title="Step for three minutes",
            camera=SIDE,
            words=(
                "Stand before the step. Up with one foot, up with the other, down with one, down with the other.",
                "Each foot moves on one beat: 24 times up and down in a minute.",
                "Go on for three minutes. You may change the leading leg.",
            ),
            seconds=180,
            longest_s=180,
            pace=Pace(bpm=96, words="Up, up, down, down: one foot a beat."),
            pictures=pictures(
                "step-up",
                "Seen from the left side: standing before a step.",
                "Seen from the left side: one foot on the step, the other about to follow.",
            ),
            measures=(
                Measure(
                    key="completed",
                    title="All three minutes",
                    choices=(Choice("yes", "Yes"), Choice("no", "No, stopped earlier")),
                    is_method=True,
                    ask="Did you step for all three minutes?",
                ),
                Measure(
                    key="step_cm",
                    title="Height of the step",
                    unit="cm",
                    low=10,
                    high=60,
                    decimals=1,
                    is_method=True,
                    ask="How high is the step?",
                    hint="The test is meant for 30.5 centimetres.",
                ),
                PAIN,
            ),
        ),
        Step(
            key="pulse",
            title="Count your pulse",
            words=(
                "Sit down at once, and begin to count within five seconds.",
                "Count every beat for a whole minute. Do not talk meanwhile.",
            ),
            seconds=60,
            countdown_s=3,
            counts_pulse=True,
            measures=(
                Measure(
                    key="beats",
                    title="Beats in the minute after",
                    unit="bpm",
                    low=40,
                    high=220,
                    better="lower",
                    ask="How many beats did you count?",
                ),
            ),
        ),
    ),
    norms=(NormRef(measure="beats", scale="ymca-step-60s"),),
    sources=("YMCA 3-minute step test: 30.5 cm, 96 beats a minute, counted for a full minute while sitting.",),
)

RUN = Protocol(
    key="run-1.5-mile",
    title="1.5-mile run",
    purpose="The time of 2.41 km, and the oxygen uptake that a formula makes of it. For people who run already.",
    for_client="You run 2.41 kilometres as fast as you can keep up.",
    minutes=25,
    company="trainer",
    prepare=("A flat measured course of 2414 metres.", "A warm-up of ten minutes.", "Running shoes, and no headwind."),
    not_if=(*NOT_IF, *HARD),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="run",
            title="Run",
            words=(
                "Run 2414 metres as fast as you can keep an even pace.",
                "Walk for five minutes afterwards.",
            ),
            measures=(
                Measure(
                    key="minutes",
                    title="Time",
                    unit="min",
                    low=6,
                    high=40,
                    decimals=2,
                    better="lower",
                    ask="How long did it take?",
                    hint="In minutes with decimals: 12 min 30 s is 12.5.",
                ),
                Measure(
                    key="bpm", title="Pulse at the end", unit="bpm", low=60, high=230, ask="Your pulse at the end?"
                ),
            ),
        ),
    ),
    scores=(Score(key="vo2", title="Estimated oxygen uptake", formula="run-1.5-mile"),),
    norms=(NormRef(measure="vo2", scale="", why_none="An estimate of a formula (3.5 + 483 / minutes); no norm."),),
    sources=("ACSM: 3.5 + 483 / minutes.",),
)

ROCKPORT = Protocol(
    key="rockport",
    title="Rockport walk",
    purpose="The time of one mile walked fast, and the oxygen uptake that a formula makes of it.",
    for_client="You walk 1.61 kilometres as fast as you can, and count your pulse at the end.",
    minutes=25,
    company="helper",
    prepare=("A flat measured course of 1609 metres.", "Shoes for walking, and your weight of today."),
    not_if=(*NOT_IF, BETA_BLOCKER),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="walk",
            title="Walk",
            words=(
                "Walk 1609 metres as fast as you can without running.",
                "Take your pulse at once when you arrive.",
            ),
            counts_pulse=True,
            seconds=15,
            countdown_s=3,
            measures=(
                Measure(
                    key="minutes",
                    title="Time",
                    unit="min",
                    low=7,
                    high=40,
                    decimals=2,
                    better="lower",
                    ask="How long did it take?",
                    hint="In minutes with decimals: 14 min 15 s is 14.25.",
                ),
                Measure(
                    key="bpm",
                    title="Pulse at the end",
                    unit="bpm",
                    low=50,
                    high=220,
                    ask="Your pulse at the end, for a minute?",
                    hint="Beats counted in 15 seconds, times four.",
                ),
                Measure(key="kg", title="Weight", unit="kg", low=25, high=300, decimals=1, ask="Your weight?"),
            ),
        ),
    ),
    scores=(Score(key="vo2", title="Estimated oxygen uptake", formula="rockport"),),
    norms=(NormRef(measure="vo2", scale="", why_none="An estimate of a formula (Kline 1987); no norm."),),
    sources=("Kline et al., Med Sci Sports Exerc 1987;19(3):253-259.",),
)

STAGES = tuple(Choice(str(number), f"Stage {number}") for number in range(1, 13))

TALK_TEST = Protocol(
    key="talk-test",
    title="Talk test",
    purpose="The pulse at the first stage at which talking is not comfortable any more: the first threshold (VT1).",
    for_client="You exercise a little harder every few minutes and say a text aloud; you are asked whether it is easy.",
    minutes=20,
    company="trainer",
    prepare=("A treadmill, a bicycle or a step, and a text of 30 seconds to say aloud.", "A chest strap or a watch."),
    not_if=(*NOT_IF, *HARD, BETA_BLOCKER),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="stages",
            title="Stage by stage",
            words=(
                "Stay two to three minutes at each stage, and say the text aloud in its last 30 seconds.",
                "Ask whether talking is comfortable. The first answer that is not a clear yes ends the test.",
                "Note the stage, the pulse and the effort of that moment.",
            ),
            measures=(
                Measure(
                    key="bpm",
                    title="Pulse when talking was not comfortable any more",
                    unit="bpm",
                    low=60,
                    high=220,
                ),
                Measure(key="stage", title="At which stage", choices=STAGES),
                Measure(key="rpe", title="Effort", unit="points", low=0, high=10, hint="0 none, 10 all there was."),
                Measure(
                    key="answer",
                    title="The answer",
                    choices=(Choice("unsure", "Not sure"), Choice("no", "No, not comfortable")),
                ),
                Measure(
                    key="machine",
                    title="Done on",
                    choices=(
                        Choice("treadmill", "Treadmill"),
                        Choice("bicycle", "Bicycle"),
                        Choice("step", "Step"),
                        Choice("other", "Something else"),
                    ),
                    is_method=True,
                ),
            ),
        ),
    ),
    norms=(NormRef(measure="bpm", scale="", why_none="No norm: it is a person's own threshold."),),
)
