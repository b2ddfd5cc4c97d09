import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Recipe } from "../../core/recipe.ts";
import { type Bindable, bindWorkflow } from "./binding.ts";
import { defaultWorkflow } from "./default-workflow.ts";
import { fillWorkflow } from "./fill-workflow.ts";
import { type Graph, parseGraph } from "./graph.ts";

const file = (name: string): Graph =>
  parseGraph(readFileSync(new URL(`../../../test/fixtures/workflows/${name}`, import.meta.url), "utf8"), name);

const places = (graph: Graph, part: Bindable, said = {}): string =>
  bindWorkflow(graph, said)
    [part].map(({ node, input }) => `${node}.${input}`)
    .join(" ");

const plain = defaultWorkflow("model.safetensors", 512);
const flux = file("flux.json");
const portrait = file("portrait-from-photo.json");

/** Two passes: the second goes on from the first at twice the size. */
const twoPasses: Graph = {
  ...plain,
  "20": { class_type: "LatentUpscale", inputs: { samples: ["3", 0], width: 1024, height: 1024 } },
  "21": {
    class_type: "KSampler",
    inputs: { ...plain["3"]?.inputs, latent_image: ["20", 0], denoise: 0.5, steps: 8 },
  },
  "8": { class_type: "VAEDecode", inputs: { samples: ["21", 0], vae: ["4", 2] } },
};

/** A pose guides the picture; it is no picture to start from. */
const posed: Graph = {
  ...plain,
  "30": { class_type: "LoadImage", inputs: { image: "pose.png" } },
  "31": {
    class_type: "ControlNetApplyAdvanced",
    inputs: { positive: ["6", 0], negative: ["7", 0], image: ["30", 0], strength: 0.8 },
  },
  "3": {
    class_type: "KSampler",
    inputs: { ...plain["3"]?.inputs, positive: ["31", 0], negative: ["31", 1] },
  },
};

const titled: Graph = {
  "1": { class_type: "SomeTextBox", inputs: { text: "x" }, _meta: { title: "samebut prompt" } },
  "2": { class_type: "SomeNumber", inputs: { value: 5 }, _meta: { title: "Samebut: seed" } },
  "3": { class_type: "SomeSize", inputs: { width: 640, height: 480 }, _meta: { title: "samebut size" } },
  "4": { class_type: "WholePipeline", inputs: { a: ["1", 0], b: ["2", 0], c: ["3", 0] } },
  "5": { class_type: "SaveImage", inputs: { images: ["4", 0], filename_prefix: "x" } },
};

describe("where a recipe goes in a workflow", () => {
  it.each([
    ["plain", plain, "prompt", "6.text"],
    ["plain", plain, "negative", "7.text"],
    ["plain", plain, "seed", "3.seed"],
    ["plain", plain, "steps", "3.steps"],
    ["plain", plain, "guidance", "3.cfg"],
    ["plain", plain, "strength", "3.denoise"],
    ["plain", plain, "width", "5.width"],
    ["plain", plain, "source", ""],
    ["flux", flux, "prompt", "6.text"],
    ["flux", flux, "negative", ""],
    ["flux", flux, "seed", "25.noise_seed"],
    ["flux", flux, "steps", "17.steps"],
    ["flux", flux, "guidance", "26.guidance"],
    ["flux", flux, "sampler", "16.sampler_name"],
    ["flux", flux, "strength", "17.denoise"],
    ["flux", flux, "height", "27.height"],
    ["portrait", portrait, "prompt", "4.value"],
    ["portrait", portrait, "negative", "6.text"],
    ["portrait", portrait, "source", "2.image"],
    ["portrait", portrait, "width", ""],
    ["two passes", twoPasses, "seed", "3.seed 21.seed"],
    ["two passes", twoPasses, "steps", "3.steps"],
    ["two passes", twoPasses, "width", "5.width"],
    ["posed", posed, "prompt", "6.text"],
    ["posed", posed, "negative", "7.text"],
    ["posed", posed, "source", ""],
    ["posed", posed, "strength", "3.denoise"],
    ["titled", titled, "prompt", "1.text"],
    ["titled", titled, "seed", "2.value"],
    ["titled", titled, "height", "3.height"],
  ] as const)("%s", (_, graph, part, expected) => {
    expect(places(graph, part)).toBe(expected);
  });

  it("is where the person says, before anything else", () => {
    expect(places(plain, "prompt", { prompt: "7.text" })).toBe("7.text");
    expect(() => bindWorkflow(plain, { prompt: "99.text" })).toThrow("The workflow has no “99.text” for the prompt.");
  });

  it("is asked for where nothing takes the prompt", () => {
    expect(() => bindWorkflow({ "1": { class_type: "SaveImage", inputs: {} } })).toThrow(
      "Nothing in this workflow takes the prompt.",
    );
  });
});

describe("a workflow file", () => {
  it.each([
    ["what the editor saves", JSON.stringify({ nodes: [], links: [] }), /without the order of its inputs/u],
    ["no JSON", "{", /is not JSON/u],
    ["something else", '{"a":1}', /is not a ComfyUI workflow/u],
  ])("that is %s is refused with the remedy", (_, text, message) => {
    expect(() => parseGraph(text, "a.json")).toThrow(message);
  });

  it("may be wrapped as it is sent to the server", () => {
    expect(Object.keys(parseGraph(JSON.stringify({ prompt: plain }), "a.json"))).toHaveLength(7);
  });
});

describe("a filled workflow", () => {
  const recipe = Recipe.parse({
    engine: "c",
    fingerprint: "",
    prompt: "a red vase",
    negativePrompt: "blurry",
    seed: 7,
    size: { width: 640, height: 512 },
    steps: 30,
    strength: 0.4,
  });
  const fill = (graph: Graph, uploads = {}): Graph => fillWorkflow(graph, bindWorkflow(graph), recipe, uploads, "abcd");

  it("holds the recipe, and leaves what it does not say", () => {
    const graph = fill(flux);
    expect(graph["6"]?.inputs["text"]).toBe("a red vase");
    expect(graph["17"]?.inputs).toMatchObject({ steps: 30, denoise: 1, scheduler: "simple" });
    expect(graph["9"]?.inputs["filename_prefix"]).toBe("flux-abcd");
  });

  it("starts from a picture in the place of empty latents", () => {
    const graph = fill(flux, { source: "a.png" });
    expect(graph["13"]?.inputs["latent_image"]).toEqual(["samebut_latent", 0]);
    expect(graph["samebut_latent"]?.inputs).toEqual({ pixels: ["samebut_source", 0], vae: ["10", 0] });
    expect(graph["17"]?.inputs["denoise"]).toBe(0.4);
  });

  it("starts from a picture in the workflow's own place, and masks what comes of it", () => {
    const graph = fill(portrait, { source: "a.png", mask: "m.png" });
    expect(graph["2"]?.inputs["image"]).toBe("a.png");
    expect(graph["7"]?.inputs["latent_image"]).toEqual(["samebut_masked", 0]);
    expect(graph["samebut_masked"]?.inputs).toEqual({ samples: ["3", 0], mask: ["samebut_mask", 0] });
  });
});
