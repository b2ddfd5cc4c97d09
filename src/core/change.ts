import { z } from "zod";
import { Span } from "./element.ts";
import { Adjustment, type Recipe } from "./recipe.ts";

/** The settings of a recipe that a change may touch, one at a time. */
export const ChangeableParameter = z.enum(["negativePrompt", "steps", "guidance", "sampler", "strength"]);

/** What differs from the parent: exactly one thing. It names the element it is for before it runs. */
export const Change = z.discriminatedUnion("kind", [
  /** Words of the prompt: `remove` is replaced by `add`; an empty `remove` appends, an empty `add` deletes. */
  z.object({
    kind: z.literal("words"),
    element: z.string().nullable(),
    remove: z.string().max(2_000),
    add: z.string().max(2_000),
    /** The words say nothing about the picture: what they do is the engine's noise, and nothing is built on it. */
    placebo: z.literal(true).optional(),
  }),
  /** Changes of words that were tried in arms of their own, now together in one prompt. */
  z.object({
    kind: z.literal("composition"),
    element: z.null(),
    parts: z
      .array(
        z.object({
          /** The arm that tried it alone. */
          arm: z.string(),
          element: z.string().nullable(),
          remove: z.string().max(2_000),
          add: z.string().max(2_000),
        }),
      )
      .min(2)
      .max(8),
  }),
  z.object({
    kind: z.literal("parameter"),
    element: z.string().nullable(),
    name: ChangeableParameter,
    to: z.union([z.string(), z.number()]),
  }),
  /** Image-to-image from the parent's pixels with words added, or an instruction for an editing engine. */
  z.object({
    kind: z.literal("instruction"),
    element: z.string().nullable(),
    text: z.string().min(1).max(2_000),
    strength: z.number().min(0).max(1).nullable(),
    /** What the sentence means for the prompt, where that is known; else its words are appended. */
    words: z.object({ remove: z.string(), add: z.string() }).optional(),
    /** Stretches of the source text that may change, by UTF-16 offsets; all else stays as it is. Only for texts. */
    scope: z.array(Span).min(1).max(10_000).optional(),
  }),
  /** Another seed mixed into the noise by spherical interpolation: small variations of one composition. `amount` 0…1. */
  z.object({ kind: z.literal("variation"), element: z.string().nullable(), amount: z.number().gt(0).max(1) }),
  z.object({ kind: z.literal("adjustment"), element: z.string().nullable(), adjustments: z.array(Adjustment).min(1) }),
  /** Edits of a text that the person chose one by one: which they are, and how many. */
  z.object({
    kind: z.literal("edits"),
    element: z.null(),
    by: z.enum(["copy desk", "taken back", "hand"]),
    count: z.int().min(1),
    /** The first of them, in excerpts. */
    first: z.object({ before: z.string().max(500), after: z.string().max(500) }),
  }),
]);
export type Change = z.infer<typeof Change>;

/** The prompt after a change of words. `undefined` when the words to remove are not in it. */
export function applyWords(
  prompt: string,
  change: { readonly remove: string; readonly add: string },
): string | undefined {
  if (change.remove === "" && change.add.trim() === "") return prompt;
  if (change.remove === "") return appendClause(prompt, change.add);
  const at = prompt.indexOf(change.remove);
  if (at < 0) return undefined;
  const replaced = prompt.slice(0, at) + change.add + prompt.slice(at + change.remove.length);
  return change.add === "" ? tidyCommas(replaced) : replaced;
}

function appendClause(prompt: string, clause: string): string {
  if (isSentence(clause)) return `${prompt.trimEnd().replace(/(?<=[\p{L}\p{N}%)”"’'])[,;]?$/u, ".")} ${clause.trim()}`;
  const trimmed = prompt.trimEnd().replace(/[,;.]+$/u, "");
  return `${trimmed}, ${clause.trim()}`;
}

/** A whole sentence begins one of its own; anything else is a clause of the last. */
const isSentence = (clause: string): boolean => /^\s*[\p{Lu}“"][\s\S]*[.!?]["”]?\s*$/u.test(clause);

const tidyCommas = (prompt: string): string =>
  prompt
    .replace(/\s+/gu, " ")
    .replace(/\s*,(?:\s*,)+/gu, ",")
    .replace(/^[\s,]+|[\s,]+$/gu, "")
    .replace(/\s+,/gu, ",");

export const isPlacebo = (change: Change | null): boolean => change?.kind === "words" && change.placebo === true;

