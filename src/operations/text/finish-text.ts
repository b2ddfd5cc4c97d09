import { z } from "zod";
import { StudioError, invalid } from "../../core/errors.ts";
import { type History, variationsOf } from "../../core/history.ts";
import type { Recipe } from "../../core/recipe.ts";
import { plural } from "../../core/sentences.ts";
import { shortId } from "../../core/short-id.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { type CopyEdit, type CopyPass, chosenEdits, readCopyPass } from "../../proofing/copy-pass.ts";
import { countWords } from "../../text/index.ts";
import { carryOut } from "../shared/carry-out.ts";
import { describeRound, picturesOf } from "../shared/describe-round.ts";
import { createLines } from "./lines.ts";
import { copyDeskEngine } from "./refine-text.ts";
import { judgeText } from "./text-gate.ts";
import { textOf } from "./text-of.ts";

/** What of `finish` is for texts. */
export const textFinishFields = {
  length: z.int().min(1).max(1_000_000).optional().describe("Of a text: at most this many words"),
  spelling: z.boolean().default(true).describe("Read spelling and grammar of a text"),
  without: z.array(z.int().min(1)).max(100_000).default([]).describe("Of a text: make all edits but these, by number"),
  also: z
    .array(z.int().min(1))
    .max(100_000)
    .default([])
    .describe("Of a text: make these edits, too, that are only offered"),
};

export const EditRow = z.object({
  id: z.int(),
  start: z.int(),
  end: z.int(),
  line: z.int(),
  column: z.int(),
  before: z.string(),
  after: z.string(),
  rule: z.string(),
  why: z.string(),
  /** Made; the others are offered, or were left out. */
  applied: z.boolean(),
});
type EditRow = z.output<typeof EditRow>;

export interface TextFinish {
  readonly studio: Studio;
  readonly history: History;
  readonly source: Variation;
  readonly input: {
    readonly length?: number | undefined;
    readonly spelling: boolean;
    readonly without: readonly number[];
    readonly also: readonly number[];
    readonly preview: boolean;
    readonly wait: boolean;
    readonly size?: unknown;
    readonly print?: unknown;
    readonly strength?: unknown;
    readonly recipe?: unknown;
    readonly proof: boolean;
  };
  readonly signal: AbortSignal;
}

/** The last copy pass of the approved text, shortened first where it is too long and somebody can write; then the gate. */
export async function finishText(asked: TextFinish) {
  const { studio, source, input, signal } = asked;
  refuseForPictures(input);
  const approved = await textOf(studio, source);
  const shortened = input.preview ? undefined : await shorten(asked, approved);
  const from = shortened?.variation ?? source;
  const text = shortened?.text ?? approved;
  const pass = await readCopyPass(text, { spelling: input.spelling, signal });
  refuseUnknown(pass, input);
  const chosen = chosenEdits(pass, input);
  const edits = rowsOf(text, pass, chosen);
  const said = [`Finishing ${shortId(source.id)}.`, ...(shortened?.said ?? []), ...editLines(edits), ...pass.notes];
  const { notes } = pass;
  if (input.preview)
    return { round: null, gate: null, plan: null, edits, notes: [...notes], summary: said.join("\n"), pictures: [] };
  const made = await carryOut({
    studio,
    history: shortened?.history ?? asked.history,
    engine: copyDeskEngine,
    request: { kind: "copy-pass", source: from.id, settings: settingsOf(input) },
    wait: input.wait,
    signal,
  });
  const [result] = variationsOf(made.history, made.round);
  const gate = result
    ? await judgeText(studio, made.history, {
        source,
        result,
        edits: chosen,
        length: input.length,
        rewritten: shortened?.variation !== undefined,
      })
    : null;
  return {
    round: made.round,
    gate,
    plan: null,
    edits,
    notes: [...notes],
    summary: [...said, describeRound(made.history, made.round), ...(gate ? [gate.sentence] : [])].join("\n"),
    pictures: picturesOf(made.history, made.round),
  };
}

