import type { EngineCall } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { base64, wholeSource } from "../local-server/pictures.ts";
import type { UpscaleScript, WebUi } from "./describe.ts";
import { type DrawingRequest, drawingRequest } from "./drawing-request.ts";
import type { Script, ScriptArgument } from "./replies.ts";

/** A source without strength is only enlarged; with one of the scripts it is also drawn anew, tile by tile. */
export const isUpscale = ({ source, strength, settings }: Recipe): boolean =>
  source !== null && (strength === null || settings["script"] !== undefined);

export async function upscaleRequest(
  recipe: Recipe,
  call: EngineCall,
  webUi: WebUi,
  names: { task: string; model: string | undefined },
): Promise<DrawingRequest> {
  const { png, size } = await wholeSource(recipe.source ?? "", call);
  const upscaler = String(recipe.settings["upscaler"] ?? webUi.upscalers.at(-1));
  const script = recipe.settings["script"] as UpscaleScript | undefined;
  if (script === undefined || recipe.strength === null) return extrasRequest(recipe.size, png, upscaler);
  const tile = Number(recipe.settings["tile"] ?? webUi.description.defaultSize?.width ?? 512);
  const plain = drawingRequest(recipe, webUi.description, undefined, names).body;
  return {
    path: "sdapi/v1/img2img",
    body: {
      ...plain,
      init_images: [base64(png)],
      denoising_strength: recipe.strength,
      width: tile,
      height: tile,
      script_name: script,
      script_args: scriptArguments(webUi, script, { from: size, to: recipe.size, tile, upscaler }),
    },
  };
}

const extrasRequest = ({ width, height }: Size, png: Uint8Array, upscaler: string): DrawingRequest => ({
  path: "sdapi/v1/extra-single-image",
  body: {
    image: base64(png),
    resize_mode: 1,
    upscaling_resize_w: width,
    upscaling_resize_h: height,
    upscaling_crop: true,
    upscaler_1: upscaler,
  },
});

interface Enlarging {
  readonly from: Size;
  readonly to: Size;
  readonly tile: number;
  readonly upscaler: string;
}

/**
 * The script's arguments in the order in which the server lists them, each found by its label: versions differ in their number.
 * What we have no opinion on keeps the default that the server tells.
 */
export function scriptArguments(webUi: WebUi, name: UpscaleScript, enlarging: Enlarging): readonly unknown[] {
  const script = webUi.scripts.get(name);
  if (!script)
    throw new StudioError("refused", `The script “${name}” is not installed in ${webUi.description.title}.`, {
      hint: "Install it, or leave the script out to enlarge with an upscaler alone.",
    });
  const wanted = name === "SD upscale" ? sdUpscale(enlarging) : ultimateUpscale(enlarging);
  requireLabels(script, Object.keys(wanted), name);
  return script.args.map((argument) => {
    const value = wanted[labelOf(argument)];
    if (value === undefined) return defaultOf(argument);
    return typeof value === "string" ? indexOf(argument, value, webUi.upscalers) : value;
  });
}

const sdUpscale = ({ from, to, tile, upscaler }: Enlarging): Readonly<Record<string, number | string>> => ({
  "scale factor": Math.max(to.width / from.width, to.height / from.height),
  "tile overlap": Math.min(64, Math.floor(tile / 8)),
  upscaler,
});

/** "Target size type" 1 is a size of one's own. Older versions have one tile size, newer ones two. */
const ultimateUpscale = ({ to, tile, upscaler }: Enlarging): Readonly<Record<string, number | string>> => ({
  "target size type": 1,
  "custom width": to.width,
  "custom height": to.height,
  "tile width": tile,
  "tile height": tile,
  "tile size": tile,
  upscaler,
});

const labelOf = ({ label }: ScriptArgument): string => (label ?? "").trim().toLowerCase();

/** Choices are sent by their place; a default may be told as its name. */
function defaultOf({ value, choices }: ScriptArgument): unknown {
  const at = choices?.indexOf(value) ?? -1;
  return at >= 0 ? at : (value ?? null);
}

function indexOf({ choices }: ScriptArgument, name: string, upscalers: readonly string[]): number {
  const listed = choices && choices.length > 0 ? choices : ["None", ...upscalers];
  const at = listed.findIndex((choice) => String(choice).toLowerCase() === name.toLowerCase());
  return Math.max(0, at);
}

/** Labels that changed would mean that we ask for something else than we say. */
function requireLabels(script: Script, wanted: readonly string[], name: string): void {
  const labels = new Set(script.args.map(labelOf));
  const essential = wanted.filter((label) => !label.startsWith("tile "));
  const missing = essential.filter((label) => !labels.has(label));
  if (missing.length > 0)
    throw new StudioError("refused", `The script “${name}” has no “${missing[0]}” here: its version is not known.`, {
      hint: "Update the script, or leave it out to enlarge with an upscaler alone.",
    });
}
