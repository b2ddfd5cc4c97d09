import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ElementKind } from "../core/element.ts";
import { StudioError } from "../core/errors.ts";
import { readShippedFile } from "./shipped-file.ts";

const WorldValue = z.object({
  value: z.string().min(1),
  /** What the model paints when nothing is said. */
  isDefault: z.boolean(),
  /** Ways of saying it that the model was taught, the clearest first. */
  phrases: z.array(z.string().min(1)).min(1),
  /** Ways of saying it that it was taught to miss. */
  badlyHeard: z.array(z.string().min(1)),
  /** The same as a sentence. */
  clause: z.string().min(1),
  question: z.string().min(1),
});
export type WorldValue = z.infer<typeof WorldValue>;

const WorldAttribute = z.object({
  name: z.string().min(1),
  kind: ElementKind,
  values: z.array(WorldValue).min(2),
});
export type WorldAttribute = z.infer<typeof WorldAttribute>;

/** What the built-in model was taught: attributes, their values, and the words for them. */
export const World = z.object({
  attributes: z.array(WorldAttribute).min(1),
  /** Phrases that say nothing about the picture. */
  fillers: z.array(z.string()).default([]),
});
export type World = z.infer<typeof World>;

/** The world of the model that comes with Samebut: beside src/ in a clone, beside dist/ in a package. */
export const worldFile = fileURLToPath(new URL("../../models/still-life/world.json", import.meta.url));

const loaded = new Map<string, World>();

/** Reads a world once. Throws "unavailable" when the file is missing, "corrupt" when it is no world. */
export function loadWorld(file = worldFile): World {
  const known = loaded.get(file);
  if (known) return known;
  const world = parseWorld(file, readShippedFile(file, "The world of the built-in model"));
  loaded.set(file, world);
  return world;
}

function parseWorld(file: string, text: string): World {
  try {
    return World.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("corrupt", `${file} does not describe a world of the built-in model.`, {
      hint: "Install Samebut again.",
      cause,
    });
  }
}

/** One value and its attribute by their names. */
export function findValue(
  world: World,
  attributeName: string,
  valueName: string,
): { attribute: WorldAttribute; value: WorldValue } {
  const attribute = world.attributes.find(({ name }) => name === attributeName);
  const value = attribute?.values.find((candidate) => candidate.value === valueName);
  if (attribute && value) return { attribute, value };
  throw new StudioError("internal", `The world has no ${attributeName} ${valueName}.`);
}
