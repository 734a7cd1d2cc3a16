"""Whether what was logged of an entry reached its targets: what rules of progression ask before they make it harder."""

from server.domain.programs.outline import Entry as Planned
from server.domain.programs.program import Program
from server.domain.programs.progression import Met, id_at
from server.domain.training.standing import Standing


def met(program: Program, standing: Standing) -> Met:
    """By an entry's id: whether all its sets were done, none with fewer repetitions or seconds than it says."""
    planned: dict[str, Planned] = {}
    for week in program.weeks:
        for day in week.days:
            for entry in day.entries:
                planned.update({id_at(entry.id, repeat): entry for repeat in range(1, week.times + 1)})
    done: dict[str, dict[int, tuple[int | None, int | None]]] = {}
    for (of, _day, id, number), one in standing.sets.items():
        if of == program.id:
            done.setdefault(id, {})[number] = (one.reps, one.secs)

    def is_met(entry_id: str) -> bool:
        entry = planned.get(entry_id)
        sets = done.get(entry_id, {})
        if entry is None or len(sets) < len(entry.sets):
            return False
        for number, one in enumerate(entry.sets, start=1):
            reps, secs = sets.get(number, (None, None))
            if one.reps is not None and reps is not None and reps < one.reps:
                return False
            if one.secs is not None and secs is not None and secs < one.secs:
                return False
        return True

    return is_met
