import { createHash } from "node:crypto";
import type { Engine, EngineCall } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { decodePicture } from "../../imaging/decode.ts";
import { encodePicture } from "../../imaging/encode.ts";
import { type Picture, flattenPicture } from "../../imaging/picture.ts";

/** An upscaler of a connected server. */
export interface ServerUpscaler {
  readonly engine: Engine;
  /** One of those that the server lists; its usual one when left out. */
  readonly name: string | undefined;
}

const ownUpscalers: ReadonlySet<string> = new Set(["built-in", "lanczos"]);

/** "comfyui", or "comfyui:4x-UltraSharp.pth"; undefined where no connected engine is called so: then it is a file. */
export function serverUpscaler(
  upscaler: string,
  engineNamed: (id: string) => Engine | undefined,
): ServerUpscaler | undefined {
  if (ownUpscalers.has(upscaler)) return undefined;
  const [id = "", ...name] = upscaler.split(":");
  const engine = engineNamed(id);
  return engine && { engine, name: name.join(":") || undefined };
}

/** Why it cannot enlarge, each with the remedy; empty when it can. */
export async function reasonsAgainstUpscaler({ engine, name }: ServerUpscaler): Promise<readonly string[]> {
  const { title, abilities, settings } = await engine.describe();
  // "adjust" enlarges by arithmetic alone: that is what “lanczos” is for.
  if (!abilities.includes("upscale") || abilities.includes("adjust"))
    return [`${title} has no upscaler. Leave --upscaler out, or name a server that has one.`];
  const listed = settings?.["upscaler"]?.values;
  if (name === undefined || !listed || listed.includes(name)) return [];
  return [`${title} has no upscaler “${name}”. It has: ${listed.join(", ")}.`];
}

/** Servers hold whole pictures in memory: larger ones are enlarged the rest of the way by Lanczos. */
const largestSide = 8192;
const step = 8;

/** The source as the server enlarges it: in the target's shape, near its size. */
export async function enlargeOnServer(
  { engine, name }: ServerUpscaler,
  source: Picture,
  target: Size,
  call: EngineCall,
): Promise<Picture> {
  const png = await encodePicture(source, "png");
  const hash = createHash("sha256").update(png).digest("hex");
  const { fingerprint, abilities, title } = await engine.describe(call.signal);
  const recipe = Recipe.parse({
    engine: engine.id,
    fingerprint,
    prompt: "",
    seed: abilities.includes("seeds") ? 1 : null,
    size: sizeNear(target),
    source: hash,
    settings: name === undefined ? {} : { upscaler: name },
  });
  const asked: EngineCall = { ...call, previews: false, readBlob: () => Promise.resolve(png) };
  for await (const event of engine.generate(recipe, asked))
    if (event.type === "output") return flattenPicture(await decodePicture(event.output.data));
  throw new StudioError("unavailable", `${title} ended without an enlarged picture.`, {
    hint: "Try again: `samebut resume --failed`; or leave --upscaler out.",
  });
}

function sizeNear({ width, height }: Size): Size {
  const scale = Math.min(1, largestSide / Math.max(width, height));
  const side = (length: number): number => Math.max(64, Math.ceil((length * scale) / step) * step);
  return { width: side(width), height: side(height) };
}
