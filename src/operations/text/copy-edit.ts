import { z } from "zod";
import { invalid } from "../../core/errors.ts";
import { plural } from "../../core/sentences.ts";
import { applyEdits, suggestEdits } from "../../text/index.ts";
import { Answer, defineOperation } from "../define.ts";
import { createLines } from "./lines.ts";

const Edit = z.object({
  id: z.int(),
  start: z.int(),
  end: z.int(),
  line: z.int(),
  column: z.int(),
  before: z.string(),
  after: z.string(),
  rule: z.string(),
  why: z.string(),
  applied: z.boolean(),
});

export const copyEdit = defineOperation({
  name: "copy-edit",
  summary: "Edit a draft without a model: safe cuts and plainer words, each with its reason and each revertible.",
  effect: "read",
  input: z.object({
    text: z.string().max(20_000_000).describe("The draft"),
    name: z.string().max(4_096).default("text").describe("What to call it in the answer: a file name"),
    only: z.array(z.int().min(1)).max(100_000).optional().describe("Make only these edits, by number"),
    without: z.array(z.int().min(1)).max(100_000).default([]).describe("Make all but these edits"),
  }),
  output: Answer.extend({ text: z.string(), edits: z.array(Edit) }),
  commandLine: {
    positional: ["text"],
    files: ["text"],
    fileName: "name",
    example: "samebut copy-edit draft.md --without 2 5",
  },
  async run(_studio, input) {
    const suggested = suggestEdits(input.text);
    const unknown = [...(input.only ?? []), ...input.without].find((id) => id > suggested.length);
    if (unknown !== undefined)
      throw invalid(
        `There is no edit ${unknown}: this text has ${plural(suggested.length, "safe edit")}.`,
        "Run it without numbers to see them.",
      );
    const applies = (id: number): boolean => (input.only?.includes(id) ?? true) && !input.without.includes(id);
    const place = createLines(input.text);
    const edits = suggested.map((edit) => ({ ...edit, ...place(edit.start), applied: applies(edit.id) }));
    const text = applyEdits(
      input.text,
      suggested.filter(({ id }) => applies(id)),
    );
    const lines = edits.map(
      (edit) =>
        `${edit.applied ? edit.id : `(${edit.id})`}  ${input.name}:${edit.line}:${edit.column}  “${edit.before}” → “${edit.after}”  ${edit.rule}: ${edit.why}`,
    );
    return {
      text,
      edits,
      summary: [...lines, `${plural(edits.filter(({ applied }) => applied).length, "edit")} made.`, "", text].join(
        "\n",
      ),
      pictures: [],
    };
  },
});
