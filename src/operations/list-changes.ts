import { z } from "zod";
import { describeChange } from "../core/change.ts";
import { invalid } from "../core/errors.ts";
import { PromptTendency } from "../core/proposer.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { proposalsAgainst } from "./shared/propose-against.ts";
import { methodOptions } from "./shared/method-options.ts";
import { parentsOf } from "./shared/parents.ts";
import { Proposal, elementNamed, proposalsFor } from "./shared/propose-changes.ts";
import { historyOf } from "./shared/session-of.ts";

export const listChanges = defineOperation({
  name: "changes",
  summary: "What a change would be tried on, and the changes that are known for an element and untried here.",
  effect: "read",
  input: z.object({
    session: SessionField,
    element: z.string().optional().describe("The element it is for; the base alone when left out"),
    tendency: PromptTendency.optional().describe(
      "Of a text, instead of an element: corporate language, hedging, padding, or invented facts",
    ),
  }),
  output: Answer.extend({
    /** The most promising prompt of this attempt: the words that a change changes. */
    prompt: z.string(),
    /** Seeds of its pictures, in the order in which a fix takes them; null where the engine has none. */
    seeds: z.array(z.number().nullable()),
    parents: z.array(z.string()),
    proposals: z.array(Proposal),
  }),
  commandLine: { positional: ["session", "element"], example: "samebut changes last hard-light" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const options = await methodOptions(studio, history);
    const parents = parentsOf(history, options);
    const { prompt } = parents[0].recipe;
    const place = { history, prompt, knowledge: options.knowledge };
    const { element, tendency } = input;
    if (element !== undefined && tendency !== undefined)
      throw invalid("Name an element or a tendency, not both.", "One change is for one thing.");
    const against = tendency === undefined ? [] : await proposalsAgainst(studio, history, prompt, tendency, signal);
    const proposals =
      element === undefined ? against : await proposalsFor(studio, place, elementNamed(history, element), signal);
    return {
      prompt,
      seeds: parents.map(({ recipe }) => recipe.seed),
      parents: parents.map(({ id }) => id),
      proposals: [...proposals],
      summary: [
        `A change starts from “${prompt}”.`,
        ...proposals.map(
          ({ change, why, source, known }) => `  ${describeChange(change)}: ${why} (${source}; ${known.sentence})`,
        ),
      ].join("\n"),
      pictures: [],
    };
  },
});
