"""The 30-second chair stand: below which count somebody is below average for their age.

CDC STEADI prints the lower end of the average of Rikli and Jones (Senior Fitness Test); the lower ends of their ranges
as printed elsewhere (fitnessprosbattlecreek.com after the manual of 2013, wis.it.com) are the same counts.
"""

from server.domain.protocols.norms.scale import Band, Scale, Sex, Table

AGES = ((60, 64), (65, 69), (70, 74), (75, 79), (80, 84), (85, 89), (90, 94))
AT_LEAST: dict[Sex, tuple[int, ...]] = {
    "male": (14, 12, 12, 11, 10, 8, 7),
    "female": (12, 11, 10, 10, 9, 8, 4),
}

CHAIR_STAND = Scale(
    key="cdc-chair-stand",
    title="30-second chair stand",
    source="CDC STEADI, after Rikli and Jones (1999); the same lower ends in two prints of their ranges.",
    method={"arms": ("no",)},
    method_words="a chair without arms, the arms crossed, never used to get up.",
    better="higher",
    tables=tuple(
        Table(sex=sex, ages=ages, bands=(Band("Average or above", counts[place]), Band("Below average", None)))
        for sex, counts in AT_LEAST.items()
        for place, ages in enumerate(AGES)
    ),
)
