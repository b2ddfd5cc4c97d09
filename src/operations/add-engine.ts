import { z } from "zod";
import { ConnectionRole } from "../core/connections.ts";
import { EngineDescription } from "../core/engine.ts";
import { StudioError } from "../core/errors.ts";
import { sizeText } from "../core/size.ts";
import { Answer, defineOperation } from "./define.ts";
import { priceText } from "./shared/price-text.ts";

const AddEngineInput = z.object({
  kind: z.string().min(1).describe("The kind of engine: diffusion, openai, google, …; `samebut engines` lists them"),
  folder: z
    .string()
    .min(1)
    .optional()
    .describe("The model folder, the address of a server, the file of a ComfyUI workflow, or a provider's model"),
  id: z.string().optional().describe("A name for it; made from the folder or the model when left out"),
  url: z.string().optional().describe("Address of the server, where it is not the provider's own"),
  model: z.string().optional().describe("Which of the provider's models"),
  key: z.string().optional().describe("Name of the environment variable that holds the key; never the key itself"),
  roles: z
    .array(ConnectionRole)
    .min(1)
    .optional()
    .describe("What a language model is used for: engine, judge, proposer"),
  price: z.number().min(0).optional().describe("What one variation costs in US dollars, where you know it"),
  settings: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe("Settings of this kind of engine, as JSON"),
});
type AddEngineInput = z.output<typeof AddEngineInput>;

export const addEngine = defineOperation({
  name: "add-engine",
  summary: "Connect an engine: a model folder of your own, a server on this computer, or a hosted provider.",
  effect: "write",
  input: AddEngineInput,
  output: Answer.extend({ engine: EngineDescription }),
  commandLine: {
    positional: ["kind", "folder"],
    example: "samebut engines add diffusion ./my-model --id my-model",
  },
  async run(studio, input) {
    const model = modelIn(input);
    const id = input.id ?? freeId({ ...input, model }, studio.engines);
    if (studio.engines.has(id))
      throw new StudioError("conflict", `There is an engine “${id}” already.`, {
        hint: "Give this one another name with --id.",
      });
    const engine = await studio.connections.add({
      kind: input.kind,
      id,
      ...placeOf(input),
      ...detailsOf(input, model),
    });
    const sizes = engine.sizes === "any" ? "any size" : engine.sizes.map(sizeText).join(", ");
    const what = engine.makes === "text" ? "text" : `${engine.abilities.join(", ")}; ${sizes}`;
    return {
      engine,
      summary: `${engine.id} is connected: ${what}; ${priceText(engine.price)}.\nUse it: ${useOf(engine)}`,
      pictures: [],
    };
  },
});

/** What to type next. */
function useOf({ id, makes, abilities }: EngineDescription): string {
  if (makes === "text") return `samebut new "…" --engine ${id} --medium text`;
  return abilities.includes("text-to-image") || !abilities.includes("upscale")
    ? `samebut new "…" --engine ${id}`
    : `samebut finish last --upscaler ${id}`;
}

/** Of these a word that is no address is a folder or a file; of all others it is a model. */
const takesFiles: ReadonlySet<string> = new Set(["diffusion", "comfyui"]);

/** "replicate owner/model" as people type it. */
const modelIn = ({ kind, folder, model }: AddEngineInput): string | undefined =>
  model ?? (folder === undefined || isAddress(folder) || takesFiles.has(kind) ? undefined : folder);

const isAddress = (text: string): boolean => /^https?:\/\/|^(?:[\w.-]+|\[[\da-f:]+\]):\d+\/?$/iu.test(text);

/** "localhost:7860" as people type it, as a whole address. */
const wholeAddress = (text: string): string =>
  (/^https?:\/\//iu.test(text) ? text : `http://${text}`).replace(/\/+$/u, "");

function placeOf({ kind, folder, url }: AddEngineInput): { folder?: string; url?: string } {
  const address = folder !== undefined && isAddress(folder) ? folder : url;
  return {
    ...(folder === undefined || isAddress(folder) || !takesFiles.has(kind) ? {} : { folder }),
    ...(address === undefined ? {} : { url: wholeAddress(address) }),
  };
}

const detailsOf = ({ key, roles, price, settings }: AddEngineInput, model: string | undefined) => ({
  ...(model === undefined ? {} : { model }),
  ...(key === undefined ? {} : { key }),
  ...(roles === undefined ? {} : { roles }),
  ...(price === undefined ? {} : { priceMicros: Math.round(price * 1e6) }),
  ...(settings === undefined ? {} : { settings }),
});

/** The second server of a kind is "comfyui-2". */
function freeId(input: AddEngineInput, taken: ReadonlyMap<string, unknown>): string {
  const id = idFrom(input);
  if (!taken.has(id) || placeOf(input).folder !== undefined) return id;
  return Array.from({ length: 98 }, (_, i) => `${id}-${i + 2}`).find((next) => !taken.has(next)) ?? id;
}

/** The folder's name; of a hosted model the kind and the model; of a server the kind. */
function idFrom({ kind, folder, model }: AddEngineInput): string {
  if (folder !== undefined && !isAddress(folder) && takesFiles.has(kind))
    return slugOf(lastPart(folder).replace(/\.json$/u, "")) || "model";
  return slugOf(model === undefined ? kind : `${kind}-${lastPart(model)}`) || "engine";
}

const lastPart = (path: string): string =>
  path
    .replace(/[/\\]+$/u, "")
    .split(/[/\\]/u)
    .at(-1) ?? "";

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, "-")
    .replace(/^[^a-z0-9]+|-+$/gu, "")
    .slice(0, 64);
