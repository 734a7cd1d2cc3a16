"""What supervision from afar can and cannot do. A template to adapt: it is not legal advice."""

from server.domain.forms.starters.making import any_of, ask, choose, form, section

FORM = form(
    "remote-limits",
    "Training with me far away",
    "Over video, or with a program on your own, some things are different. Please read and answer this once.",
    section(
        "What I can and cannot do",
        ask("read", "yes_no", "I have read this and understand it", needed=True),
        text=(
            "By video I see only what your camera shows, a moment late, and I cannot hold or catch you. When you "
            "train on your own I see nothing until you tell me. If the connection breaks, finish safely and wait. "
            "In an emergency you, or somebody near you, calls for help; messages to me are not watched all the time."
        ),
    ),
    section(
        "Where you train",
        ask(
            "address",
            "text",
            "The address where you train",
            "An ambulance would need it, floor and door too.",
            needed=True,
        ),
        ask("callback", "text", "A phone within your reach while you train", needed=True),
        ask("emergency_number", "text", "The emergency number where you are", "Such as 112 or 911.", needed=True),
        choose(
            "company",
            "Is another adult near while you train?",
            """
            always: Always
            sometimes: Sometimes
            never: Never
            """,
            needed=True,
        ),
        ask("company_who", "text", "Who, and how can I reach them?", when=any_of("company", "always", "sometimes")),
    ),
    section(
        "Your space",
        choose(
            "space",
            "What is true of it?",
            """
            clear: Two by two metres are free
            floor: The floor is not slippery
            light: It is bright enough to be seen
            pets: Children and pets stay out
            shoes: I have shoes that hold
            """,
            several=True,
        ),
        ask("space_photo", "file", "A photo of it, if you like"),
        ask("signed", "signature", "I understand these limits and will keep to them", needed=True),
    ),
)
