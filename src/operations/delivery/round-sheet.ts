import { type Change, describeChange } from "../../core/change.ts";
import type { Element } from "../../core/element.ts";
import { type History, armsOf, currentAttempt, roundIn, slotsOf, verdictOn } from "../../core/history.ts";
import type { Arm, Slot } from "../../core/round.ts";
import { capitalised } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { type Truths, createTruths } from "../../core/method/interpretation/truth.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import type { ContactSheetModel, SheetRow, SheetTile } from "../../imaging/contact-sheet/sheet-model.ts";
import { accuracyIn } from "../shared/method-options.ts";

/** A round as it lies on the light table: one row per arm, the picture it started from pinned left. */
export async function sheetOf(
  studio: Pick<Studio, "judges" | "blobs">,
  history: History,
  round: string,
  sentences: readonly string[],
): Promise<ContactSheetModel> {
  const { kind, ordinal } = roundIn(history, round);
  const arms = armsOf(history, round);
  const changes = arms.flatMap(({ change }) => (change ? [describeChange(change)] : []));
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const rows = await Promise.all(arms.map((arm) => rowOf(studio, history, arm, truths, arms.length > 1)));
  return {
    overline: `Round ${ordinal} · ${kind}`,
    title:
      changes.length === 0
        ? "As written"
        : changes.length === 1
          ? capitalised(changes[0] ?? "")
          : `${changes.length} changes, one each`,
    prompt:
      arms.length === 1
        ? stretchesOf(promptOf(history, arms[0]), arms[0]?.change ?? null)
        : stretchesOf(currentAttempt(history).prompt, null),
    rows,
    sentences,
  };
}

const promptOf = (history: History, arm: Arm | undefined): string =>
  history.slots.find((slot) => slot.arm === arm?.id)?.recipe.prompt ?? currentAttempt(history).prompt;

/** The prompt in pieces, the words of the change marked. */
export function stretchesOf(prompt: string, change: Change | null): ContactSheetModel["prompt"] {
  const words =
    change?.kind === "words" ? change.add : change?.kind === "instruction" ? (change.words?.add ?? change.text) : "";
  const at = words === "" ? -1 : prompt.lastIndexOf(words);
  if (at < 0) return [{ text: prompt, changed: false }];
  return [
    { text: prompt.slice(0, at), changed: false },
    { text: words, changed: true },
    { text: prompt.slice(at + words.length), changed: false },
  ].filter(({ text }) => text !== "");
}

async function rowOf(
  studio: Pick<Studio, "blobs">,
  history: History,
  arm: Arm,
  truths: Truths,
  labelled: boolean,
): Promise<SheetRow> {
  const slots = slotsOf(history, arm.round).filter((slot) => slot.arm === arm.id);
  const shared = new Set(slots.map(({ control }) => control));
  const [only] = shared.size === 1 ? shared : [null];
  const source = history.variations.find(({ id }) => id === only);
  const elements = history.session.brief.elements;
  return {
    label: labelled && arm.change ? describeChange(arm.change) : "",
    parent: source ? { ...(await tileOf(studio, history, source, truths, elements)), name: "before" } : null,
    tiles: await Promise.all(
      slots.map((slot) => slotTile(studio, history, slot, truths, elements, source === undefined)),
    ),
  };
}

async function slotTile(
  studio: Pick<Studio, "blobs">,
  history: History,
  slot: Slot,
  truths: Truths,
  elements: readonly Element[],
  ownControl: boolean,
): Promise<SheetTile> {
  const variation = history.variations.find(({ id }) => id === slot.variation);
  const control = ownControl ? history.variations.find(({ id }) => id === slot.control) : undefined;
  if (variation)
    return withControl(studio, await tileOf(studio, history, variation, truths, elements), control, truths, elements);
  return {
    picture: null,
    name: nameOf(slot),
    state: slot.state,
    picked: false,
    note: slot.failure?.message ?? "",
    marks: [],
  };
}

/** The picture of the same seed without the change, above the one with it. */
async function withControl(
  studio: Pick<Studio, "blobs">,
  tile: SheetTile,
  control: Variation | undefined,
  truths: Truths,
  elements: readonly Element[],
): Promise<SheetTile> {
  if (!control) return tile;
  return {
    ...tile,
    control: await decodePicture(await studio.blobs.read(control.blob), { longestSide }),
    marks: tile.marks.map((mark, i) => ({
      ...mark,
      before: elements[i] ? truths.observation(elements[i], control).answer : "unsure",
    })),
  };
}

/** Of a picture on a sheet, in pixels: more than its tile shows. */
const longestSide = 2048;

async function tileOf(
  studio: Pick<Studio, "blobs">,
  history: History,
  variation: Variation,
  truths: Truths,
  elements: readonly Element[],
): Promise<SheetTile> {
  const { choice } = verdictOn(history, variation.id);
  return {
    picture: await decodePicture(await studio.blobs.read(variation.blob), { longestSide }),
    name: nameOf({ recipe: variation.recipe, position: 0 }),
    state: choice === null ? "" : `${choice}ed`,
    picked: choice === "pick",
    note: variation.warnings[0]?.message ?? "",
    marks: elements.map((element) => ({
      statement: element.statement,
      answer: truths.observation(element, variation).answer,
    })),
  };
}

const nameOf = ({ recipe, position }: Pick<Slot, "recipe" | "position">): string => {
  if (recipe.seed !== null) return `seed ${recipe.seed}`;
  return recipe.adjustments.length > 0 ? "adjusted" : `#${position + 1}`;
};
