import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ForeignRecipe } from "./foreign-recipe.ts";
import { identify } from "./identify.ts";
import type { RawText } from "./raw-metadata.ts";

const texts = (fields: Readonly<Record<string, unknown>>): readonly RawText[] =>
  Object.entries(fields).map(([keyword, value]) => ({
    where: "PNG text",
    keyword,
    text: typeof value === "string" ? value : JSON.stringify(value),
  }));

const automatic1111 = [
  "masterpiece, <lora:film:0.8> cat: big,",
  'second "quoted" line',
  "Negative prompt: ugly, bad",
  "worse",
  'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 965400086, Size: 832x1216, Model hash: 45dee52b, Model: "sd, xl", Denoising strength: 0.4, Hires upscale: 2, Lora hashes: "film: abc, bar: def", Hashes: {"model": "45", "lora:x": "1"}, Version: v1.9.0',
].join("\n");

const core = { steps: 20, guidance: 7, seed: "7", sampler: "euler", model: "sdxl", size: { width: 512, height: 768 } };

const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, Partial<ForeignRecipe>])[] = [
  [
    "AUTOMATIC1111 with quotes, commas, several lines and a second pass",
    { parameters: automatic1111 },
    {
      tool: "automatic1111",
      version: "v1.9.0",
      prompt: 'masterpiece, <lora:film:0.8> cat: big,\nsecond "quoted" line',
      negativePrompt: "ugly, bad\nworse",
      seed: "965400086",
      guidance: 7.5,
      sampler: "DPM++ 2M",
      scheduler: "Karras",
      model: "sd, xl",
      size: { width: 832, height: 1216 },
      strength: null,
      loras: [{ name: "film", weight: 0.8 }],
      more: expect.objectContaining({
        "Denoising strength": "0.4",
        "Lora hashes": "film: abc, bar: def",
        Hashes: '{"model": "45", "lora:x": "1"}',
      }),
    },
  ],
  [
    "AUTOMATIC1111 of 2022, without a negative prompt, with image-to-image",
    {
      parameters:
        "a pear\r\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 512x768, Model hash: 7460a6fa, Denoising strength: 0.55",
    },
    { prompt: "a pear", negativePrompt: "", sampler: "Euler a", strength: 0.55, size: core.size },
  ],
  [
    "a copy in one line",
    { parameters: "a pear Negative prompt: ugly Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 512x768" },
    { prompt: "a pear", negativePrompt: "ugly", steps: 20, seed: "7" },
  ],
  [
    "settings in another order",
    { parameters: "a pear\nSampler: Euler a, Steps: 20, Seed: 7" },
    { prompt: "a pear", sampler: "Euler a", steps: 20 },
  ],
  [
    "Civitai's own generator",
    {
      parameters:
        'a pear\nNegative prompt: x\nSteps: 25, CFG scale: 4, Sampler: Euler, Seed: 7, Size: 512x768, Created Date: 2024-10-01T12:00:00.1Z, Civitai resources: [{"type":"lora","modelName":"A, B"}], Clip skip: 2',
    },
    {
      steps: 25,
      more: expect.objectContaining({ "Clip skip": "2", "Civitai resources": '[{"type":"lora","modelName":"A, B"}]' }),
    },
  ],
  [
    "only a negative prompt",
    { parameters: "Negative prompt: ugly\nSteps: 20, Sampler: Euler, Seed: 7" },
    { prompt: "", negativePrompt: "ugly", seed: "7" },
  ],
  [
    "our own text",
    {
      parameters:
        "a pear\nNegative prompt: \nSteps: 20, Sampler: euler, Seed: 7, Model: still-life, Version: Samebut 0.1.0",
    },
    { tool: "samebut", prompt: "a pear" },
  ],
  [
    "InvokeAI 3 and later",
    {
      invokeai_metadata: {
        generation_mode: "sdxl_img2img",
        positive_prompt: "a cat",
        negative_prompt: "dog",
        seed: 7,
        cfg_scale: 7,
        steps: 20,
        scheduler: "euler",
        width: 512,
        height: 768,
        strength: 0.6,
        model: { key: "k", name: "sdxl", base: "sdxl" },
        loras: [{ model: { name: "film" }, weight: 0.5 }],
        app_version: "5.1",
      },
      parameters: "a lie\nSteps: 1, Sampler: x, Seed: 1",
    },
    {
      ...core,
      tool: "invokeai",
      version: "5.1",
      prompt: "a cat",
      strength: 0.6,
      loras: [{ name: "film", weight: 0.5 }],
    },
  ],
  [
    "InvokeAI 2, unwanted words in brackets",
    {
      "sd-metadata": {
        model_weights: "sdxl",
        app_version: "2.2",
        image: {
          prompt: [{ prompt: "a cat [ugly, bad]", weight: 1 }],
          steps: 20,
          cfg_scale: 7,
          seed: 7,
          sampler: "euler",
          width: 512,
          height: 768,
        },
      },
    },
    { ...core, prompt: "a cat", negativePrompt: "ugly, bad" },
  ],
  [
    "InvokeAI 1, the command itself",
    { Dream: '"a cat, nice [ugly]" -s20 -S7 -W512 -H 768 -C7 -A euler' },
    { ...core, model: null, tool: "invokeai", prompt: "a cat, nice", negativePrompt: "ugly" },
  ],
  [
    "an InvokeAI graph without metadata",
    {
      invokeai_graph: {
        nodes: {
          a: { id: "a", type: "compel", prompt: "a cat" },
          b: { id: "b", type: "compel", prompt: "dog" },
          n: { id: "n", type: "noise", seed: 7, width: 512, height: 768 },
          d: { id: "d", type: "denoise_latents", steps: 20, cfg_scale: 7, scheduler: "euler" },
          m: { id: "m", type: "main_model_loader", model: { name: "sdxl" } },
        },
        edges: [
          {
            source: { node_id: "b", field: "conditioning" },
            destination: { node_id: "d", field: "negative_conditioning" },
          },
          {
            source: { node_id: "a", field: "conditioning" },
            destination: { node_id: "d", field: "positive_conditioning" },
          },
        ],
      },
    },
    { ...core, prompt: "a cat", negativePrompt: "dog" },
  ],
  [
    "an InvokeAI workflow of the editor",
    {
      invokeai_workflow: {
        nodes: [
          { id: "a", data: { type: "compel", inputs: { prompt: { value: "a cat" } } } },
          { id: "d", data: { type: "denoise_latents", inputs: { steps: { value: 20 }, cfg_scale: { value: 7 } } } },
        ],
        edges: [{ source: "a", target: "d", sourceHandle: "conditioning", targetHandle: "positive_conditioning" }],
      },
    },
    { tool: "invokeai", prompt: "a cat", steps: 20, guidance: 7 },
  ],
  [
    "Fooocus in AUTOMATIC1111's words",
    { parameters: "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler, Seed: 7, Version: Fooocus v2.5.5" },
    { tool: "fooocus", prompt: "a cat" },
  ],
  [
    "a ComfyUI graph in a text of its own, with AUTOMATIC1111's words inside",
    {
      file: {
        "1": { class_type: "CLIPTextEncode", inputs: { text: "a cat", clip: ["4", 1] } },
        "2": { class_type: "Note", inputs: { text: "Steps: 20, Sampler: Euler, Seed: 7" } },
        "3": { class_type: "KSampler", inputs: { seed: 9, steps: 4, positive: ["1", 0], latent_image: ["1", 0] } },
      },
    },
    { tool: "comfyui", prompt: "a cat", seed: "9" },
  ],
  [
    "SwarmUI",
    {
      parameters: {
        sui_image_params: {
          prompt: "a cat",
          negativeprompt: "dog",
          seed: 7,
          steps: 20,
          cfgscale: 7,
          width: 512,
          height: 768,
          model: "sdxl",
          sampler: "euler",
          loras: ["film"],
          loraweights: ["0.5"],
          swarm_version: "0.9.6",
        },
        sui_extra_data: { date: "2025-01-01" },
      },
    },
    { ...core, tool: "swarmui", version: "0.9.6", negativePrompt: "dog", loras: [{ name: "film", weight: 0.5 }] },
  ],
  [
    "Fooocus",
    {
      parameters: {
        base_model: "sdxl",
        guidance_scale: 7,
        loras: [["film", 0.1, "hash"]],
        metadata_scheme: "fooocus",
        negative_prompt: "dog",
        prompt: "a cat",
        resolution: "(512, 768)",
        sampler: "euler",
        scheduler: "karras",
        seed: "7",
        steps: 20,
        version: "Fooocus v2.5.0",
      },
      fooocus_scheme: "fooocus",
    },
    { ...core, tool: "fooocus", scheduler: "karras", loras: [{ name: "film", weight: 0.1 }] },
  ],
  [
    "NovelAI",
    {
      Title: "NovelAI generated image",
      Description: "1girl",
      Software: "NovelAI",
      Source: "NovelAI Diffusion V4",
      Comment: {
        prompt: "1girl",
        steps: 20,
        width: 512,
        height: 768,
        scale: 7,
        uc: "lowres",
        seed: 7,
        sampler: "euler",
        strength: 0.7,
        v4_prompt: { caption: { base_caption: "a girl", char_captions: [{ char_caption: "red hat" }] } },
      },
    },
    {
      ...core,
      tool: "novelai",
      model: "NovelAI Diffusion V4",
      prompt: "a girl\nred hat",
      negativePrompt: "lowres",
      strength: null,
    },
  ],
  [
    "Draw Things",
    {
      UserComment: {
        c: "a cat",
        uc: "dog",
        seed: 7,
        steps: 20,
        scale: 7,
        sampler: "euler",
        model: "sdxl",
        size: "512x768",
        strength: 1,
      },
    },
    { ...core, tool: "draw-things", negativePrompt: "dog", strength: null },
  ],
  [
    "Easy Diffusion",
    {
      prompt: "a cat",
      negative_prompt: "dog",
      seed: "7",
      num_inference_steps: "20",
      guidance_scale: "7",
      sampler_name: "euler",
      use_stable_diffusion_model: "sdxl",
      width: "512",
      height: "768",
    },
    { ...core, tool: "easy-diffusion", negativePrompt: "dog" },
  ],
  [
    "Midjourney",
    {
      Description:
        "a castle, dawn --ar 16:9 --no people, cars --v 6.1 --seed 7 Job ID: 6e1bd2c2-1111-4b3e-9c1e-123456789abc",
    },
    {
      tool: "midjourney",
      prompt: "a castle, dawn",
      negativePrompt: "people, cars",
      seed: "7",
      model: "Midjourney 6.1",
    },
  ],
];

