"""How content a client is with the work together."""

from server.domain.forms.questions import Condition
from server.domain.forms.starters.making import ask, choose, form, scale, section

FORM = form(
    "satisfaction",
    "How is it going with us?",
    "Say it plainly: it helps me to train you better.",
    section(
        "All in all",
        scale("content", "How content are you with our work together?", "not at all", "entirely", needed=True),
        scale("closer", "How much closer are you to your goal?", "not at all", "I am there"),
        ask("best", "long", "What has helped you most?"),
        ask("missing", "long", "What do you miss, or would you change?"),
        ask(
            "why_not",
            "long",
            "What would have to happen for you to be content?",
            when=Condition(question="content", most=6),
        ),
    ),
    section(
        "The parts",
        *(
            scale(key, label, "poor", "very good", least=1, most=5)
            for key, label in (
                ("plan", "The plan and how it fits you"),
                ("words", "How clearly things are explained"),
                ("heard", "How well you feel listened to"),
                ("technique", "Sound, picture and pages"),
            )
        ),
        choose(
            "pace",
            "The pace is",
            """
            slow: Too slow
            right: Right
            fast: Too fast
            """,
        ),
    ),
    section(
        "Telling others",
        scale("recommend", "How likely is it that you recommend me?", "never", "surely"),
        ask("quote", "yes_no", "May I quote what you wrote, with your first name?"),
    ),
)
