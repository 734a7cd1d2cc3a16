"""The intake: who somebody is, where they train, what they did so far, and what there is to work with.

Name, e-mail, phone and time zone stand on the client's card already; birth date and emergency contact are asked since
the client knows them best.
"""

from server.domain.forms.starters.making import any_of, ask, choose, form, scale, section, yes

FORM = form(
    "intake",
    "Getting to know you",
    "So that we begin where you are. Leave out what you do not want to say; you can stop at any time and go on later.",
    section(
        "You",
        ask("called", "text", "What shall I call you?"),
        ask("birth_date", "date", "When were you born?", "Some tests compare with people of your age."),
        choose(
            "norm_sex",
            "Which tables shall I compare your results with?",
            """
            women: Those for women
            men: Those for men
            none: None, please
            """,
            "Most tables exist for women and men only. With none you see your own progress.",
        ),
        ask("job", "text", "What do you do all day?", "Sitting, standing, lifting, shifts."),
    ),
    section(
        "In an emergency",
        ask("emergency_name", "text", "Whom shall I call?", needed=True),
        ask("emergency_phone", "text", "Their phone number", needed=True),
        ask(
            "address",
            "text",
            "Where do you usually train?",
            "The address an ambulance would need. I ask again each time.",
        ),
        ask("callback", "text", "A phone that you have within reach while we train"),
        ask("company", "yes_no", "Is another adult usually near?"),
    ),
    section(
        "What you want",
        ask("why", "long", "What would you like to be able to do, or to be different?", needed=True),
        scale("importance", "How important is that to you now?", "not at all", "nothing matters more"),
        scale("confidence", "How sure are you that you can do it?", "not at all", "entirely"),
        ask("before", "long", "What have you tried before, and how did it go?"),
    ),
    section(
        "How active you are",
        ask(
            "minutes_easy",
            "number",
            "Minutes a week of easy movement",
            "Walking, cycling to work, gardening.",
            unit="min",
            least=0,
            most=5000,
        ),
        ask("minutes_hard", "number", "Minutes a week that make you breathe hard", unit="min", least=0, most=3000),
        ask("strength_days", "number", "Days a week with strength training", unit="days", least=0, most=7),
        ask("sports", "long", "Which sports or training did you do, and when last?"),
    ),
    section(
        "Your body",
        ask("injured", "yes_no", "Did you have injuries or surgery that still matter?"),
        ask("injured_more", "long", "Which, when, and what is left of it?", when=yes("injured")),
        ask("medicine", "yes_no", "Do you take medication?"),
        ask("medicine_more", "long", "Which?", when=yes("medicine")),
        ask(
            "beta_blocker",
            "yes_no",
            "Is one of them a beta blocker?",
            "It slows the heart, so we leave out tests by pulse.",
            when=yes("medicine"),
        ),
        choose(
            "pregnancy",
            "Are you pregnant, or did you give birth lately?",
            """
            no: No
            pregnant: I am pregnant
            birth: I gave birth in the last year
            skip: I would rather not say
            """,
        ),
        ask("pregnancy_more", "text", "Which week, or when?", when=any_of("pregnancy", "pregnant", "birth")),
        ask("sleep", "number", "Hours of sleep in a usual night", unit="h", least=0, most=16),
        scale("stress", "How stressful is your life at present?", "calm", "very stressful"),
    ),
    section(
        "What there is to work with",
        choose(
            "things",
            "What do you have?",
            """
            none: Nothing
            mat: A mat
            bands: Bands
            dumbbells: Dumbbells or kettlebells
            bench: A bench or a firm chair
            bar: A bar with plates
            pull_up: A pull-up bar
            machine: A cardio machine
            gym: A gym
            """,
            several=True,
        ),
        ask("things_more", "text", "Which weights?"),
        ask("space", "yes_no", "Is there a free space of two by two metres?"),
        choose(
            "camera",
            "What do you join a video session with?",
            """
            phone: A phone
            tablet: A tablet
            laptop: A laptop
            none: None of them
            """,
            several=True,
        ),
        ask("headphones", "yes_no", "Do you have headphones without a cable?"),
    ),
    section(
        "How we work together",
        choose(
            "services",
            "What interests you?",
            """
            in_person: Training in person
            live: Training together by video
            alone: A program to do by yourself
            tests: Tests that show where you stand
            talk: Somebody to talk to about training
            """,
            several=True,
        ),
        ask(
            "times", "long", "When do you have time?", "Days and hours; say the time zone if it is not your usual one."
        ),
        ask("else", "long", "Is there anything else I should know?"),
    ),
)
