import { z } from "zod";
import { invalid } from "../../core/errors.ts";
import { shortId } from "../../core/short-id.ts";
import { exactEdit } from "../../text/index.ts";
import { Answer, SessionField, defineOperation } from "../define.ts";
import { chooseSource } from "../shared/choose-source.ts";
import { plainInstruction } from "../shared/instruction-words.ts";
import { historyOf } from "../shared/session-of.ts";
import { ScopeField } from "./scope-field.ts";
import { scopeOf, scopeText } from "./scope-of.ts";
import { isText, textOf } from "./text-of.ts";

const Row = z.object({
  /** From 1. */
  number: z.int(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  paragraph: z.int(),
  /** The heading that it stands under; empty where there is none. */
  heading: z.string(),
  isHeading: z.boolean(),
  inScope: z.boolean(),
});

export const showScope = defineOperation({
  name: "scope",
  summary: "Number the sentences of a text, and say which of them a refinement would change. Changes nothing.",
  effect: "read",
  input: z.object({
    session: SessionField,
    instruction: z
      .string()
      .trim()
      .max(2_000)
      .default("")
      .describe("What should be different; the numbers alone when left out"),
    variation: z.string().optional().describe("The variation to refine; the best so far when left out"),
    scope: ScopeField,
  }),
  output: Answer.extend({
    variation: z.string(),
    sentences: z.array(Row),
    /** How the scope was found. */
    why: z.string(),
    /** Whether it takes no model. */
    exact: z.boolean(),
  }),
  commandLine: {
    positional: ["session", "instruction"],
    example: 'samebut scope last "make the last sentence a question"',
  },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const source = chooseSource(studio, history, input.variation);
    if (!isText(source)) throw invalid("Pictures have no sentences.", "Use --mask to say where a picture may change.");
    const instruction = plainInstruction(input.instruction);
    const asks = instruction !== "" || input.scope !== undefined;
    const scope = scopeOf(await textOf(studio, source), instruction, input.scope);
    const within = new Set(asks ? scope.sentences : []);
    const sentences = scope.named.sentences.map((one) => ({
      ...one,
      inScope: within.has(one.number),
    }));
    const heading = asks
      ? `Of ${shortId(source.id)}, ${scopeText(scope)} may change: ${scope.why}.`
      : `${shortId(source.id)}, sentence by sentence:`;
    return {
      variation: source.id,
      sentences,
      why: asks ? scope.why : "",
      exact: exactEdit(instruction) !== undefined,
      summary: [
        heading,
        ...sentences.map(
          ({ number, text, inScope }) => `${inScope ? "›" : " "} ${number}  ${text.replace(/\s+/gu, " ")}`,
        ),
      ].join("\n"),
      pictures: [],
    };
  },
});
