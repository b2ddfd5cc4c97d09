import type { EngineDescription } from "../engine.ts";
import { type Size, sameSize, sizeText } from "../size.ts";
import type { RoundSettings } from "./request.ts";

/** Why an engine cannot follow these settings, each a sentence. */
export function settingReasons(settings: RoundSettings, engine: EngineDescription): string[] {
  const reasons: string[] = [];
  if (settings.size && engine.sizes !== "any" && !engine.sizes.some((size) => sameSize(size, settings.size as Size))) {
    reasons.push(
      `${engine.title} cannot make ${sizeText(settings.size)}. It makes ${engine.sizes.map(sizeText).join(", ")}.`,
    );
  }
  for (const name of ["steps", "guidance"] as const) {
    const value = settings[name];
    const range = engine[name];
    if (value === undefined) continue;
    if (!range) reasons.push(`${engine.title} has no ${name} to set.`);
    else if (value < range.minimum || value > range.maximum)
      reasons.push(`${name} is ${value}; ${engine.title} takes ${range.minimum} to ${range.maximum}.`);
  }
  if (settings.sampler !== undefined && !engine.samplers?.includes(settings.sampler)) {
    reasons.push(
      `${engine.title} has no sampler “${settings.sampler}”. ${engine.samplers ? `It has ${engine.samplers.join(", ")}.` : "It has none to choose."}`,
    );
  }
  if (settings.negativePrompt && !engine.abilities.includes("negative-prompt")) {
    reasons.push(`${engine.title} takes no negative prompt. Say in the prompt what should be there instead.`);
  }
  return reasons;
}
