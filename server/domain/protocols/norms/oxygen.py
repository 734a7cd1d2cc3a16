"""Oxygen uptake estimated from a run or a walk, in ml/kg/min. Estimates of a formula, never measured values.

Several pages print a variant of Rockport with the age squared: it is wrong, and so is a weight in kilograms.
"""

from server.domain.protocols.norms.scale import Sex

LB_PER_KG = 2.2046226218


def run_1_5_mile(minutes: float) -> float:
    """From the time of 1.5 miles, 2414 m. minutes: decimal. Source: ACSM, 3.5 + 483 / t."""
    return 3.5 + 483 / minutes


def rockport(*, kg: float, age: int, sex: Sex, minutes: float, bpm: float) -> float:
    """From one mile walked as fast as possible, 1609 m. minutes: decimal; bpm: at the end of the walk.

    Source: Kline et al., Med Sci Sports Exerc 1987;19(3):253-259.
    """
    pounds = kg * LB_PER_KG
    male = 1 if sex == "male" else 0
    return 132.853 - 0.0769 * pounds - 0.3877 * age + 6.315 * male - 3.2649 * minutes - 0.1565 * bpm
