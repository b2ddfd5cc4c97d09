import type { Cell, Look, Outline, OutlineRound, OutlineSlot, OutlineVariation } from "../queries.ts";
import { shortId } from "../words.ts";

export const variationsIn = (outline: Outline): readonly OutlineVariation[] =>
  outline.rounds.flatMap(({ variations }) => variations);

export const isText = ({ session }: Outline): boolean => session.brief.medium === "text";

/** What a session makes: "picture", "text". */
export const nounOf = (outline: Outline): string => (isText(outline) ? "text" : "picture");

export const isImported = ({ warnings }: Pick<OutlineVariation, "warnings">): boolean =>
  warnings.some(({ setting }) => setting === "import");

/** The round that a draft came in with. */
export const isDraftAsItCame = ({ variations }: Pick<OutlineRound, "variations">): boolean =>
  variations.some((variation) => variation.mediaType.startsWith("text/") && isImported(variation));

/** A draft that came without a prompt: what stands there is the name of a file, and no element is in its words. */
export const isPromptless = (outline: Outline): boolean =>
  isText(outline) &&
  outline.session.brief.elements.every(({ words }) => words.length === 0) &&
  (outline.rounds[0]?.variations.some(isImported) ?? false);

/** A draft as it came, and nothing said of what it should hold. */
export const isUnbriefed = (outline: Outline): boolean =>
  isPromptless(outline) && outline.session.brief.elements.length === 0;

const indexes = new WeakMap<Outline, ReadonlyMap<string, OutlineVariation>>();

/** By its whole id. An outline never changes, so what was looked up once stays looked up. */
export function variationOf(outline: Outline, id: string | null): OutlineVariation | undefined {
  if (id === null) return undefined;
  const index = indexes.get(outline) ?? new Map(variationsIn(outline).map((variation) => [variation.id, variation]));
  indexes.set(outline, index);
  return index.get(id);
}

/** By its id or the end of one, as addresses name it. */
export const variationNamed = (outline: Outline, name: string): OutlineVariation | undefined =>
  variationOf(outline, name) ?? variationsIn(outline).find(({ id }) => id.endsWith(name));

/** How a picture is spoken of: "Seed 12"; the end of its id where it has no seed. */
export const nameOf = ({ seed, id, mediaType }: Pick<OutlineVariation, "seed" | "id" | "mediaType">): string =>
  seed === null ? `${mediaType.startsWith("text/") ? "Text" : "Picture"} ${shortId(id)}` : `Seed ${seed}`;

export const cellsOf = (look: Look | undefined, slot: OutlineSlot): readonly Cell[] =>
  look?.cells.filter(({ variation }) => variation === slot.variation) ?? [];

/** What the engine warned of in every picture of a round: it is said once. */
export function sharedWarnings({ variations }: Pick<OutlineRound, "variations">): readonly string[] {
  const [first, ...rest] = variations;
  if (!first || rest.length === 0) return [];
  return first.warnings
    .map(({ message }) => message)
    .filter((message) => rest.every(({ warnings }) => warnings.some((other) => other.message === message)));
}

/** Every prompt of the session, the newest first. */
export const promptsOf = ({ rounds }: Outline): readonly string[] =>
  rounds.flatMap(({ arms }) => arms.map(({ prompt }) => prompt)).toReversed();

/** Rounds that refined this variation, the newest first. */
export const refinementsOf = ({ rounds }: Outline, source: string): readonly OutlineRound[] =>
  rounds.filter(({ kind, slots }) => kind === "refine" && slots.some(({ control }) => control === source)).toReversed();
