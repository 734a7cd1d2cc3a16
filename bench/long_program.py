"""Programs of any length for the figures: as JSON, and as rows of a table."""

from typing import Any

from server.domain.our_exercises import OURS

EXERCISES = ("Goblet squat", "Push-up", "Romanian deadlift", "One-arm dumbbell row", "Front plank", "Farmer's carry")


def program(*, weeks: int, days: int, exercises: int) -> dict[str, Any]:
    """The body of a new program: one week, repeated; each exercise of ours with a warm-up, three sets, a rule."""
    warm_up = {"kind": "warmup", "reps": 10, "load": 10, "unit": "kg", "rest_s": 60}
    work = {"reps": 8, "reps_to": 10, "load": 20, "unit": "kg", "rest_s": 90, "tempo": "3-1-X-0", "rpe": 8}
    rule = {"what": "load", "amount": 2.5}
    return {
        "name": "Twelve weeks",
        "weeks": [
            {
                "id": "w",
                "times": weeks,
                "days": [
                    {
                        "id": f"d{day}",
                        "name": f"Day {day + 1}",
                        "blocks": [
                            {
                                "id": f"d{day}b",
                                "entries": [
                                    {
                                        "id": f"d{day}e{n}",
                                        "exercise": (of := OURS[(day * exercises + n) % len(OURS)]).key,
                                        "name": of.name,
                                        "sets": [warm_up, work, work, work],
                                        "rules": [rule],
                                    }
                                    for n in range(exercises)
                                ],
                            }
                        ],
                    }
                    for day in range(days)
                ],
            }
        ],
    }


def rows(count: int) -> str:
    """A table of so many rows under its heading: two programs, each of a year and more than a day's exercises."""
    lines = ["program,week,day,exercise,sets,reps,load,unit,effort,rest,note"]
    for n in range(count):
        half, at = divmod(n, (count + 1) // 2)
        week, place = at % 52 + 1, at // 52
        name = EXERCISES[n % len(EXERCISES)]
        lines.append(f"Program {half + 1},{week},Day {place % 5 + 1},{name},3,8-10,{20 + n % 40},kg,8,90,note {n}")
    return "\n".join(lines)
