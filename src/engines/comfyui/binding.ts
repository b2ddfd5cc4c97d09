import { invalid } from "../../core/errors.ts";
import { type Graph, type Link, type Place, linkIn, upstream } from "./graph.ts";

/** What of a recipe can be bound to a workflow. */
export const bindable = [
  "prompt",
  "negative",
  "seed",
  "steps",
  "guidance",
  "sampler",
  "scheduler",
  "strength",
  "width",
  "height",
  "source",
  "mask",
  "reference",
  "output",
] as const;
export type Bindable = (typeof bindable)[number];

/** Where each part of a recipe goes; empty where the workflow has no place for it. */
export type Binding = Readonly<Record<Bindable, readonly Place[]>> & {
  /** The nodes that sample, the first pass first. */
  readonly samplers: readonly string[];
  /** Where a picture to start from can be put in the place of empty latents, by nodes of our own. */
  readonly entry: { readonly latent: Place; readonly vae: Link } | undefined;
};

/**
 * Binds a workflow. First what the person said ({ prompt: "6.text" }), then nodes that are titled so ("samebut prompt"), then what
 * the links say: from the sampler to its conditionings, noise, sigmas and latents, through whatever stands between.
 *
 * @throws "invalid" when a place that the person named is not there, or nothing takes the prompt
 */
export function bindWorkflow(graph: Graph, said: Readonly<Record<string, unknown>> = {}): Binding {
  const samplers = samplersOf(graph);
  const [first] = samplers;
  const found = first === undefined ? nothingFound : bySampler(graph, first, samplers);
  const places = bindable.map((part) => [
    part,
    placesSaid(graph, part, said[part]) ?? titled(graph, part) ?? found[part],
  ]);
  const bound = Object.fromEntries(places) as Record<Bindable, readonly Place[]>;
  if (bound.prompt.length === 0)
    throw invalid(
      "Nothing in this workflow takes the prompt.",
      'Title its text node “samebut prompt” and export it again, or say where: --settings \'{"prompt":"6.text"}\'.',
    );
  return { ...bound, samplers, entry: entryOf(graph, first, bound) };
}

const inputNames: Readonly<Record<Bindable, readonly string[]>> = {
  prompt: ["text", "prompt", "value", "string", "text_g", "text_l", "clip_l", "t5xxl"],
  negative: ["text", "prompt", "value", "string", "text_g", "text_l", "clip_l", "t5xxl"],
  seed: ["seed", "noise_seed", "value"],
  steps: ["steps", "value"],
  guidance: ["cfg", "guidance", "value"],
  sampler: ["sampler_name"],
  scheduler: ["scheduler"],
  strength: ["denoise", "strength", "value"],
  width: ["width"],
  height: ["height"],
  source: ["image"],
  mask: ["image"],
  reference: ["image"],
  output: ["images"],
};

/** The inputs of a node that hold a value of their own for this part. */
function ownInputs(graph: Graph, node: string, part: Bindable): readonly Place[] {
  const inputs = graph[node]?.inputs ?? {};
  const names = inputNames[part].filter((name) => name in inputs && (part === "output" || !linkIn(inputs[name])));
  return names.map((input) => ({ node, input }));
}

function placesSaid(graph: Graph, part: Bindable, said: unknown): readonly Place[] | undefined {
  if (said === undefined) return undefined;
  return String(said as string)
    .split(/[\s,]+/u)
    .filter(Boolean)
    .map((text) => {
      const [node = "", input = ""] = text.split(".");
      if (graph[node] && (input in graph[node].inputs || part === "output")) return { node, input };
      throw invalid(
        `The workflow has no “${text}” for the ${part}.`,
        "Name a node by its number and one of its inputs, for example 6.text.",
      );
    });
}

function titled(graph: Graph, part: Bindable): readonly Place[] | undefined {
  const title = new RegExp(`^samebut[ :_-]+${part}$`, "iu");
  const size = /^samebut[ :_-]+size$/iu;
  const nodes = Object.keys(graph).filter((node) => {
    const name = graph[node]?._meta?.title?.trim() ?? "";
    return title.test(name) || ((part === "width" || part === "height") && size.test(name));
  });
  const places = nodes.flatMap((node) => ownInputs(graph, node, part));
  return places.length > 0 ? places : undefined;
}

/** Nodes that turn noise into latents; those that do not go on from another's first. */
function samplersOf(graph: Graph): readonly string[] {
  const all = Object.keys(graph).filter((node) => {
    const inputs = graph[node]?.inputs ?? {};
    return "latent_image" in inputs && ("seed" in inputs || "noise_seed" in inputs || "noise" in inputs);
  });
  const depth = (node: string): number => all.filter((other) => other !== node && reaches(graph, node, other)).length;
  return all.toSorted((a, b) => depth(a) - depth(b));
}

const reaches = (graph: Graph, from: string, to: string): boolean =>
  walk(graph, from, (node) => node === to) !== undefined;

/** The nearest node upstream that fits, the start itself not counted. */
function walk(graph: Graph, from: string, fits: (node: string) => boolean): string | undefined {
  const seen = new Set([from]);
  const waiting = [...upstream(graph, from)];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (fits(node)) return node;
    waiting.push(...upstream(graph, node));
  }
  return undefined;
}

type Found = Readonly<Record<Bindable, readonly Place[]>>;

const nothingFound = Object.fromEntries(bindable.map((part) => [part, []])) as unknown as Found;