/** The elements that a change was declared for, before it ran. */
export const targetsOf = (change: Change): readonly string[] =>
  change.kind === "composition"
    ? change.parts.flatMap(({ element }) => element ?? [])
    : change.element === null
      ? []
      : [change.element];

/** The prompt after several changes of words, one after the other; undefined when one no longer finds its words. */
export const applyParts = (
  prompt: string,
  parts: readonly { readonly remove: string; readonly add: string }[],
): string | undefined =>
  parts.reduce<string | undefined>((text, part) => (text === undefined ? undefined : applyWords(text, part)), prompt);

/** Image-to-image with the words as they are: other strokes, no other wish. */
export const isRedraw = (change: Change | null): boolean =>
  change?.kind === "instruction" && change.words !== undefined && change.words.remove === "" && change.words.add === "";

/** A change as the heading of its round: short, in the person's words. */
export function describeChange(change: Change): string {
  switch (change.kind) {
    case "words":
      return `${change.placebo ? "placebo: " : ""}${describeWords(change)}`;
    case "composition":
      return `together: ${change.parts.map(describeWords).join(" + ")}`;
    case "parameter":
      return `${change.name} → ${change.to}`;
    case "instruction":
      if (isRedraw(change)) return `the same words, drawn again at strength ${change.strength}`;
      return change.strength === null ? `“${change.text}”` : `“${change.text}” at strength ${change.strength}`;
    case "variation":
      return `vary the noise by ${change.amount}`;
    case "adjustment":
      return change.adjustments.map(describeAdjustment).join(", ");
    case "edits":
      return describeEdits(change);
  }
}

function describeEdits({ by, count, first }: Extract<Change, { kind: "edits" }>): string {
  const what = { "copy desk": "copy edits", "taken back": "changes taken back", hand: "edits by hand" }[by];
  if (count > 1) return `${count} ${what}`;
  const words = describeWords({ remove: first.before, add: first.after });
  return by === "taken back" ? `taken back: ${words}` : words;
}

function describeWords({ remove, add }: { readonly remove: string; readonly add: string }): string {
  if (remove === "") return `add “${add}”`;
  return add === "" ? `remove “${remove}”` : `“${remove}” → “${add}”`;
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const toning = ({ hue, amount }: { hue: number; amount: number }, what: string): string =>
  amount === 0 ? `${what} as they are` : `${what} ${hue}° ${percent(amount)}`;

export function describeAdjustment(adjustment: Adjustment): string {
  switch (adjustment.kind) {
    case "exposure":
      return `exposure ${signed(adjustment.stops)} EV`;
    case "temperature":
      return `temperature ${signed(adjustment.mired)} mired`;
    case "contrast":
    case "saturation":
      return `${adjustment.kind} ${signed(Math.round(adjustment.amount * 100))} %`;
    case "tint":
      return `tint ${signed(adjustment.stops)} ${adjustment.stops < 0 ? "(greener)" : "(more magenta)"}`;
    case "curve":
      return `${adjustment.channel === "all" ? "" : `${adjustment.channel} `}curve ${adjustment.points.map((point) => point.join(" → ")).join(", ")}`;
    case "split-tone":
      return `split tone ${toning(adjustment.shadows, "shadows")}, ${toning(adjustment.highlights, "highlights")}`;
    case "lut":
      return `look ${adjustment.file.slice(0, 8)} ${percent(adjustment.amount)}`;
    case "masked":
      return `${adjustment.side} the mask: ${adjustment.adjustments.map(describeAdjustment).join(", ")}`;
    case "denoise":
      return `denoise ${percent(adjustment.light)}, colour ${percent(adjustment.colour)}`;
    case "vignette":
      return `vignette ${signed(Math.round(adjustment.amount * 100))} %`;
    case "grain":
      return `grain ${percent(adjustment.amount)}`;
    case "rotate":
      return `turn by ${adjustment.quarters * 90}°`;
    case "straighten":
      return `straighten by ${signed(adjustment.degrees)}°`;
    case "sharpen":
      return `sharpen ${adjustment.amount}`;
    case "crop":
      return `crop to ${Math.round(adjustment.width * 100)} × ${Math.round(adjustment.height * 100)} %`;
    case "extend":
      return "extend the frame";
    case "resize":
      return `resize to ${adjustment.size.width}×${adjustment.size.height}`;
  }
}

/** The fields in which two recipes differ; seeds, sources and the engine's fingerprint included. */
export function recipeDifference(a: Recipe, b: Recipe): readonly (keyof Recipe)[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Recipe>;
  return [...keys].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}