function refuseForPictures(input: TextFinish["input"]): void {
  const name = (["size", "print", "strength", "recipe"] as const).find((field) => input[field] !== undefined);
  if (name === undefined && !input.proof) return;
  throw invalid(
    `This session is about a text; “${name ?? "proof"}” is for pictures.`,
    "Give a length in words (--length 120), or edits to leave out (--without 2).",
  );
}

function refuseUnknown({ edits }: CopyPass, { without, also }: TextFinish["input"]): void {
  const unknown = [...without, ...also].find((id) => id > edits.length);
  if (unknown !== undefined)
    throw invalid(
      `There is no edit ${unknown}: the last copy pass has ${plural(edits.length, "edit")}.`,
      "`samebut finish --preview` lists them.",
    );
}

const settingsOf = ({ spelling, without, also, length }: TextFinish["input"]): Recipe["settings"] => ({
  pass: "final",
  spelling,
  ...(without.length > 0 ? { without: without.join(",") } : {}),
  ...(also.length > 0 ? { also: also.join(",") } : {}),
  ...(length === undefined ? {} : { length }),
});

const rowsOf = (text: string, { edits }: CopyPass, chosen: readonly CopyEdit[]): EditRow[] => {
  const place = createLines(text);
  const made = new Set(chosen.map(({ id }) => id));
  return edits.map(({ id, start, end, before, after, rule, why }) => ({
    id,
    start,
    end,
    ...place(start),
    before,
    after,
    rule,
    why,
    applied: made.has(id),
  }));
};

function editLines(edits: readonly EditRow[]): readonly string[] {
  const made = edits.filter(({ applied }) => applied);
  const rest = edits.filter(({ applied }) => !applied);
  const line = ({ id, line: row, column, before, after, rule, why }: EditRow): string =>
    `  ${id}  ${row}:${column}  “${before}” → “${after}”  ${rule}: ${why}`;
  return [
    `${plural(made.length, "copy edit")}${made.length > 0 ? " (leave one out with --without and its number)" : ""}.`,
    ...made.map(line),
    ...(rest.length > 0 ? ["Not made (make one with --also and its number):", ...rest.map(line)] : []),
  ];
}

interface Shortened {
  readonly history: History;
  /** undefined: the approved text goes on, and `said` tells why. */
  readonly variation: Variation | undefined;
  readonly text: string | undefined;
  readonly said: readonly string[];
}

/** Asks the session's writer for a shorter text; one that lost a fact is not gone on with. */
async function shorten(asked: TextFinish, approved: string): Promise<Shortened | undefined> {
  const { studio, history, source, input, signal } = asked;
  const words = countWords(approved);
  if (input.length === undefined || words <= input.length) return undefined;
  const kept = (why: string): Shortened => ({ history, variation: undefined, text: undefined, said: [why] });
  const writer = engineOf(studio, history.session.engine);
  const { abilities, title } = await writer.describe(signal);
  if (writer.id === copyDeskEngine || !abilities.includes("instruction"))
    return kept(
      `It has ${words} words, ${words - input.length} more than asked for; to shorten it takes a language model, or your own hand.`,
    );
  if (!input.wait) throw waitToShorten;
  const instruction = `Shorten the text to at most ${input.length} words. Keep every number, name, date, quotation, link and negation, and the order of what is said.`;
  const request = { kind: "copy-pass" as const, source: source.id, instruction, settings: {} };
  const made = await carryOut({ studio, history, engine: writer.id, request, wait: true, signal });
  const [variation] = variationsOf(made.history, made.round);
  const text = variation && (await textOf(studio, variation));
  const gate =
    variation &&
    (await judgeText(studio, made.history, {
      source,
      result: variation,
      edits: [],
      length: undefined,
      rewritten: true,
    }));
  if (!variation || text === undefined || gate?.passed !== true)
    return {
      ...kept(`${title} shortened it, but that is not gone on with: ${gate?.sentence ?? "nothing came back."}`),
      history: made.history,
    };
  return {
    history: made.history,
    variation,
    text,
    said: [`${title} shortened it from ${words} to ${countWords(text)} words.`],
  };
}

const waitToShorten = new StudioError("invalid", "To shorten a text, wait for it: the copy pass comes after.", {
  hint: "Leave --no-wait out, or leave --length out.",
});
