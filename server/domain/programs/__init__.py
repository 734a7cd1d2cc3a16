"""Programs: what a client is to train, as program > week > day > block > entry > set. Pure.

A program is a template of a trainer's library (`client_id` None) or a client's own copy; changing one never changes the
other. Its outline is what the trainer wrote: a week may stand for several (`times`), and an entry may carry rules that
make it harder from one of them to the next. What a client sees is written out (`progression.written_out`): one week
after the other, each with numbers of its own.

For whoever delivers a program or keeps what was done of it:

- `store.programs.current(db, client_id, today)` is the copy a client trains by, None when there is none;
  `access.program(db, me, id)` and `access.program_of(db, client, id)` open one by its id.
- `delivery.days_of(program, met)` gives every day in order with its date, or None on a day that is free within its
  week; `delivery.day_of(program, day_id, met)` the one of that id. Blocks, entries and sets are those of `outline`.
- `day_list.planned(day)` is a day as the room's list of exercises takes it.
- Ids of weeks, days, blocks and entries are unique in a program and never change while the piece lives: moving,
  renaming or changing it keeps them, and so does writing repeated weeks out. Week 3 of a week `w7` that stands for four
  is `w7-3`, its days and entries likewise (`e2-3`). A set is named by its entry's id and its number, from 1.
  A piece that is copied gets ids of its own. Actuals are kept by `(program id, entry id, set number)`, apart from here.
- `met(entry_id)` says whether an entry's targets were reached by what was logged: rules with `needs_log` ask for it.
"""
