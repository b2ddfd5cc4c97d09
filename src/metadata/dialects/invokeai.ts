import { type Findings, type ForeignRecipe, type Lora, foreignRecipe } from "../foreign-recipe.ts";
import { asNumber, asObject, asText, objectsIn } from "../lenient-json.ts";

type Json = Readonly<Record<string, unknown>>;

/** InvokeAI from version 3 on: `invokeai_metadata`. */
export function readInvokeAi(json: Json): ForeignRecipe {
  const {
    positive_prompt: prompt,
    negative_prompt: negativePrompt,
    positive_style_prompt: style,
    seed,
    steps,
    cfg_scale: cfg,
    guidance,
    scheduler,
    model,
    width,
    height,
    strength,
    app_version: version,
    loras,
    ...more
  } = json;
  return foreignRecipe("invokeai", {
    version,
    prompt: asText(prompt) || asText(style),
    negativePrompt,
    seed,
    steps,
    guidance: cfg ?? guidance,
    sampler: scheduler,
    model: nameOf(model),
    width,
    height,
    strength: /img2img|inpaint|outpaint/u.test(asText(more["generation_mode"]) ?? "") ? strength : undefined,
    loras: lorasOf(loras),
    more,
  });
}

const nameOf = (model: unknown): string | undefined =>
  asText(model) ?? asText(asObject(model)?.["name"]) ?? asText(asObject(model)?.["model_name"]);

const lorasOf = (loras: unknown): readonly Lora[] =>
  (Array.isArray(loras) ? loras : []).flatMap((one: unknown) => {
    const lora = asObject(one);
    const name = nameOf(lora?.["model"] ?? lora?.["lora"]);
    return name === undefined ? [] : [{ name, weight: asNumber(lora?.["weight"]) ?? null }];
  });

/** InvokeAI 2: `sd-metadata`, with one picture in `image` or several in `images`. Unwanted words stand in [brackets]. */
export function readInvokeAi2(json: Json): ForeignRecipe | undefined {
  const list: readonly unknown[] = Array.isArray(json["images"]) ? json["images"] : [];
  const image = asObject(json["image"]) ?? asObject(list[0]);
  if (!image) return undefined;
  const { prompt, seed, steps, cfg_scale: guidance, sampler, width, height, strength, ...more } = image;
  return foreignRecipe("invokeai", {
    version: json["app_version"],
    ...bracketed(promptOf(prompt)),
    seed,
    steps,
    guidance,
    sampler,
    model: asText(json["model_weights"]) ?? asText(json["model"]),
    width,
    height,
    strength: more["type"] === "img2img" || more["init_image_path"] ? strength : undefined,
    more: { ...more, model_hash: json["model_hash"] },
  });
}

/** A text, or parts with weights. */
function promptOf(prompt: unknown): string {
  if (!Array.isArray(prompt)) return asText(prompt) ?? "";
  return prompt.map((part: unknown) => asText(asObject(part)?.["prompt"]) ?? asText(part) ?? "").join(", ");
}

const bracketed = (text: string): Pick<Findings, "prompt" | "negativePrompt"> => ({
  prompt: text
    .replace(/\[[^[\]]*\]/gu, "")
    .replace(/\s{2,}/gu, " ")
    .trim(),
  negativePrompt: [...text.matchAll(/\[([^[\]]*)\]/gu)].map(([, words = ""]) => words.trim()).join(", "),
});

const switches: Readonly<Record<string, keyof Findings>> = {
  s: "steps",
  S: "seed",
  W: "width",
  H: "height",
  C: "guidance",
  A: "sampler",
  f: "strength",
};

/** InvokeAI 1: the command itself, `"a pear" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms`, as the text "Dream". */
export function readDream(text: string): ForeignRecipe | undefined {
  const found = /^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*?))((?:\s+-{1,2}[A-Za-z]\S*(?:\s+[^-\s]\S*)?)*)\s*$/su.exec(
    text.slice(0, 5_000),
  );
  if (!found) return undefined;
  const settings = [...(found[4] ?? "").matchAll(/\s-([A-Za-z])\s*([^\s-]\S*)/gu)].flatMap(([, letter = "", value]) => {
    const name = switches[letter];
    return name ? [[name, value] as const] : [];
  });
  return foreignRecipe("invokeai", {
    ...Object.fromEntries(settings),
    ...bracketed(found[1] ?? found[2] ?? found[3] ?? ""),
    version: "1",
  });
}

/** The graph that InvokeAI ran, where it left no metadata: the prompts by the edges, the rest from the nodes that have them. */
export function readInvokeGraph(json: Json): ForeignRecipe | undefined {
  const nodes = Array.isArray(json["nodes"])
    ? objectsIn(json["nodes"]).map(flattened)
    : objectsIn(Object.values(asObject(json["nodes"]) ?? {}));
  const edges = objectsIn(json["edges"]);
  const field = (name: string): unknown => nodes.map((node) => node[name]).find((value) => asText(value) !== undefined);
  const promptInto = (input: RegExp): string | undefined => {
    const sources = edges.flatMap((edge) => {
      const [from, to] = [asObject(edge["source"]), asObject(edge["destination"])];
      const target = asText(to?.["field"]) ?? asText(edge["targetHandle"]) ?? "";
      return input.test(target) ? [asText(from?.["node_id"]) ?? asText(edge["source"])] : [];
    });
    return nodes
      .filter(({ id }) => sources.includes(asText(id)))
      .map(({ prompt }) => asText(prompt))
      .find((text) => text !== undefined);
  };
  const prompt = promptInto(/^positive_(?:text_)?conditioning$/u) ?? asText(field("prompt"));
  if (prompt === undefined) return undefined;
  return foreignRecipe("invokeai", {
    prompt,
    negativePrompt: promptInto(/^negative_(?:text_)?conditioning$/u),
    seed: field("seed"),
    steps: field("steps"),
    guidance: field("cfg_scale") ?? field("guidance"),
    sampler: field("scheduler"),
    width: field("width"),
    height: field("height"),
    model: nodes.map(({ model }) => nameOf(model)).find((name) => name !== undefined),
  });
}

/** A node of the editor keeps its values one level down: `data.inputs.prompt.value`. */
function flattened(node: Json): Json {
  const data = asObject(node["data"]);
  const values = Object.entries(asObject(data?.["inputs"]) ?? {}).map(
    ([name, input]) => [name, asObject(input)?.["value"]] as const,
  );
  return { ...Object.fromEntries(values), id: node["id"], type: data?.["type"] ?? node["type"] };
}
