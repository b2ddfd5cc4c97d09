import { z } from "zod";
import { isHash } from "../core/blobs.ts";
import { type Medium, Prompt, mostElements } from "../core/brief.ts";
import { Element } from "../core/element.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { Session } from "../core/session.ts";
import { shortId } from "../core/short-id.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { Variation } from "../core/variation.ts";
import { Answer, defineOperation } from "./define.ts";
import { askedFor } from "./import/asked-for.ts";
import { FoundMetadata, describeFound, foundMetadata } from "./import/found-metadata.ts";
import { type Opened, openSource } from "./import/open-source.ts";
import { planImport } from "./import/plan-import.ts";
import { readSource } from "./import/source-file.ts";
import { defaultEngine } from "./new-session.ts";
import { pictureOf } from "./shared/describe-round.ts";

const ImportInput = z.object({
  file: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("A picture, a text (.txt, .md, .docx, .html), or a file with a recipe in it; “-” is standard input"),
  blob: z
    .string()
    .refine(isHash, "This is not the hash of an upload.")
    .optional()
    .describe("Instead of a file: the hash that an upload was answered with"),
  data: z.string().min(1).max(64_000_000).optional().describe("Instead of a file: its bytes in base64"),
  text: z.string().max(4_000_000).optional().describe("Instead of a file: the words of a draft, pasted"),
  name: z.string().max(255).optional().describe("Name of the file, where it is not named otherwise"),
  beside: z.string().max(4_000_000).optional().describe("What a .txt, .json or .xmp file beside the picture says"),
  prompt: Prompt.optional().describe("What was asked for, where the file does not say or says it wrongly"),
  title: z.string().trim().min(1).max(200).optional().describe("A name for the session"),
  engine: z.string().optional().describe("Engine of the rounds to come; the one that made it, else the built-in one"),
  judge: z
    .string()
    .optional()
    .describe("Judge id, or “none” to judge by hand; texts are read by rules when left out, pictures by nobody"),
  elements: z.array(Element).max(mostElements).optional().describe("The elements, instead of proposed ones"),
});
export const importFile = defineOperation({
  name: "import",
  summary: "Go on from a picture or text made elsewhere: its recipe is read back, and it is the first variation.",
  effect: "write",
  input: ImportInput,
  output: Answer.extend({
    session: Session,
    variation: Variation.nullable(),
    metadata: FoundMetadata,
    notes: z.array(z.string()),
  }),
  commandLine: {
    positional: ["file"],
    standardInput: { file: "file", into: "data", as: "base64" },
    example: "samebut import ./from-comfyui.png",
  },
  async run(studio, input, { signal }) {
    const opened = await openSource(await readSource(studio, input));
    const asked = askedFor(input.prompt, opened);
    const engine = await chooseEngine(studio, input.engine, opened);
    const plan = await planImport(studio, { input, opened, asked, engine, signal });
    const session = await studio.store.createSession(plan.session, plan.attempt, plan.opening);
    const history = await studio.store.history(session.id);
    const variation = history.variations[0] ?? null;
    const metadata = foundMetadata(opened.found, opened.raw, opened.standard);
    const notes = [...opened.notes, ...asked.notes, ...plan.notes, ...opened.raw.problems];
    return {
      session,
      variation,
      metadata,
      notes,
      summary: [
        `Session ${session.id} on ${session.engine} ${variation ? `goes on from ${opened.name} (${shortId(variation.id)})` : `has the recipe of ${opened.name}`}.`,
        ...(opened.medium === "text" && !opened.found ? [] : describeFound(metadata)),
        `“${asked.prompt}”`,
        ...notes,
        variation ? nextSteps(session.id, opened.medium) : "`samebut orient` makes the first round.",
      ].join("\n"),
      pictures: variation ? [pictureOf(history, variation)] : [],
    };
  },
});

const nextSteps = (session: string, medium: Medium): string =>
  medium === "image"
    ? `\`samebut refine ${shortId(session)} "keep everything the same, but …"\` goes on from here.`
    : `\`samebut refine ${shortId(session)} "…"\` goes on from here.`;

/** The person's choice, else the connected engine of the program that made it, else the built-in one. */
async function chooseEngine(studio: Studio, named: string | undefined, { found, medium }: Opened): Promise<string> {
  const connected = await studio.connections.list();
  const same =
    found &&
    (connected.find(({ kind }) => kind === found.tool)?.id ?? studio.engines.get(found.more["engine"] ?? "")?.id);
  const anyOfMedium = [...studio.engines.values()].find(({ makes }) => makes === medium)?.id;
  const id = named ?? same ?? (medium === "image" && studio.engines.has(defaultEngine) ? defaultEngine : anyOfMedium);
  if (id === undefined)
    throw new StudioError("unavailable", `No engine here makes ${medium}s.`, {
      hint: "Connect one with `samebut engines add`, then import again.",
    });
  const engine = engineOf(studio, id);
  if (engine.makes === medium) return id;
  throw invalid(
    `The engine ${id} makes ${engine.makes}s; this is ${medium === "image" ? "a picture" : "a text"}.`,
    "`samebut engines` shows what each engine makes.",
  );
}
