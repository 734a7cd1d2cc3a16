"""Goals: what somebody wants, how it is measured, how much it matters and how sure they are of it.

Open question first, then importance and confidence from 0 to 10, then one small step: ask, break down, collaborate.
"""

from server.domain.forms.questions import Condition
from server.domain.forms.starters.making import ask, form, scale, section

FORM = form(
    "goals",
    "Your goals",
    "What we work towards. There are no wrong answers, and we look at them again together.",
    section(
        "What you want",
        ask("goal", "long", "What do you want to reach?", "As you would tell a friend.", needed=True),
        ask("why", "long", "Why does it matter to you?"),
        ask(
            "measure",
            "text",
            "How will we notice that you are there?",
            "Something to count, time or weigh, or something you can do then.",
        ),
        ask("now", "text", "Where are you now?"),
        ask("target", "text", "Where do you want to be?"),
        ask("by", "date", "By when?"),
    ),
    section(
        "How it feels",
        scale("importance", "How important is it to you?", "not at all", "nothing matters more", needed=True),
        scale("confidence", "How sure are you that you can do it?", "not at all", "entirely", needed=True),
        ask(
            "surer",
            "long",
            "What would make you one step surer?",
            when=Condition(question="confidence", most=7),
        ),
    ),
    section(
        "The first step",
        ask("hurdles", "long", "What could get in the way?"),
        ask("step", "text", "One small thing that you can do this week"),
        ask("help", "long", "How can I help?"),
    ),
)
