import type { Change } from "../../core/change.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import { shortId } from "../../core/short-id.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { type ExactEdit, exactEdit, makeExactEdit, stretchesOf } from "../../text/index.ts";
import { carryOut } from "../shared/carry-out.ts";
import { describeRound, picturesOf } from "../shared/describe-round.ts";
import { plainInstruction } from "../shared/instruction-words.ts";
import { checkTexts } from "./check-texts.ts";
import { type FoundScope, scopeOf, scopeText } from "./scope-of.ts";
import { textOf } from "./text-of.ts";

export const copyDeskEngine = "copy-desk";

export interface TextRefinement {
  readonly studio: Studio;
  readonly history: History;
  readonly source: Variation;
  readonly input: {
    readonly instruction?: string | undefined;
    readonly scope?: string | undefined;
    readonly count: number;
    readonly wait: boolean;
    readonly redraw: boolean;
    readonly adjustments?: unknown;
    readonly vary?: unknown;
    readonly mask?: unknown;
    readonly references?: unknown;
    readonly engine?: string | undefined;
    readonly strength?: unknown;
  };
  readonly signal: AbortSignal;
}

/** Keep every sentence the same but these: a model, or the copy desk, is given these alone. */
export async function refineText(asked: TextRefinement) {
  const { studio, history, source, input, signal } = asked;
  refuseForPictures(input);
  const instruction = plainInstruction(input.instruction ?? "");
  const text = await textOf(studio, source);
  const scope = scopeOf(text, instruction, input.scope);
  const { engine, tool, why, exact } = await toolFor(asked, instruction, scope);
  const stretches = stretchesOf(scope.named.sentences, scope.sentences);
  const change: Change = {
    kind: "instruction",
    element: null,
    text: instruction,
    strength: null,
    ...(scope.isAll && !exact ? {} : { scope: stretches.map((stretch) => ({ ...stretch })) }),
  };
  if (exact && makeExactEdit(text, exact, stretches) === text) throw nothingThere(exact, scope);
  const request = { kind: "refine" as const, source: source.id, change, count: exact ? 1 : input.count };
  const made = await carryOut({ studio, history, engine, request, wait: input.wait, signal });
  const checks = input.wait
    ? await checkTexts(studio, made.history, made.round, text, scope.isAll ? undefined : scope.sentences, instruction)
    : [];
  return {
    round: made.round,
    tool,
    why,
    rest: checks.map(({ rest }) => rest),
    comparisons: checks.map(({ comparison }) => comparison),
    replayed: [],
    summary: [
      `Refining ${shortId(source.id)} by ${tool}: ${why}`,
      `In scope: ${scopeText(scope)} (${scope.why}).`,
      describeRound(made.history, made.round),
      ...checks.map(({ said }) => said),
    ].join("\n"),
    pictures: picturesOf(made.history, made.round),
  };
}

function refuseForPictures({ instruction, redraw, ...more }: TextRefinement["input"]): void {
  const name = (["adjustments", "vary", "mask", "references", "strength"] as const).find(
    (field) => more[field] !== undefined,
  );
  if (name !== undefined || redraw)
    throw invalid(
      `This session is about a text; “${name ?? "redraw"}” is for pictures.`,
      'Say what should be different: samebut refine last "make the last sentence a question"',
    );
  if (instruction === undefined)
    throw invalid(
      "What should be different?",
      'For example: samebut refine last "keep everything the same, but make the last sentence a question"',
    );
}

interface Tool {
  readonly engine: string;
  readonly tool: string;
  readonly why: string;
  readonly exact: ExactEdit | undefined;
}

/** What needs no writer is done without one; else the session's model, else any that is connected. */
async function toolFor(
  { studio, history, input, signal }: TextRefinement,
  instruction: string,
  scope: FoundScope,
): Promise<Tool> {
  const exact = exactEdit(instruction);
  if (exact && studio.engines.has(copyDeskEngine))
    return {
      engine: copyDeskEngine,
      tool: "the copy desk",
      why: "it can be done exactly, so no model is asked.",
      exact,
    };
  const own = engineOf(studio, input.engine ?? history.session.engine);
  const writers = [own, ...studio.engines.values()].filter(
    ({ id, makes }) => makes === "text" && id !== copyDeskEngine,
  );
  for (const writer of writers) {
    const { abilities, title } = await writer.describe(signal);
    if (!abilities.includes("instruction")) continue;
    const alone = scope.isAll
      ? "the whole text is in scope, so it is asked for again; what became of each sentence stands below."
      : "it is asked for these sentences alone, and they are put back: nothing else can change.";
    return { engine: writer.id, tool: `an instruction to ${title}`, why: alone, exact: undefined };
  }
  throw new StudioError("refused", `It takes a writer to do this: “${instruction.slice(0, 200)}”.`, {
    hint: "Connect a language model (`samebut engines add ollama`), or say it exactly: replace “this” with “that”, delete “this”, tighten sentence 2.",
  });
}

function nothingThere(edit: ExactEdit, scope: FoundScope): StudioError {
  const where = scope.isAll ? "the text" : scopeText(scope);
  if (edit.kind === "trim")
    return new StudioError("refused", `The copy desk finds nothing to tighten in ${where}.`, {
      hint: "`samebut check` shows what a reader stumbles over.",
    });
  return new StudioError("refused", `“${edit.find ?? ""}” does not stand in ${where}, or it says so already.`, {
    hint: "`samebut scope` shows the sentences with their numbers.",
  });
}
