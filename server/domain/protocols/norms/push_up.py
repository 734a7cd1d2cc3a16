"""Push-ups without a time limit (Canadian Standardized Test of Fitness, used by CSEP and ACSM): men on their toes.

Two independent prints (canadacollege.edu, whistlerphysiotherapy.blogspot.com) agree for men from 15 to 29. Every other
row was read in one place only, and some of its cells differ between prints (men of 40 to 49: 22 or 25; the lowest band
of men of 60 to 69 and of women from 50 on), so they are left out. The YMCA's table (Golding 1986) is another scale.
"""

from server.domain.protocols.norms.scale import Band, Scale, Table

PUSH_UP = Scale(
    key="csep-push-up",
    title="Push-ups to the limit (CSEP)",
    source="Canadian Standardized Test of Fitness, as printed by Cañada College and by Whistler Physiotherapy.",
    method={"position": ("standard",)},
    method_words="on the toes, without a pause or a set tempo, until the form is lost.",
    better="higher",
    tables=(
        Table(
            sex="male",
            ages=(15, 19),
            bands=(
                Band("Excellent", 39),
                Band("Very good", 29),
                Band("Good", 23),
                Band("Fair", 18),
                Band("Needs improvement", None),
            ),
        ),
        Table(
            sex="male",
            ages=(20, 29),
            bands=(
                Band("Excellent", 36),
                Band("Very good", 29),
                Band("Good", 22),
                Band("Fair", 17),
                Band("Needs improvement", None),
            ),
        ),
    ),
    no_tables={
        "female": "No norm for women: that table was read in one place only, and its cells differ between prints.",
    },
)
