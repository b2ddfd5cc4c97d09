import { type Findings, type ForeignRecipe, type Lora, foreignRecipe } from "../../foreign-recipe.ts";
import { asNumber, asObject, asText } from "../../lenient-json.ts";
import { conditioningWords } from "./conditioning.ts";
import { type Graph, type GraphNode, nodeAt, upstream } from "./graph.ts";
import { samplersOf } from "./samplers.ts";
import { nameOf, numberOf, wordsIn } from "./values.ts";

/** The recipe in a graph, followed from the saved picture back to its first sampler. Undefined without any prompt or seed. */
export function traceGraph(graph: Graph): ForeignRecipe | undefined {
  const [first, ...later] = samplersOf(graph);
  if (!first) return onlyWords(graph);
  const guider = nodeAt(graph, first.links.get("guider"));
  const holder = guider ?? first;
  const prompts = promptsOf(graph, first, holder);
  const found: Findings = {
    ...prompts,
    ...samplingOf(graph, first, guider),
    ...latentOf(graph, first),
    model: modelOf(graph, first, guider),
    loras: lorasOf(graph, first, guider),
    more: moreOf(graph, first, later),
  };
  return foreignRecipe("comfyui", found);
}

/** No sampler that we know: the longest text in an encoder is better than nothing. */
function onlyWords(graph: Graph): ForeignRecipe | undefined {
  const texts = [...graph.values()]
    .filter(({ type }) => /TextEncode|prompt/iu.test(type))
    .map((node) =>
      ["text", "prompt", "positive", "t5xxl", "text_g"].map((name) => wordsIn(graph, node, name)).join(""),
    );
  const [longest] = texts.toSorted((a, b) => b.length - a.length);
  return longest ? foreignRecipe("comfyui", { prompt: longest }) : undefined;
}

function promptsOf(graph: Graph, sampler: GraphNode, holder: GraphNode): Findings {
  const into = (names: readonly string[]) =>
    names.map((name) => holder.links.get(name) ?? sampler.links.get(name)).find((link) => link !== undefined);
  const wish = into(["positive", "conditioning", "cond1", "basic_pipe", "pipe", "guider"]);
  const against = into(["negative", "neg_conditioning", "cond2", "basic_pipe", "pipe"]);
  const prompt = conditioningWords(graph, wish, "positive") || ownWords(graph, sampler, ["prompt", "positive", "text"]);
  const negativePrompt =
    conditioningWords(graph, against, "negative") || ownWords(graph, sampler, ["negative_prompt", "negative"]);
  // One text for both is a text encoder that both links lead to; then nothing was unwanted.
  return { prompt, negativePrompt: negativePrompt === prompt ? "" : negativePrompt };
}

const ownWords = (graph: Graph, node: GraphNode, names: readonly string[]): string =>
  names.map((name) => (typeof node.values.get(name) === "string" ? wordsIn(graph, node, name) : "")).find(Boolean) ??
  "";

function samplingOf(graph: Graph, sampler: GraphNode, guider: GraphNode | undefined): Findings {
  const noise = nodeAt(graph, sampler.links.get("noise"));
  const chosen = nodeAt(graph, sampler.links.get("sampler"));
  const sigmas = sigmasOf(graph, sampler);
  const seed =
    numberOf(graph, sampler, "seed", "noise_seed") ?? (noise && numberOf(graph, noise, "noise_seed", "seed"));
  const guidance =
    numberOf(graph, sampler, "cfg", "true_gs", "guidance_scale") ??
    (guider && numberOf(graph, guider, "cfg", "cfg_conds"));
  return {
    seed,
    steps: numberOf(graph, sampler, "steps") ?? (sigmas && numberOf(graph, sigmas, "steps")),
    guidance: guidance ?? distilledOf(graph, sampler, guider),
    sampler:
      nameOf(graph, sampler, "sampler_name") ??
      (chosen && (nameOf(graph, chosen, "sampler_name", "sampler") ?? chosen.type)),
    scheduler: nameOf(graph, sampler, "scheduler") ?? (sigmas && (nameOf(graph, sigmas, "scheduler") ?? sigmas.type)),
  };
}

/** The node that decides the steps, past nodes that only split or flip them. */
function sigmasOf(graph: Graph, sampler: GraphNode): GraphNode | undefined {
  let node = nodeAt(graph, sampler.links.get("sigmas"));
  for (let depth = 0; node && depth < 20 && !node.values.has("steps") && !node.links.has("steps"); depth++)
    node = nodeAt(graph, node.links.get("sigmas")) ?? nodeAt(graph, [...node.links.values()][0]);
  return node;
}

