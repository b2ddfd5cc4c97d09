import { describe, expect, it } from "vitest";
import type { ForeignRecipe } from "../../foreign-recipe.ts";
import { readComfyUi } from "./read.ts";

type Graph = Readonly<Record<string, { class_type: string; inputs: Readonly<Record<string, unknown>> }>>;

const node = (class_type: string, inputs: Readonly<Record<string, unknown>>) => ({ class_type, inputs });

const loader = node("CheckpointLoaderSimple", { ckpt_name: "v1.safetensors" });
const base: Graph = {
  "3": node("KSampler", {
    seed: 7,
    steps: 20,
    cfg: 8,
    sampler_name: "euler",
    scheduler: "normal",
    denoise: 1,
    model: ["4", 0],
    positive: ["6", 0],
    negative: ["7", 0],
    latent_image: ["5", 0],
  }),
  "4": loader,
  "5": node("EmptyLatentImage", { width: 512, height: 768, batch_size: 1 }),
  "6": node("CLIPTextEncode", { text: "a cat", clip: ["4", 1] }),
  "7": node("CLIPTextEncode", { text: "watermark", clip: ["4", 1] }),
  "8": node("VAEDecode", { samples: ["3", 0], vae: ["4", 2] }),
  "9": node("SaveImage", { images: ["8", 0] }),
};

const plain: Partial<ForeignRecipe> = {
  tool: "comfyui",
  prompt: "a cat",
  negativePrompt: "watermark",
  seed: "7",
  steps: 20,
  guidance: 8,
  sampler: "euler",
  scheduler: "normal",
  model: "v1.safetensors",
  size: { width: 512, height: 768 },
  strength: null,
};

const custom: Graph = {
  "5": node("EmptySD3LatentImage", { width: ["34", 0], height: 1024, batch_size: 1 }),
  "6": node("CLIPTextEncode", { text: "a flux cat", clip: ["11", 0] }),
  "8": node("VAEDecode", { samples: ["13", 0], vae: ["10", 0] }),
  "9": node("SaveImage", { images: ["8", 0] }),
  "11": node("DualCLIPLoader", { clip_name1: "t5xxl", clip_name2: "clip_l", type: "flux" }),
  "12": node("UNETLoader", { unet_name: "flux1-dev.sft", weight_dtype: "default" }),
  "13": node("SamplerCustomAdvanced", {
    noise: ["25", 0],
    guider: ["22", 0],
    sampler: ["16", 0],
    sigmas: ["18", 1],
    latent_image: ["5", 0],
  }),
  "16": node("KSamplerSelect", { sampler_name: "euler" }),
  "17": node("BasicScheduler", { scheduler: "simple", steps: 20, denoise: 1, model: ["30", 0] }),
  "18": node("SplitSigmas", { sigmas: ["17", 0], step: 0 }),
  "22": node("BasicGuider", { model: ["30", 0], conditioning: ["26", 0] }),
  "25": node("RandomNoise", { noise_seed: 219670278747233 }),
  "26": node("FluxGuidance", { guidance: 3.5, conditioning: ["6", 0] }),
  "30": node("ModelSamplingFlux", { max_shift: 1, base_shift: 0.5, width: 768, height: 1024, model: ["12", 0] }),
  "34": node("PrimitiveInt", { value: 768 }),
};

