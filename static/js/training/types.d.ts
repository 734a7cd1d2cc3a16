/** What a program's page and a gym sheet are made from: a day as it was planned, and what was said of it. */

import type { Place } from "../live/types.d.ts";

export type Unit = "kg" | "lb";
export type Kind = "set" | "unset" | "skip" | "unskip" | "pain" | "note" | "pause" | "go_on" | "unwell" | "fine" | "finish" | "check_in";

/** One thing said: server/domain/training/entries.py tells of each field. What is left out is as by default. */
export interface Entry {
  id: string;
  kind: Kind;
  at_ms: number;
  program?: string;
  day?: string;
  entry?: string;
  exercise?: string;
  name?: string;
  number?: number;
  reps?: number | null;
  load?: number | null;
  unit?: Unit;
  secs?: number | null;
  rpe?: number | null;
  pain?: boolean | null;
  where?: Place[];
  text?: string;
}

/** An entry on this device. */
export interface Item {
  id: string;
  /** whose, where the page is about several; "" on one's own */
  client: string;
  entry: Entry;
  /** new: only here so far; kept: the server has it; refused: it does not want it */
  state: "new" | "kept" | "refused";
  /** why it was refused */
  message: string;
}

export interface SetPlan {
  reps: number | null;
  reps_to: number | null;
  /** as many as possible */
  amrap: boolean;
  secs: number | null;
  load: number | null;
  unit: Unit;
  /** what no number says: "warm-up, tempo 3-1-X-0" */
  note: string;
  /** after it, in seconds */
  rest_s: number;
}

export interface EntryPlan {
  id: string;
  exercise: string;
  name: string;
  /** in a block of rounds one for each round */
  sets: SetPlan[];
  note: string;
  one_sided: boolean;
  /** why it is not for doing alone; "" where it is */
  not_alone: string;
}

export type BlockKind = "straight" | "superset" | "circuit" | "emom" | "amrap" | "for_time" | "tabata";

export interface Block {
  id: string;
  kind: BlockKind;
  /** what a person calls it: "Superset, 3 rounds, rest 90 s"; "" for plain sets */
  title: string;
  /** how often it goes around; 0: as often as fits, or it has none */
  rounds: number;
  /** after a round */
  rest_s: number;
  /** emom: of one round; amrap: of it all; for_time: at most; tabata: of work; 0: as usual */
  clock_s: number;
  note: string;
  entries: EntryPlan[];
}

export interface Day {
  /** its place in the program, as an entry names it */
  id: string;
  title: string;
  /** "Week 2" */
  week: string;
  /** "Mon 4 May"; "" where no date is meant */
  when: string;
  note: string;
  blocks: Block[];
}

export interface Shown {
  /** said by the trainer, those about the world before those about the body */
  cues: string[];
  safety: string[];
  /** how one gets into position */
  setup: string;
  /** the movement step by step */
  phases: string[];
  /** what goes wrong most, and what helps */
  faults: string[];
  /** who leaves it out, or asks first */
  avoid: string[];
  picture: string | null;
  drawn: string[];
  /** what stands for it in a list: the trainer's first, else one of ours */
  small: string | null;
  video: string | null;
}

/** What was done last time of an exercise, by its key or by its name in small letters. */
export interface Last {
  reps: number | null;
  load: number | null;
  unit: Unit;
  secs: number | null;
  /** "8 × 20 kg, 12 May" */
  words: string;
}

export interface Program {
  id: string;
  title: string;
  days: Day[];
  /** the day that is to be done now; "" when all are done */
  today: string;
}

/** Whether somebody may exercise. words: what they read where not; href: where they can do something about it. */
export interface Gate {
  may: boolean;
  words: string;
  href: string;
}

export interface Config {
  /** "/c/…": without a slash at the end */
  base: string;
  /** of this page: what it sends to is below it */
  page: string;
  client: { id: string; name: string };
  trainer: { name: string; phone: string };
  now_ms: number;
  gate: Gate;
  program: Program | null;
  exercises: Record<string, Shown>;
  lasts: Record<string, Last>;
  log: { seq: number; by: string; entry: Entry }[];
  seq: number;
  /** the weekly form that waits to be filled in */
  check_in: { href: string; title: string } | null;
  worker: string;
}

/** Somebody on a sheet at the gym. */
export interface Person {
  id: string;
  name: string;
  /** "" where the session's own list is done */
  program: string;
  day: Day;
  gate: Gate;
  lasts: Record<string, Last>;
}

export interface GymConfig {
  base: string;
  page: string;
  title: string;
  people: Person[];
  /** by exercise the address of a small one */
  pictures: Record<string, string>;
  now_ms: number;
  log: { client: string; entry: Entry }[];
  worker: string;
  owner: string;
}