/** The guidance that Flux models take as an input of their own. */
function distilledOf(graph: Graph, sampler: GraphNode, guider: GraphNode | undefined): string | undefined {
  const holder = guider ?? sampler;
  const nodes = upstream(graph, holder, (name) => /positive|cond/iu.test(name));
  return nodes
    .map((node) => (/Guidance|Flux/u.test(node.type) ? numberOf(graph, node, "guidance") : undefined))
    .find(Boolean);
}

function latentOf(graph: Graph, sampler: GraphNode): Findings {
  const before = upstream(graph, sampler, (name) => /latent|samples|^pipe$/iu.test(name));
  const sized = [sampler, ...before].find(
    (node) =>
      numberOf(graph, node, "width", "empty_latent_width") && numberOf(graph, node, "height", "empty_latent_height"),
  );
  const fromPicture = before.some(({ type }) => /VAEEncode/iu.test(type));
  const sigmas = sigmasOf(graph, sampler);
  const strength = numberOf(graph, sampler, "denoise") ?? (sigmas && numberOf(graph, sigmas, "denoise"));
  const named = before
    .flatMap((node) => [...node.values.values()])
    .map((value) => /^\D{0,20}(\d{3,5})\s*[x×]\s*(\d{3,5})\b/u.exec(asText(value) ?? ""))
    .find(Boolean);
  return {
    width: sized ? numberOf(graph, sized, "width", "empty_latent_width") : named?.[1],
    height: sized ? numberOf(graph, sized, "height", "empty_latent_height") : named?.[2],
    ...(fromPicture ? { strength } : {}),
  };
}

const modelNames = [
  "ckpt_name",
  "unet_name",
  "model_name",
  "gguf_name",
  "base_ckpt_name",
  "diffusion_name",
  "checkpoint",
  "model_path",
  "ckpt",
];

const modelChain = (graph: Graph, sampler: GraphNode, guider: GraphNode | undefined): readonly GraphNode[] => {
  const isModel = (name: string): boolean => /model|pipe/iu.test(name);
  return [...(guider ? upstream(graph, guider, isModel) : []), ...upstream(graph, sampler, isModel)];
};

function modelOf(graph: Graph, sampler: GraphNode, guider: GraphNode | undefined): string | undefined {
  const names = [sampler, ...modelChain(graph, sampler, guider)]
    .filter(({ type }) => !/upscale|controlnet|clip ?vision|ipadapter|lora/iu.test(type))
    .map(
      (node) =>
        nameOf(graph, node, ...modelNames) ??
        (typeof node.values.get("model") === "string" ? asText(node.values.get("model")) : undefined),
    );
  return names.find((name) => name !== undefined);
}

function lorasOf(graph: Graph, sampler: GraphNode, guider: GraphNode | undefined): readonly Lora[] {
  const nodes = new Set(modelChain(graph, sampler, guider));
  const loras = [...nodes].flatMap((node) =>
    [...node.values].flatMap(([name, value]): readonly Lora[] => {
      const powerful = asObject(value);
      if (powerful && typeof powerful["lora"] === "string")
        return powerful["on"] === false
          ? []
          : [{ name: powerful["lora"], weight: asNumber(powerful["strength"]) ?? null }];
      const [, number = ""] = /^lora(?:_name)?(_?\d+)?$/u.exec(name) ?? [undefined, "no"];
      if (number === "no" || typeof value !== "string" || value === "None") return [];
      const weight = ["strength_model", "strength", "lora_wt", "model_str"]
        .map((one) => asNumber(node.values.get(one + number)))
        .find((one) => one !== undefined);
      return [{ name: value, weight: weight ?? null }];
    }),
  );
  return loras.slice(0, 100);
}

/** What the later passes did, a line each, and the files that the graph began with. */
function moreOf(graph: Graph, first: GraphNode, later: readonly GraphNode[]): Readonly<Record<string, string>> {
  const passes = later.map((node, index) => {
    const settings = ["seed", "noise_seed", "steps", "cfg", "denoise"].flatMap((name) => {
      const value = numberOf(graph, node, name);
      return value === undefined ? [] : [`${name} ${value}`];
    });
    const sampler = nameOf(graph, node, "sampler_name");
    return [
      `pass ${index + 2}`,
      [node.type, ...settings, ...(sampler ? [`sampler ${sampler}`] : [])].join(", "),
    ] as const;
  });
  const sources = upstream(graph, first)
    .filter(({ type }) => /LoadImage/iu.test(type))
    .map((node) => asText(node.values.get("image")) ?? "")
    .filter((name) => name !== "");
  const distilled = distilledOf(graph, first, nodeAt(graph, first.links.get("guider")));
  return {
    ...Object.fromEntries(passes),
    ...(distilled === undefined ? {} : { "distilled guidance": distilled }),
    ...(sources.length > 0 ? { "source pictures": sources.join(", ") } : {}),
  };
}
