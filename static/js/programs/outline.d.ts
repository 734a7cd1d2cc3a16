/** A program as the server tells it: server/domain/programs/outline.py. In the browser every field is there. */

export type BlockKind = "straight" | "superset" | "circuit" | "emom" | "amrap" | "for_time" | "tabata";

export interface ProgramSet {
  kind: "normal" | "warmup" | "drop" | "myo" | "partial" | "forced" | "tut" | "iso";
  reps: number | null;
  reps_to: number | null;
  amrap: boolean;
  secs: number | null;
  distance_m: number | null;
  load: number | null;
  unit: "" | "kg" | "lb" | "percent" | "bodyweight" | "band";
  band: string;
  tempo: string;
  rpe: number | null;
  rir: number | null;
  rest_s: number;
}

export interface Rule {
  what: "load" | "reps" | "secs" | "distance" | "sets" | "rest" | "rpe";
  how: "add" | "percent" | "replace";
  amount: number;
  first: number;
  every: number;
  most: number | null;
  needs_log: boolean;
}

export interface Entry {
  id: string;
  exercise: string | null;
  name: string;
  side: "" | "left" | "right" | "each";
  note: string;
  sets: ProgramSet[];
  rules: Rule[];
}

export interface Block {
  id: string;
  kind: BlockKind;
  rounds: number;
  rest_s: number;
  clock_s: number;
  note: string;
  entries: Entry[];
}

export interface Day {
  id: string;
  name: string;
  note: string;
  blocks: Block[];
}

export interface Week {
  id: string;
  name: string;
  note: string;
  times: number;
  days: Day[];
}

export interface Program {
  id: string;
  client_id: string | null;
  name: string;
  about: string;
  alone: boolean;
  starts_on: string;
  training_days: number[];
  rev: number;
  weeks: Week[];
}
