import { z } from "zod";
import type { Change } from "../../core/change.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import { type History, variationIn } from "../../core/history.ts";
import { plural } from "../../core/sentences.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { applyEdits, compareText, suggestEdits, takeBack } from "../../text/index.ts";
import { Answer, SessionField, defineOperation } from "../define.ts";
import { carryOut } from "../shared/carry-out.ts";
import { chooseSource, namedVariation } from "../shared/choose-source.ts";
import { picturesOf } from "../shared/describe-round.ts";
import { historyOf } from "../shared/session-of.ts";
import { copyDeskEngine } from "./refine-text.ts";
import { isText, textOf } from "./text-of.ts";

const EditInput = z.object({
  session: SessionField,
  variation: z.string().optional().describe("The text to edit; the best so far when left out"),
  accept: z
    .array(z.int().min(1))
    .min(1)
    .max(100_000)
    .optional()
    .describe("Make these copy edits, by the numbers that `copy-edit` gives them"),
  takeBack: z
    .array(z.int().min(1))
    .min(1)
    .max(100_000)
    .optional()
    .describe("Take back these changes, by their places in `compare-texts`, from 1"),
  against: z.string().optional().describe("The earlier text of `takeBack`; what it was made from when left out"),
  text: z.string().max(1_000_000).optional().describe("The whole text as it should be, edited by hand"),
});
type EditInput = z.output<typeof EditInput>;

export const editText = defineOperation({
  name: "edit",
  summary: "Save edits of a text as a new variation: copy edits that you accept, changes taken back, or words by hand.",
  effect: "write",
  input: EditInput,
  output: Answer.extend({ round: z.string(), variation: z.string() }),
  commandLine: { positional: ["session"], example: "samebut edit last --accept 1 4" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const source = chooseSource(studio, history, input.variation);
    if (!isText(source))
      throw invalid(
        `${shortId(source.id)} is a picture; only a text is edited word by word.`,
        "`samebut refine` changes pictures.",
      );
    const before = await textOf(studio, source);
    const made = await editedBy(studio, history, input, source, before);
    if (made.text === before) throw invalid("These edits change nothing.", "Choose other edits, or keep the text.");
    if (made.text.trim() === "") throw invalid("This would leave an empty text.", "Keep at least one sentence.");
    const blob = await studio.blobs.put(new TextEncoder().encode(made.text), "text/plain");
    const request = { kind: "edit" as const, source: source.id, change: made.change, result: blob.hash };
    const { history: after, round } = await carryOut({
      studio,
      history,
      engine: copyDesk(studio),
      request,
      wait: true,
      signal,
    });
    const variation = after.variations.find((one) => one.round === round)!;
    return {
      round,
      variation: variation.id,
      summary: `${plural(made.change.count, "edit")} of ${shortId(source.id)} made ${shortId(variation.id)}.`,
      pictures: picturesOf(after, round),
    };
  },
});

function copyDesk({ engines }: Pick<Studio, "engines">): string {
  if (engines.has(copyDeskEngine)) return copyDeskEngine;
  throw new StudioError("unavailable", "The engine “copy-desk” is not there.", {
    hint: "Create the studio with it.",
  });
}

interface Edited {
  readonly text: string;
  readonly change: Extract<Change, { kind: "edits" }>;
}

/** Exactly one way of editing at a time. */
async function editedBy(
  studio: Studio,
  history: History,
  { accept, takeBack: places, against, text }: EditInput,
  source: Variation,
  before: string,
): Promise<Edited> {
  if ([accept, places, text].filter((one) => one !== undefined).length !== 1)
    throw invalid(
      "Say one thing to do: accept copy edits, take changes back, or give the whole text.",
      "For example: samebut edit last --accept 1 4",
    );
  if (accept) return accepted(before, accept);
  if (text !== undefined) return byHand(before, text);
  const earlier = against === undefined ? parentOf(history, source) : namedVariation(history, against);
  return takenBack(await textOf(studio, earlier), before, places ?? []);
}

function parentOf(history: History, { id, control }: Variation): Variation {
  if (control !== null) return variationIn(history, control);
  throw invalid(
    `${shortId(id)} was made from no other text.`,
    "Name the text to compare with: --against and the id of a variation.",
  );
}

function accepted(before: string, accept: readonly number[]): Edited {
  const edits = suggestEdits(before).filter(({ id }) => accept.includes(id));
  if (edits.length !== new Set(accept).size)
    throw invalid("There is no such copy edit in this text.", "`samebut copy-edit` lists them with their numbers.");
  return { text: applyEdits(before, edits), change: changeOf("copy desk", edits.length, edits[0]!) };
}

function byHand(before: string, text: string): Edited {
  const changed = compareText(before, text).sentences.filter(({ kind, moved }) => kind !== "keep" || moved);
  return { text, change: changeOf("hand", Math.max(1, changed.length), excerptsOf(changed[0])) };
}

function takenBack(earlier: string, text: string, places: readonly number[]): Edited {
  const comparison = compareText(earlier, text);
  const chosen = [...new Set(places)].map((place) => comparison.sentences[place - 1]);
  if (chosen.some((change) => change === undefined || (change.kind === "keep" && !change.moved)))
    throw invalid("There is no such change between these texts.", "`samebut compare-texts` lists them in order.");
  const indices = new Set(places.map((place) => place - 1));
  const { before, after } = excerptsOf(chosen[0]);
  return {
    text: takeBack(earlier, text, indices, comparison),
    change: changeOf("taken back", chosen.length, { before: after, after: before }),
  };
}

type Excerpts = { readonly before: string; readonly after: string };

const excerptsOf = (
  change: { before: { text: string } | null; after: { text: string } | null } | undefined,
): Excerpts => ({
  before: change?.before?.text ?? "",
  after: change?.after?.text ?? "",
});

const longestExcerpt = 200;

const changeOf = (by: Edited["change"]["by"], count: number, { before, after }: Excerpts): Edited["change"] => ({
  kind: "edits",
  element: null,
  by,
  count,
  first: { before: excerpt(before), after: excerpt(after) },
});

const excerpt = (text: string): string =>
  text.length > longestExcerpt ? `${text.slice(0, longestExcerpt).toWellFormed()}…` : text;
