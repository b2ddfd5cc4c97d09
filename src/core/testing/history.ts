import { type Change, applyWords } from "../change.ts";
import type { Element, ElementKind, Importance } from "../element.ts";
import type { History } from "../history.ts";
import { type Answer, type Reading, attributeSubject, elementSubject, quantitySubject } from "../reading.ts";
import { Recipe } from "../recipe.ts";
import type { Arm, Round, RoundKind, Slot } from "../round.ts";
import type { Variation } from "../variation.ts";
import type { Verdict } from "../verdict.ts";

/** A picture in a sketch: what a judge answered per element, and what else is known of it. */
export interface PictureSketch {
  readonly seed?: number | null;
  readonly reads?: Readonly<Record<string, Answer>>;
  /** Verdicts of a person, by element. */
  readonly says?: Readonly<Record<string, "right" | "missed">>;
  readonly choice?: "pick" | "reject";
  readonly attributes?: Readonly<Record<string, string>>;
  readonly quantities?: Readonly<Record<string, number>>;
  readonly recipe?: Partial<Recipe>;
}

export interface ArmSketch {
  readonly change?: Change | null;
  readonly confounded?: boolean;
  readonly pictures: readonly PictureSketch[];
}

export interface RoundSketch {
  readonly kind: RoundKind;
  /** Index of the parent round and arm: the controls are its pictures of the same seed. */
  readonly parent?: number;
  readonly parentArm?: number;
  readonly attempt?: number;
  readonly arms: readonly ArmSketch[];
}

export interface ElementSketch {
  readonly kind?: ElementKind;
  readonly importance?: Importance;
  readonly statement?: string;
}

export interface HistorySketch {
  readonly prompt?: string;
  /** Prompts of later attempts. */
  readonly restarts?: readonly string[];
  readonly elements: Readonly<Record<string, ElementSketch>>;
  readonly rounds: readonly RoundSketch[];
}

/** A history drawn from a sketch, for tests: rows as a store would return them, all readings by the reader "judge". */
export function historyFrom(sketch: HistorySketch): History {
  const prompts = [sketch.prompt ?? "a pear", ...(sketch.restarts ?? [])];
  const elements = Object.entries(sketch.elements).map(([id, element]) => elementFrom(id, element));
  const base: History = {
    session: {
      id: "session",
      title: "A sketch",
      engine: "sketch",
      createdAt: 0,
      head: 0,
      brief: {
        prompt: prompts[0] ?? "",
        negativePrompt: "",
        medium: "image",
        elements,
        references: [],
        judge: "judge",
        target: { format: "png" },
      },
    },
    attempts: prompts.map((prompt, index) => ({
      id: `attempt${index}`,
      session: "session",
      ordinal: index + 1,
      prompt,
      reason: "",
      createdAt: 0,
    })),
    rounds: [],
    arms: [],
    slots: [],
    variations: [],
    readings: [],
    verdicts: [],
    deliveries: [],
  };
  return sketch.rounds.reduce((history, round, index) => withRound(history, round, index, prompts), base);
}

const elementFrom = (id: string, sketch: ElementSketch): Element => ({
  id,
  kind: sketch.kind ?? "subject",
  importance: sketch.importance ?? "must",
  statement: sketch.statement ?? id,
  question: `Does it show ${sketch.statement ?? id}?`,
  words: [],
});

function withRound(history: History, sketch: RoundSketch, index: number, prompts: readonly string[]): History {
  const attempt = `attempt${sketch.attempt ?? 0}`;
  const parent = sketch.parent === undefined ? null : `round${sketch.parent}`;
  const round: Round = {
    id: `round${index}`,
    attempt,
    session: "session",
    ordinal: index + 1,
    kind: sketch.kind,
    parent,
    createdAt: index,
  };
  const started: History = { ...history, rounds: [...history.rounds, round] };
  const controls = history.variations.filter(({ arm }) => arm === `${parent}arm${sketch.parentArm ?? 0}`);
  const prompt = controls[0]?.recipe.prompt ?? prompts[sketch.attempt ?? 0] ?? "";
  return sketch.arms.reduce(
    (grown, arm, ordinal) => withArm(grown, arm, { round, ordinal, controls, prompt }),
    started,
  );
}

interface Place {
  readonly round: Round;
  readonly ordinal: number;
  readonly controls: readonly Variation[];
  readonly prompt: string;
}