const cases: readonly (readonly [string, Graph, Partial<ForeignRecipe>])[] = [
  ["the graph that ComfyUI opens with", base, plain],
  [
    "a LoRA, a second pass and words joined from two nodes",
    {
      ...base,
      "3": node("KSampler", { ...base["3"]!.inputs, model: ["10", 0] }),
      "6": node("CLIPTextEncode", { text: ["20", 0], clip: ["10", 1] }),
      "8": node("VAEDecode", { samples: ["11", 0], vae: ["4", 2] }),
      "10": node("LoraLoader", {
        lora_name: "film.safetensors",
        strength_model: 0.7,
        strength_clip: 1,
        model: ["4", 0],
        clip: ["4", 1],
      }),
      "11": node("KSampler", { ...base["3"]!.inputs, seed: 8, steps: 10, denoise: 0.5, latent_image: ["12", 0] }),
      "12": node("LatentUpscale", { samples: ["3", 0], width: 1024, height: 1536 }),
      "20": node("StringConcatenate", { string_a: "a cat", string_b: ["21", 0], delimiter: ", " }),
      "21": node("PrimitiveStringMultiline", { value: "in snow" }),
    },
    {
      ...plain,
      prompt: "a cat, in snow",
      loras: [{ name: "film.safetensors", weight: 0.7 }],
      more: { "pass 2": expect.stringContaining("denoise 0.5") },
    },
  ],
  [
    "custom sampling with a guider",
    custom,
    {
      prompt: "a flux cat",
      negativePrompt: "",
      seed: "219670278747233",
      steps: 20,
      guidance: 3.5,
      sampler: "euler",
      scheduler: "simple",
      model: "flux1-dev.sft",
      size: { width: 768, height: 1024 },
    },
  ],
  [
    "a negative made by zeroing the positive",
    { ...base, "7": node("ConditioningZeroOut", { conditioning: ["6", 0] }) },
    { ...plain, negativePrompt: "" },
  ],
  [
    "a ControlNet that passes both sides on",
    {
      ...base,
      "3": node("KSampler", { ...base["3"]!.inputs, positive: ["40", 0], negative: ["40", 1] }),
      "40": node("ControlNetApplyAdvanced", {
        positive: ["6", 0],
        negative: ["7", 0],
        control_net: ["41", 0],
        image: ["42", 0],
        strength: 1,
      }),
      "41": node("ControlNetLoader", { control_net_name: "canny" }),
      "42": node("LoadImage", { image: "edges.png" }),
    },
    { ...plain, more: { "source pictures": "edges.png" } },
  ],
  [
    "image-to-image",
    {
      ...base,
      "3": node("KSampler", { ...base["3"]!.inputs, denoise: 0.42, latent_image: ["50", 0] }),
      "50": node("VAEEncode", { pixels: ["51", 0], vae: ["4", 2] }),
      "51": node("LoadImage", { image: "cat.png" }),
    },
    { ...plain, size: null, strength: 0.42, more: { "source pictures": "cat.png" } },
  ],
  [
    "base and refiner",
    {
      ...base,
      "3": node("KSamplerAdvanced", {
        add_noise: "enable",
        noise_seed: ["60", 0],
        steps: 20,
        cfg: 8,
        sampler_name: "euler",
        scheduler: "normal",
        start_at_step: 0,
        end_at_step: 16,
        model: ["4", 0],
        positive: ["6", 0],
        negative: ["7", 0],
        latent_image: ["5", 0],
      }),
      "6": node("CLIPTextEncodeSDXL", { text_g: "a cat", text_l: "a cat", width: 1024, height: 1024, clip: ["4", 1] }),
      "8": node("VAEDecode", { samples: ["61", 0], vae: ["4", 2] }),
      "60": node("Seed (rgthree)", { seed: 7 }),
      "61": node("KSamplerAdvanced", {
        noise_seed: 0,
        steps: 20,
        cfg: 8,
        positive: ["6", 0],
        negative: ["7", 0],
        latent_image: ["3", 0],
        model: ["62", 0],
      }),
      "62": node("CheckpointLoaderSimple", { ckpt_name: "refiner.safetensors" }),
    },
    plain,
  ],
  [
    "a loader with the prompts in it",
    {
      "1": node("Efficient Loader", {
        ckpt_name: "v1.safetensors",
        positive: "a cat",
        negative: "watermark",
        empty_latent_width: 512,
        empty_latent_height: 768,
        lora_name: "None",
      }),
      "2": node("KSampler (Efficient)", {
        seed: 7,
        steps: 20,
        cfg: 8,
        sampler_name: "euler",
        scheduler: "normal",
        denoise: 1,
        model: ["1", 0],
        positive: ["1", 1],
        negative: ["1", 2],
        latent_image: ["1", 3],
      }),
      "3": node("SaveImage", { images: ["2", 5] }),
    },
    { ...plain, loras: [] },
  ],
  [
    "a face detailer behind the first pass",
    {
      ...base,
      "9": node("SaveImage", { images: ["70", 0] }),
      "70": node("FaceDetailer", {
        image: ["8", 0],
        seed: 99,
        steps: 8,
        cfg: 2,
        sampler_name: "ddim",
        scheduler: "karras",
        denoise: 0.4,
        positive: ["6", 0],
        negative: ["7", 0],
        model: ["4", 0],
      }),
    },
    plain,
  ],
];

describe("a ComfyUI graph", () => {
  it.each(cases)("is traced: %s", (_, graph, expected) => {
    expect(readComfyUi(JSON.stringify(graph), undefined)).toMatchObject(expected);
  });

  it("keeps every digit of a 64-bit seed, and bears Python's NaN", () => {
    const text = JSON.stringify(base).replace('"seed":7', '"seed":18446744073709551615,"is_changed":[NaN, -Infinity]');
    expect(readComfyUi(text, undefined)?.seed).toBe("18446744073709551615");
  });

  it("that goes round in circles ends", () => {
    const circle = {
      ...base,
      "5": node("LatentUpscale", { samples: ["8", 0] }),
      "6": node("ConditioningCombine", { conditioning_1: ["6", 0], conditioning_2: ["3", 0] }),
    };
    expect(readComfyUi(JSON.stringify(circle), undefined)).toMatchObject({ seed: "7", prompt: "" });
  });
});

