"""The YMCA's 3-minute step test: heartbeats in the whole minute after stepping.

Read in zaireey.blogspot.com (2009), cartwrightfitness.co.uk and sparkpeople.com, which print the same rows for men (one
print has "92-88" where the others have 92-98). Of the women's rows only the two best were read anywhere, so there is
no table for women. A different table ("Canadian Public Health Association Project", 15 s counted after 5 s, times
four) goes about under the same name; it is not this one.
"""

from server.domain.protocols.norms.scale import Band, Scale, Table

AGES: tuple[tuple[int, int | None], ...] = ((18, 25), (26, 35), (36, 45), (46, 55), (56, 65), (66, None))
# The highest count of each printed band, by age band.
MEN: dict[str, tuple[int, ...]] = {
    "Excellent": (76, 76, 76, 82, 77, 81),
    "Good": (84, 85, 88, 93, 94, 92),
    "Above average": (93, 94, 98, 101, 100, 102),
    "Average": (100, 102, 105, 111, 109, 110),
    "Below average": (107, 110, 113, 119, 117, 118),
    "Poor": (119, 121, 124, 126, 128, 126),
}

YMCA_STEP = Scale(
    key="ymca-step-60s",
    title="YMCA 3-minute step test",
    source="YMCA table as printed by three independent pages, for men.",
    method={"step_cm": ("30.5",), "pace_bpm": ("96",), "count_s": ("60",), "completed": ("yes",)},
    method_words="a step of 30.5 cm, 96 beats a minute, all three minutes done, counted sitting for a full 60 seconds.",
    better="lower",
    tables=tuple(
        Table(
            sex="male",
            ages=ages,
            bands=(*(Band(name, counts[place]) for name, counts in MEN.items()), Band("Very poor", None)),
        )
        for place, ages in enumerate(AGES)
    ),
    no_tables={"female": "No norm for women: only two rows of that table could be checked. The trend is shown alone."},
)