function withArm(history: History, sketch: ArmSketch, place: Place): History {
  const change = sketch.change ?? null;
  const id = `${place.round.id}arm${place.ordinal}`;
  const arm: Arm = {
    id,
    round: place.round.id,
    ordinal: place.ordinal + 1,
    change,
    confounded: sketch.confounded ?? false,
  };
  const prompt = change?.kind === "words" ? (applyWords(place.prompt, change) ?? place.prompt) : place.prompt;
  const rows = sketch.pictures.map((picture, position) => pictureRows(picture, { ...place, prompt, arm, position }));
  return {
    ...history,
    arms: [...history.arms, arm],
    slots: [...history.slots, ...rows.map(({ slot }) => slot)],
    variations: [...history.variations, ...rows.map(({ variation }) => variation)],
    readings: [...history.readings, ...rows.flatMap(({ readings }) => readings(history))],
    verdicts: [...history.verdicts, ...rows.flatMap(({ verdict }) => verdict ?? [])],
  };
}

interface Rows {
  readonly slot: Slot;
  readonly variation: Variation;
  readonly readings: (history: History) => readonly Reading[];
  readonly verdict: Verdict | undefined;
}

function pictureRows(sketch: PictureSketch, place: Place & { readonly arm: Arm; readonly position: number }): Rows {
  const id = `${place.arm.id}picture${place.position}`;
  const recipe = Recipe.parse({
    engine: "sketch",
    fingerprint: "sketch 1",
    prompt: place.prompt,
    size: { width: 64, height: 64 },
    seed: sketch.seed === undefined ? place.position + 1 : sketch.seed,
    ...sketch.recipe,
  });
  const control =
    place.controls.find((candidate) => candidate.recipe.seed === recipe.seed && recipe.seed !== null)?.id ?? null;
  const shared = { session: "session", round: place.round.id, arm: place.arm.id, recipe, control };
  const slot: Slot = {
    ...shared,
    id: `${id}slot`,
    position: place.position,
    state: "done",
    calls: 1,
    variation: id,
    failure: null,
  };
  const variation: Variation = {
    ...shared,
    id,
    slot: slot.id,
    blob: `blob of ${id}`,
    mediaType: "image/png",
    width: 64,
    height: 64,
    warnings: [],
    seconds: 1,
    cost: null,
    createdAt: place.round.createdAt,
  };
  const verdict: Verdict | undefined =
    sketch.says || sketch.choice
      ? { variation: id, choice: sketch.choice ?? null, rating: null, elements: { ...sketch.says } }
      : undefined;
  return { slot, variation, verdict, readings: (history) => readingRows(history, sketch, variation.blob) };
}

function readingRows(history: History, sketch: PictureSketch, blob: string): readonly Reading[] {
  const row = (subject: string, body: Reading["body"]): Reading => ({
    blob,
    reader: "judge",
    version: 1,
    subject,
    body,
    createdAt: 0,
  });
  const { elements } = history.session.brief;
  return [
    ...Object.entries(sketch.reads ?? {}).map(([id, answer]) => {
      const statement = elements.find((element) => element.id === id)?.statement ?? id;
      return row(elementSubject({ statement }), {
        element: id,
        answer,
        probability: { present: 0.95, absent: 0.05, unsure: 0.5 }[answer],
      });
    }),
    ...Object.entries(sketch.attributes ?? {}).map(([attribute, value]) =>
      row(attributeSubject(attribute), { attribute, value, probability: 0.9 }),
    ),
    ...Object.entries(sketch.quantities ?? {}).map(([quantity, value]) =>
      row(quantitySubject(quantity), { quantity, value, unit: "" }),
    ),
  ];
}

/** "ppa?" → present, present, absent, unsure: one picture per letter, for each element. */
export function picturesFrom(answers: Readonly<Record<string, string>>, firstSeed = 1): PictureSketch[] {
  const names = { p: "present", a: "absent", "?": "unsure" } as const;
  const count = Math.max(...Object.values(answers).map(({ length }) => length), 0);
  return Array.from({ length: count }, (_, index) => ({
    seed: firstSeed + index,
    reads: Object.fromEntries(
      Object.entries(answers).flatMap(([id, letters]) => {
        const name = names[letters[index] as keyof typeof names];
        return name === undefined ? [] : [[id, name] as const];
      }),
    ),
  }));
}

/** The same with a person's verdicts, which are certain. */
export const verdictsFrom = (answers: Readonly<Record<string, string>>, firstSeed = 1): PictureSketch[] =>
  picturesFrom(answers, firstSeed).map(({ seed, reads }) => ({
    ...(seed !== undefined && { seed }),
    says: Object.fromEntries(
      Object.entries(reads ?? {}).flatMap(([id, answer]) =>
        answer === "unsure" ? [] : [[id, answer === "present" ? "right" : "missed"] as const],
      ),
    ),
  }));

/** Words for an element. */
export const add = (element: string, words: string): Change => ({ kind: "words", element, remove: "", add: words });
