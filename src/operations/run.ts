import { z } from "zod";
import { Prompt } from "../core/brief.ts";
import { Seed, Strength } from "../core/recipe.ts";
import type { Advice } from "../core/method/advice.ts";
import type { Studio } from "../core/studio.ts";
import { adviceFor } from "./advise-session.ts";
import { Answer, type OperationCall, type Picture, defineOperation } from "./define.ts";
import { deliver } from "./deliver.ts";
import { finish } from "./finish.ts";
import { fix } from "./fix.ts";
import { moreSeeds } from "./more-seeds.ts";
import { defaultEngine, newSession } from "./new-session.ts";
import { orient } from "./orient.ts";
import { refine, refineBand } from "./refine.ts";
import { restart } from "./restart.ts";
import { SizeField } from "./shared/size-field.ts";

const RunInput = z.object({
  prompt: Prompt.describe("The prompt, as you would write it"),
  engine: z.string().default(defaultEngine).describe("Engine id; `samebut engines` lists them"),
  judge: z.string().optional().describe("Judge id"),
  count: z.int().min(1).max(16).default(4).describe("Variations of the orientation"),
  seeds: z.array(Seed).max(16).optional().describe("Exactly these seeds for the orientation"),
  rounds: z.int().min(0).max(10).default(3).describe("At most this many rounds of fixing and refining"),
  refine: z.array(z.string().trim().min(1).max(2_000)).max(5).default([]).describe("Keep everything the same, but this, before the final pass"),
  strength: Strength.default(refineBand.default).describe("Denoising strength of refinements"),
  size: SizeField.optional().describe("Width x height of the delivery"),
  scale: z.number().gt(0).max(80).default(8).describe("Enlarge this many times when no size is given"),
  to: z.string().optional().describe("Folder for the delivery; the workspace's own when left out"),
});
type RunInput = z.output<typeof RunInput>;

export const run = defineOperation({
  name: "run",
  summary: "The whole way, unattended: orientation, fixes, refinement, final pass, delivery.",
  effect: "paid",
  input: RunInput,
  output: Answer.extend({ session: z.string(), delivery: z.string(), steps: z.array(z.object({ action: z.string(), text: z.string() })) }),
  commandLine: { positional: ["prompt"], example: 'samebut run "a green pear on a wooden table, hard light from the left, dark background"' },
  async run(studio, input, call) {
    const { session } = await newSession.run(studio, newSession.input.parse({ prompt: input.prompt, engine: input.engine, judge: input.judge }), call);
    const log = startLog(studio, session.id);
    log.add("new", { summary: `Session ${session.id}\nIt asks for: ${session.brief.elements.map(({ statement }) => statement).join(", ") || "nothing that was recognised"}.` });
    log.add("orient", asTold(await orient.run(studio, orient.input.parse({ session: session.id, count: input.count, seeds: input.seeds }), call)));
    await search(studio, session.id, input, log, call);
    for (const instruction of input.refine) {
      log.add("refine", asTold(await refine.run(studio, refine.input.parse({ session: session.id, instruction, strength: input.strength }), call)));
    }
    const finished = await finish.run(studio, { ...finish.input.parse({ session: session.id, scale: input.scale }), size: input.size }, call);
    log.add("finish", asTold(finished));
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

interface Told {
  readonly summary: string;
  readonly pictures: readonly Picture[];
}

const asTold = ({ summary, pictures = [] }: { summary: string; pictures?: readonly Picture[] | undefined }): Told => ({ summary, pictures });

interface Log {
  readonly steps: { action: string; text: string }[];
  add(action: string, told: { readonly summary: string; readonly pictures?: readonly Picture[] }): void;
}

function startLog(studio: Studio, session: string): Log {
  const steps: Log["steps"] = [];
  return {
    steps,
    add(action, { summary, pictures = [] }) {
      steps.push({ action, text: summary });
      studio.live.publish({ type: "note", session, text: summary, pictures });
    },
  };
}

/** Follows the advice until it says to finish or to stop, or the rounds are used up. Starts over at most once. */
async function search(studio: Studio, session: string, input: RunInput, log: Log, call: OperationCall): Promise<void> {
  const { session: begun } = await studio.store.history(session);
  if (begun.brief.judge === null) {
    log.add("advise", { summary: "No judge reads these pictures, so nothing can be fixed unattended: the first run is finished as it is. Connect a judge, or judge by hand and go on with `samebut fix`." });
    return;
  }
  let restarts = 0;
  for (let round = 0; round < input.rounds; round++) {
    const { primary } = await adviceFor(studio, await studio.store.history(session), call.signal);
    if (primary.action === "final" || primary.action === "stop" || primary.action === "deliver") {
      log.add("advise", { summary: [primary.why, ...primary.evidence].join("\n  ") });
      return;
    }
    if (primary.action === "restart" && restarts++ > 0) {
      log.add("advise", { summary: "Starting over a second time is not done unattended: the best so far is finished instead." });
      return;
    }
    log.add("advise", { summary: `Next: ${primary.why}` });
    log.add(primary.action, await carryOutAdvice(studio, session, primary, input, call));
  }
  const { primary } = await adviceFor(studio, await studio.store.history(session), call.signal);
  log.add("advise", { summary: `${input.rounds} rounds are used up. ${primary.action === "final" ? primary.why : `Going on would be possible (${primary.why}), but the best so far is finished now.`}` });
}

async function carryOutAdvice(studio: Studio, session: string, advice: Advice, input: RunInput, call: OperationCall): Promise<Told> {
  switch (advice.action) {
    case "more-seeds":
      return asTold(await moreSeeds.run(studio, moreSeeds.input.parse({ session }), call));
    case "restart": {
      const restarted = await restart.run(studio, restart.input.parse({ session }), call);
      const { summary, pictures } = asTold(await orient.run(studio, orient.input.parse({ session, count: input.count }), call));
      return { summary: `${restarted.summary}\n${summary}`, pictures };
    }
    case "refine":
      return asTold(await refine.run(studio, refine.input.parse({ session, instruction: sayChange(advice), strength: input.strength, redraw: true }), call));
    default:
      return asTold(await fix.run(studio, fix.input.parse({ session, element: advice.element, arms: Math.max(1, Math.min(3, advice.changes.length)) }), call));
  }
}

/** The words of the advised change, as a sentence for a refinement. */
function sayChange({ changes, element }: Advice): string {
  const change = changes[0]?.change;
  return (change?.kind === "words" && change.add) || (element ?? "the rest of the brief");
}