function bySampler(graph: Graph, sampler: string, samplers: readonly string[]): Found {
  const guider = linked(graph, sampler, "guider");
  const scheduled = linked(graph, sampler, "sigmas");
  const sigmas = scheduled === undefined ? undefined : nearestWith(graph, scheduled, (inputs) => "steps" in inputs);
  const near = [sampler, guider, sigmas, linked(graph, sampler, "sampler")].flatMap((node) => node ?? []);
  const conditioned = guider ?? sampler;
  const latent = linked(graph, sampler, "latent_image");
  const on = (part: Bindable): readonly Place[] => near.flatMap((node) => followed(graph, node, part)).slice(0, 1);
  const positive = linked(graph, conditioned, "positive") ?? linked(graph, conditioned, "conditioning");
  const negative = linked(graph, conditioned, "negative");
  const prompt = textsFrom(graph, positive, "positive");
  // Models with distilled guidance take it with the words; the sampler's own is 1 there, and has to stay 1.
  const distilled =
    positive === undefined
      ? undefined
      : nearestWith(graph, positive, (inputs) => "guidance" in inputs && "conditioning" in inputs);
  const same = (place: Place): boolean =>
    prompt.some(({ node, input }) => node === place.node && input === place.input);
  const sized =
    latent === undefined ? undefined : nearestWith(graph, latent, (inputs) => "width" in inputs && "height" in inputs);
  return {
    prompt,
    negative: textsFrom(graph, negative, "negative").filter((place) => !same(place)),
    seed: samplers.flatMap((node) => seedOf(graph, node)),
    steps: on("steps"),
    guidance: distilled === undefined ? on("guidance") : followed(graph, distilled, "guidance"),
    sampler: on("sampler"),
    scheduler: on("scheduler"),
    strength: on("strength"),
    width: sized === undefined ? [] : followed(graph, sized, "width"),
    height: sized === undefined ? [] : followed(graph, sized, "height"),
    source: latent === undefined ? [] : pictureAt(graph, latent, "LoadImage", "source"),
    mask: latent === undefined ? [] : pictureAt(graph, latent, "LoadImageMask", "mask"),
    // Which picture only guides cannot be seen from the links: its node is titled so, or named.
    reference: [],
    output: outputsOf(graph),
  };
}

const linked = (graph: Graph, node: string, input: string): string | undefined =>
  linkIn(graph[node]?.inputs[input])?.[0];

/** An input with a value of its own, or that of the node from which it gets one (a primitive). */
function followed(graph: Graph, node: string, part: Bindable): readonly Place[] {
  const own = ownInputs(graph, node, part).filter(({ input }) => input !== "value");
  if (own.length > 0) return own.slice(0, part === "prompt" || part === "negative" ? own.length : 1);
  const inputs = graph[node]?.inputs ?? {};
  const source = inputNames[part].flatMap((name) => linkIn(inputs[name])?.[0] ?? [])[0];
  if (source === undefined) return [];
  const values = [...inputNames[part], "value", "string", "int", "float", "Number", "number"];
  const input = values.find((name) => name in (graph[source]?.inputs ?? {}) && !linkIn(graph[source]?.inputs[name]));
  return input === undefined ? [] : [{ node: source, input }];
}

/** Texts behind a conditioning: the first encoders on each branch, on the positive or the negative side of what has both. */
function textsFrom(
  graph: Graph,
  start: string | undefined,
  side: "positive" | "negative",
  seen = new Set<string>(),
): readonly Place[] {
  if (start === undefined || seen.has(start)) return [];
  seen.add(start);
  const inputs = graph[start]?.inputs ?? {};
  if (Object.keys(inputs).some((name) => inputNames.prompt.includes(name) && name !== "value")) {
    const texts = followed(graph, start, "prompt");
    if (texts.length > 0) return texts;
  }
  const sided = side in inputs && ("positive" in inputs || "negative" in inputs);
  const names = sided ? [side] : Object.keys(inputs).filter((name) => name.startsWith("conditioning"));
  return names.flatMap((name) => textsFrom(graph, linkIn(inputs[name])?.[0], side, seen));
}

function seedOf(graph: Graph, sampler: string): readonly Place[] {
  const noise = linked(graph, sampler, "noise");
  return followed(graph, noise ?? sampler, "seed");
}

function nearestWith(
  graph: Graph,
  start: string,
  fits: (inputs: Readonly<Record<string, unknown>>) => boolean,
): string | undefined {
  const matches = (node: string): boolean => fits(graph[node]?.inputs ?? {});
  return matches(start) ? start : walk(graph, start, matches);
}

/** A picture from which the latents are made; one that only guides (a pose, a reference) is left alone. */
function pictureAt(graph: Graph, latent: string, classType: string, part: Bindable): readonly Place[] {
  const fits = (node: string): boolean => graph[node]?.class_type === classType;
  const node = fits(latent) ? latent : walk(graph, latent, fits);
  return node === undefined ? [] : ownInputs(graph, node, part);
}

const outputsOf = (graph: Graph): readonly Place[] =>
  ["SaveImage", "PreviewImage"].flatMap((classType) =>
    Object.keys(graph)
      .filter((node) => graph[node]?.class_type === classType)
      .map((node) => ({ node, input: "images" })),
  );

/** Empty latents can make room for an encoded picture where the decoder's autoencoder is known and the strength can be set. */
function entryOf(graph: Graph, sampler: string | undefined, bound: Found): Binding["entry"] {
  if (sampler === undefined || bound.strength.length === 0) return undefined;
  const vae = Object.values(graph)
    .map((node) => linkIn(node.inputs["vae"]))
    .find((link) => link !== undefined);
  if (!vae || !linkIn(graph[sampler]?.inputs["latent_image"])) return undefined;
  return { latent: { node: sampler, input: "latent_image" }, vae };
}