const workflowNode = (
  id: number,
  type: string,
  inputs: readonly (readonly [string, number])[],
  widgets_values: unknown,
  more = {},
) => ({
  id,
  type,
  mode: 0,
  inputs: inputs.map(([name, link]) => ({ name, link, type: name.toUpperCase() })),
  widgets_values,
  ...more,
});

const sampler = (links: readonly (readonly [string, number])[]) =>
  workflowNode(3, "KSampler", links, [7, "randomize", 20, 8, "euler", "normal", 1]);

describe("the editor's workflow", () => {
  const nodes = [
    sampler([
      ["model", 1],
      ["positive", 4],
      ["negative", 6],
      ["latent_image", 2],
    ]),
    workflowNode(4, "CheckpointLoaderSimple", [], ["v1.safetensors"]),
    workflowNode(5, "EmptyLatentImage", [], [512, 768, 1]),
    workflowNode(6, "CLIPTextEncode", [["clip", 3]], ["a cat"]),
    workflowNode(7, "CLIPTextEncode", [["clip", 5]], ["watermark"]),
    workflowNode(
      8,
      "VAEDecode",
      [
        ["samples", 7],
        ["vae", 8],
      ],
      [],
    ),
    workflowNode(9, "SaveImage", [["images", 9]], ["ComfyUI"]),
  ];
  const links = [
    [1, 4, 0, 3, 0, "MODEL"],
    [2, 5, 0, 3, 3, "LATENT"],
    [3, 4, 1, 6, 0, "CLIP"],
    [4, 6, 0, 3, 1, "CONDITIONING"],
    [5, 4, 1, 7, 0, "CLIP"],
    [6, 7, 0, 3, 2, "CONDITIONING"],
    [7, 3, 0, 8, 0, "LATENT"],
    [8, 4, 2, 8, 1, "VAE"],
    [9, 8, 0, 9, 0, "IMAGE"],
  ];

  it("names the values of known nodes", () => {
    expect(readComfyUi(undefined, JSON.stringify({ last_node_id: 9, nodes, links }))).toMatchObject(plain);
  });

  it("leads around a bypassed node and leaves out a muted one", () => {
    const bypassed = workflowNode(
      20,
      "LoraLoader",
      [
        ["model", 1],
        ["clip", 20],
      ],
      ["film", 1, 1],
      {
        mode: 4,
        inputs: [{ name: "model", type: "MODEL", link: 10 }],
        outputs: [{ type: "MODEL" }],
      },
    );
    const around = [[1, 20, 0, 3, 0, "MODEL"], [10, 4, 0, 20, 0, "MODEL"], ...links.slice(1)];
    const muted = workflowNode(21, "SaveImage", [["images", 9]], [], { mode: 2 });
    const found = readComfyUi(undefined, JSON.stringify({ nodes: [muted, ...nodes, bypassed], links: around }));
    expect(found).toMatchObject({ ...plain, loras: [] });
  });

  it("opens graphs inside of graphs", () => {
    const id = "8f1b0f0e-0000-4000-8000-000000000000";
    const inner = {
      id,
      inputs: [{ name: "text" }, { name: "clip" }],
      outputs: [{ name: "CONDITIONING" }],
      nodes: [
        {
          id: 1,
          type: "CLIPTextEncode",
          inputs: [
            { name: "clip", link: 2 },
            { name: "text", link: 1, widget: { name: "text" } },
          ],
          widgets_values: ["stale"],
        },
      ],
      links: [
        { id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 1 },
        { id: 2, origin_id: -10, origin_slot: 1, target_id: 1, target_slot: 0 },
        { id: 3, origin_id: 1, origin_slot: 0, target_id: -20, target_slot: 0 },
      ],
    };
    const holder = {
      id: 6,
      type: id,
      inputs: [
        { name: "text", widget: { name: "text" }, link: null },
        { name: "clip", link: 3 },
      ],
      widgets_values: ["a cat"],
    };
    const outer = [...nodes.filter((one) => one.id !== 6), holder];
    expect(
      readComfyUi(undefined, JSON.stringify({ nodes: outer, links, definitions: { subgraphs: [inner] } })),
    ).toMatchObject(plain);
  });
});
