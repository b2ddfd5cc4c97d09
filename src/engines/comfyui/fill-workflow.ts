import type { Recipe } from "../../core/recipe.ts";
import type { Bindable, Binding } from "./binding.ts";
import { type Graph, type GraphNode, type Place, linkIn, withInputs } from "./graph.ts";

/** Names of pictures that were uploaded for this recipe. */
export interface Uploads {
  readonly source?: string | undefined;
  readonly mask?: string | undefined;
  /** For the places of references, in their order; places that are left keep the workflow's own picture. */
  readonly references?: readonly string[];
}

/**
 * The workflow with a recipe in its places. A source goes to the workflow's own picture node, or through nodes of ours into the
 * place of its empty latents; a mask becomes a noise mask before the first sampler.
 *
 * @param mark part of the file name: with it the last node is always run, and so always told in the history
 */
export function fillWorkflow(graph: Graph, binding: Binding, recipe: Recipe, uploads: Uploads, mark: string): Graph {
  const values: (readonly [Place, unknown])[] = [];
  const set = (part: Bindable, value: unknown): void => {
    if (value === null || value === undefined) return;
    for (const place of binding[part]) values.push([place, value]);
  };
  set("prompt", recipe.prompt);
  set("negative", recipe.negativePrompt);
  set("seed", recipe.seed);
  set("steps", recipe.steps);
  set("guidance", recipe.guidance);
  set("sampler", recipe.sampler);
  set("scheduler", recipe.settings["scheduler"]);
  set("width", recipe.size.width);
  set("height", recipe.size.height);
  set("source", uploads.source);
  set("mask", uploads.mask);
  uploads.references?.forEach((name, index) => {
    const place = binding.reference[index];
    if (place) values.push([place, name]);
  });
  // The strength of a workflow that starts from nothing is its own: 1, or a trick of its maker.
  if (uploads.source !== undefined) set("strength", recipe.strength);
  const started = withSource(graph, binding, uploads);
  return withInputs(started, [...values, ...marks(started, mark)]);
}

function withSource(graph: Graph, binding: Binding, { source, ...more }: Uploads): Graph {
  const { entry } = binding;
  const mask = binding.mask.length > 0 ? undefined : more.mask;
  if (!entry || source === undefined) return graph;
  const own = binding.source.length > 0;
  const added: Record<string, GraphNode> = own
    ? {}
    : {
        [node("source")]: { class_type: "LoadImage", inputs: { image: source } },
        [node("latent")]: {
          class_type: "VAEEncode",
          inputs: { pixels: [node("source"), 0], vae: [...entry.vae] },
        },
      };
  const before = own ? linkIn(graph[entry.latent.node]?.inputs[entry.latent.input]) : ([node("latent"), 0] as const);
  if (mask === undefined) return own ? graph : withInputs(graph, [[entry.latent, [...(before ?? [])]]], added);
  added[node("mask")] = { class_type: "LoadImageMask", inputs: { image: mask, channel: "red" } };
  added[node("masked")] = {
    class_type: "SetLatentNoiseMask",
    inputs: { samples: [...(before ?? [])], mask: [node("mask"), 0] },
  };
  return withInputs(graph, [[entry.latent, [node("masked"), 0]]], added);
}

/** Ids of our own nodes, which no editor gives. */
const node = (name: string): string => `samebut_${name}`;

const marks = (graph: Graph, mark: string): readonly (readonly [Place, unknown])[] =>
  Object.entries(graph).flatMap(([id, { inputs }]) => {
    const prefix = inputs["filename_prefix"];
    return typeof prefix === "string" ? [[{ node: id, input: "filename_prefix" }, `${prefix}-${mark}`] as const] : [];
  });
