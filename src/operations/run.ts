import { z } from "zod";
import { Prompt } from "../core/brief.ts";
import { Seed, Strength } from "../core/recipe.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { Answer, type OperationCall, type Picture, defineOperation } from "./define.ts";
import { deliver } from "./deliver.ts";
import { finish } from "./finish/finish.ts";
import { usualScale } from "./finish/target.ts";
import { defaultEngine } from "./new-session.ts";
import { orient } from "./orient.ts";
import { readSession } from "./read-session.ts";
import { refine } from "./refine.ts";
import { refineBand } from "./refine-input.ts";
import { ReferencesField } from "./shared/given-picture.ts";
import { SizeField } from "./shared/size-field.ts";
import { copyDeskEngine } from "./text/refine-text.ts";
import { begin } from "./unattended/begin.ts";
import { type Log, startLog } from "./unattended/log.ts";
import { search } from "./unattended/search.ts";

const RunInput = z.object({
  prompt: Prompt.describe("The prompt, as you would write it"),
  text: z.boolean().default(false).describe("Make a text: with the connected language model"),
  draft: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("Go on from this draft (.txt, .md, .docx, .html); without a language model the copy desk edits it"),
  engine: z
    .string()
    .optional()
    .describe(`Engine id; \`samebut engines\` lists them (default ${defaultEngine}, for a text the first that writes)`),
  judge: z.string().optional().describe("Judge id"),
  references: ReferencesField,
  count: z.int().min(1).max(16).default(4).describe("Variations of the orientation"),
  seeds: z.array(Seed).max(16).optional().describe("Exactly these seeds for the orientation"),
  rounds: z.int().min(0).max(10).default(3).describe("At most this many rounds of fixing and refining"),
  arms: z.int().min(1).max(3).default(3).describe("At most this many changes side by side in one round"),
  patience: z.number().min(1).max(1_000).optional().describe("Pictures you would give to get one more must-have right"),
  rewrite: z
    .boolean()
    .default(true)
    .describe("Write the prompt anew where that saves pictures; nobody learns then which of its words did it"),
  refine: z
    .array(z.string().trim().min(1).max(2_000))
    .max(5)
    .default([])
    .describe("Keep everything the same, but this, before the final pass"),
  strength: Strength.default(refineBand.default).describe("Denoising strength of refinements"),
  size: SizeField.optional().describe("Width x height of the delivery"),
  scale: z.number().gt(0).max(80).optional().describe(`Enlarge this many times (default ${usualScale})`),
  to: z.string().optional().describe("Folder for the delivery; the workspace's own when left out"),
});

export const run = defineOperation({
  name: "run",
  summary: "The whole way, unattended: orientation, fixes, refinement, final pass, delivery.",
  effect: "paid",
  input: RunInput,
  output: Answer.extend({
    session: z.string(),
    delivery: z.string(),
    steps: z.array(z.object({ action: z.string(), text: z.string() })),
  }),
  commandLine: {
    positional: ["prompt"],
    example: 'samebut run "a green pear on a wooden table, hard light from the left, dark background"',
  },
  async run(studio, input, call) {
    const session = await begin(studio, input, call);
    const log = startLog(studio, session.id);
    log.add("new", {
      summary: `Session ${session.id}\nIt asks for: ${session.brief.elements.map(({ statement }) => statement).join(", ") || "nothing that was recognised"}.`,
    });
    if (input.draft === undefined)
      log.add(
        "orient",
        await orient.run(
          studio,
          orient.input.parse({ session: session.id, count: input.count, seeds: input.seeds }),
          call,
        ),
      );
    else log.add("read", await readSession.run(studio, readSession.input.parse({ session: session.id }), call));
    if (session.engine !== copyDeskEngine) await search(studio, session.id, input, log, call);
    if (
      session.brief.medium === "image" &&
      input.refine.length === 0 &&
      !log.steps.some(({ action }) => action === "refine")
    )
      await redrawWhereFree(studio, session.id, session.engine, input.strength, log, call);
    for (const instruction of input.refine) {
      log.add(
        "refine",
        await refine.run(
          studio,
          refine.input.parse({
            session: session.id,
            instruction,
            ...(session.brief.medium === "image" ? { strength: input.strength } : {}),
          }),
          call,
        ),
      );
    }
    const finished = await finish.run(
      studio,
      { ...finish.input.parse({ session: session.id, scale: input.scale }), size: input.size },
      call,
    );
    log.add("finish", finished);
    const delivered = await deliver.run(studio, deliver.input.parse({ session: session.id, to: input.to }), call);
    log.add("deliver", { summary: delivered.summary });
    return {
      session: session.id,
      delivery: delivered.delivery.folder,
      steps: log.steps,
      summary: log.steps.map(({ text }) => text).join("\n\n"),
      conclusion: `Delivered: ${delivered.delivery.folder}`,
      pictures: delivered.pictures as Picture[],
    };
  },
});

/**
 * Nobody asked for a change and none is advised. Where it costs nothing the best is drawn again from itself with the same
 * words: other strokes to choose from, taken unattended only when they read better.
 */
async function redrawWhereFree(
  studio: Studio,
  session: string,
  engineId: string,
  strength: number,
  log: Log,
  call: OperationCall,
): Promise<void> {
  const { abilities, price } = await engineOf(studio, engineId).describe(call.signal);
  if (price.micros !== 0 || !abilities.includes("image-to-image")) {
    return log.add("refine", {
      summary:
        "Nothing is refined: you asked for no change of your own (--refine “make it a little warmer”), and none is advised.",
    });
  }
  const { summary, pictures } = await refine.run(studio, refine.input.parse({ session, redraw: true, strength }), call);
  log.add("refine", {
    summary: `You asked for no change of your own (--refine “make it a little warmer”), so the words stay.\n${summary}\nThe best so far is kept unless one of these reads better.`,
    pictures,
  });
}