describe("identify", () => {
  it.each(cases)("%s", (_, fields, expected) => {
    expect(identify(texts(fields))).toMatchObject(expected);
  });

  it.each([
    ["nothing", {}],
    ["a prompt whose last line looks like settings", { parameters: "a pear\nmood: calm, light: soft, lens: 35mm" }],
    ["another program's words", { Software: "GIMP", Comment: "Created with GIMP" }],
    ["broken JSON", { invokeai_metadata: '{"positive_prompt":', prompt: "{", workflow: "[]" }],
    ["JSON of nobody", { parameters: '{"a":1}', invokeai_metadata: "[1,2]" }],
  ])("finds no recipe in %s", (_, fields) => {
    expect(identify(texts(fields))).toBeUndefined();
  });

  it("takes IPTC's own fields where there is nothing else", () => {
    const found = identify([
      { where: "XMP", keyword: "Iptc4xmpExt:AIPromptInformation", text: "a cat" },
      { where: "XMP", keyword: "Iptc4xmpExt:AISystemUsed", text: "Firefly" },
    ]);
    expect(found).toMatchObject({ tool: "unknown", prompt: "a cat", version: "Firefly" });
  });

  it("never throws and always ends, whatever the texts say", () => {
    const keywords = [
      "parameters",
      "prompt",
      "workflow",
      "invokeai_metadata",
      "sd-metadata",
      "Dream",
      "Comment",
      "UserComment",
    ];
    const word = fc.constantFrom(
      "Steps: 20",
      ", ",
      "Seed: 7",
      '"',
      "{",
      "}",
      "[",
      "\n",
      "Negative prompt:",
      ":",
      "a",
      "\\",
      "-s 5",
      " ",
    );
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(word, { maxLength: 40 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keywords), text), (fields) => {
        const found = identify(texts(fields));
        expect(found === undefined || typeof found.prompt === "string").toBe(true);
      }),
    );
  });

  it.each([
    ["nested brackets", "[".repeat(200_000)],
    ["nested objects", '{"a":'.repeat(200_000)],
    ["endless pairs", "a\n" + "Steps: 1, ".repeat(100_000)],
    ["an endless line", "Steps: 1, Sampler: " + "x".repeat(3_000_000)],
    ["endless quotes", 'Steps: 1, a: "' + '\\"'.repeat(500_000)],
    ["endless names", "a".repeat(2_000_000) + "\nSteps: 1, b: c, Seed: 1"],
  ])("bears %s", (_, text) => {
    for (const keyword of ["parameters", "prompt", "workflow", "Dream", "Comment", "UserComment", "sd-metadata"])
      expect(() => identify(texts({ [keyword]: text }))).not.toThrow();
  });
});
