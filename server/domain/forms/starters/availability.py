"""When somebody can train, where, and how."""

from server.domain.forms.starters.making import any_of, ask, choose, form, section

_TIMES = """
    early: Before 9
    morning: 9 to 12
    noon: 12 to 14
    afternoon: 14 to 18
    evening: After 18
"""

FORM = form(
    "availability",
    "When you can train",
    "So that I can plan. Times are yours; mark all that would do.",
    section(
        "Days and times",
        ask("time_zone", "text", "Which town's time do you live by?"),
        *(
            choose(day, name, _TIMES, several=True)
            for day, name in (
                ("mon", "Monday"),
                ("tue", "Tuesday"),
                ("wed", "Wednesday"),
                ("thu", "Thursday"),
                ("fri", "Friday"),
                ("sat", "Saturday"),
                ("sun", "Sunday"),
            )
        ),
    ),
    section(
        "How often and how long",
        ask("per_week", "number", "Trainings a week that are realistic", unit="a week", least=0, most=14),
        ask("minutes", "number", "Minutes for each", unit="min", least=5, most=240),
        ask("away", "long", "When are you away in the next months?"),
    ),
    section(
        "Where and how",
        choose(
            "where",
            "Where would you like to train?",
            """
            gym: At a gym
            studio: At my trainer's studio
            home: At home
            park: Outside
            work: At work
            video: By video
            """,
            several=True,
        ),
        ask("where_note", "text", "Where exactly?", when=any_of("where", "gym", "home", "park", "work")),
        choose(
            "remind",
            "How shall I remind you?",
            """
            mail: By e-mail
            text: By text message
            no: Not at all
            """,
        ),
    ),
)
