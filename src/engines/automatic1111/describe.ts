import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Ability, EngineDescription } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Size } from "../../core/size.ts";
import type { HttpClient } from "../http/client.ts";
import { bestSize } from "../local-server/best-size.ts";
import { readReply } from "../local-server/read-reply.ts";
import type { SizeRule } from "../local-server/recipe-reasons.ts";
import { Options, Samplers, Schedulers, type Script, Scripts, Upscalers } from "./replies.ts";

/** The WebUI rounds other sizes down without a word. */
export const sizeRule: SizeRule = { multiple: 8, smallest: 64, largest: 8192 };

export const upscaleScripts = ["SD upscale", "Ultimate SD upscale"] as const;
export type UpscaleScript = (typeof upscaleScripts)[number];

/** What a server can do now, and what it needs to be asked. */
export interface WebUi {
  readonly description: EngineDescription;
  readonly upscalers: readonly string[];
  /** The enlarging scripts that are installed. */
  readonly scripts: ReadonlyMap<UpscaleScript, Script>;
  /** It counts tasks, tells their progress and can be interrupted; the like-named part of other servers cannot. */
  readonly whole: boolean;
}

/** @throws StudioError when nothing answers, or something that has no such interface */
export async function describeWebUi(
  http: HttpClient,
  { id, model }: { id: string; model: string | undefined },
  signal: AbortSignal,
): Promise<WebUi> {
  const read = reader(http, signal);
  const [options, samplers, schedulers, upscalers, scripts] = await Promise.all([
    read("options", Options),
    read("samplers", Samplers),
    optional(read("schedulers", Schedulers), []),
    optional(read("upscalers", Upscalers), []),
    optional(read("script-info", Scripts), undefined),
  ]);
  if (samplers.length === 0) throw noInterface(http);
  const names = {
    samplers: unique(samplers),
    schedulers: unique(schedulers),
    upscalers: unique(upscalers).filter((name) => name !== "None"),
  };
  const whole = scripts !== undefined;
  const installed = installedScripts(scripts ?? []);
  return {
    whole,
    upscalers: names.upscalers,
    scripts: installed,
    description: {
      id,
      title: options.forge_preset == null ? "AUTOMATIC1111" : "Forge",
      makes: "image",
      abilities: abilitiesOf(whole, names.upscalers),
      fingerprint: fingerprintOf(options, model),
      sizes: "any",
      defaultSize: sizeFor(options, model),
      steps: { minimum: 1, maximum: 150, default: 20 },
      guidance: { minimum: 1, maximum: 30, default: options.forge_preset === "flux" ? 1 : 7 },
      samplers: names.samplers,
      settings: settingsOf(names, [...installed.keys()]),
      price: { micros: 0, currency: "USD" },
      idempotent: true,
      concurrency: 1,
      about: `${model ?? options.sd_model_checkpoint ?? "The model that is loaded"}, drawn by the WebUI at ${http.base.origin}.`,
    },
  };
}

const reader =
  (http: HttpClient, signal: AbortSignal) =>
  <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> =>
    readReply(http, schema, { path: `sdapi/v1/${path}`, effect: "read", signal, tries: 2, timeoutSeconds: 20 });

/** Parts that not every server has: without them where the server says that it does not know them. */
async function optional<Value, Without>(asked: Promise<Value>, without: Without): Promise<Value | Without> {
  return asked.catch((error: unknown) => {
    if (error instanceof StudioError && error.facts["status"] !== undefined) return without;
    throw error;
  });
}

const noInterface = ({ service }: HttpClient): StudioError =>
  new StudioError("unavailable", `${service.name} lists no samplers.`, {
    hint: "Start the WebUI with --api and wait until its model is loaded.",
  });

const unique = (list: readonly { readonly name: string }[]): string[] => [...new Set(list.map(({ name }) => name))];

function abilitiesOf(whole: boolean, upscalers: readonly string[]): Ability[] {
  const drawing: Ability[] = ["text-to-image", "image-to-image", "mask", "seeds", "negative-prompt"];
  const more: Ability[] = whole ? ["seed-variation", ...(upscalers.length > 0 ? (["upscale"] as const) : [])] : [];
  return [...drawing, ...more];
}

function installedScripts(scripts: readonly Script[]): ReadonlyMap<UpscaleScript, Script> {
  const found = upscaleScripts.flatMap((name) => {
    const script = scripts.find((one) => one.name?.toLowerCase() === name.toLowerCase() && one.is_alwayson !== true);
    return script ? ([[name, script]] as const) : [];
  });
  return new Map(found);
}

/** Everything that makes other pixels from the same seed. */
const fingerprintOf = (options: Options, model: string | undefined): string =>
  `automatic1111-${createHash("sha256")
    .update(JSON.stringify([options, model ?? null]))
    .digest("hex")
    .slice(0, 16)}`;

/** Forge's preset tells; else the name of the checkpoint. */
function sizeFor(options: Options, model: string | undefined): Size {
  const large = options.forge_preset === "xl" || options.forge_preset === "flux";
  return large ? { width: 1024, height: 1024 } : bestSize(model ?? options.sd_model_checkpoint ?? "");
}

function settingsOf(
  names: { readonly schedulers: string[]; readonly upscalers: string[] },
  scripts: string[],
): NonNullable<EngineDescription["settings"]> {
  const lists = {
    scheduler: { about: "The noise schedule; the sampler's own when left out.", values: names.schedulers },
    upscaler: {
      about: "Which upscaler enlarges a source; the last of the list when left out.",
      values: names.upscalers,
    },
    script: { about: "Enlarges tile by tile with a denoising strength.", values: scripts },
  };
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, { values }]) => values.length > 0)),
    distilled_cfg_scale: { about: "Distilled guidance of Flux models in Forge." },
    tile: { about: "Side of a tile of the enlarging scripts, in pixels; 512 or 1024 when left out." },
  };
}
