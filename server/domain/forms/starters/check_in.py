"""The weekly check-in: two minutes, mostly taps; words where something is not well."""

from server.domain.forms.questions import Condition
from server.domain.forms.starters.making import any_of, ask, choose, form, scale, section, yes

FORM = form(
    "check-in",
    "Your week",
    "Two minutes. It is read, but not at once: in an emergency call for help.",
    section(
        "Training",
        ask("trained", "number", "How often did you train?", unit="times", least=0, most=21, needed=True),
        choose(
            "effort",
            "How hard was it, all in all?",
            """
            very_easy: Very easy
            easy: Easy
            hard: Hard
            very_hard: Very hard
            all: All I had
            """,
        ),
        ask("went_well", "long", "What went well?"),
        ask("got_in_way", "long", "What got in the way?"),
    ),
    section(
        "You",
        scale("energy", "Energy", "empty", "full", most=10),
        scale("sleep", "Sleep", "very bad", "very good", most=10),
        scale("stress", "Stress", "calm", "very stressful", most=10),
        ask("weight", "number", "Weight, if we follow it", unit="kg", least=20, most=400),
    ),
    section(
        "Pain and health",
        ask("pain", "yes_no", "Did something hurt?", needed=True),
        ask("pain_where", "text", "Where, and doing what?", needed=True, when=yes("pain")),
        scale("pain_much", "How much, at its worst?", "not at all", "as bad as can be", when=yes("pain")),
        choose(
            "health",
            "Did your health change?",
            """
            no: No
            ill: I was ill
            medication: New or other medication
            pregnant: I am pregnant
            doctor: A doctor told me something new
            """,
            several=True,
            needed=True,
        ),
        ask("health_more", "long", "Tell me more", needed=True, when=any_of("health", "ill", "medication", "doctor")),
    ),
    section(
        "Next week",
        scale("confidence", "How sure are you that you can do next week's plan?", "not at all", "entirely"),
        ask("easier", "long", "What would make it easier?", when=Condition(question="confidence", most=7)),
        ask("question", "long", "A question for me"),
    ),
)
