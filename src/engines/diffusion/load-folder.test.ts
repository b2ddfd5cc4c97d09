import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeOnnx } from "../../../test/fixtures/diffusion/onnx-writer.ts";
import { decoderGraph } from "../../../test/fixtures/diffusion/tiny-graphs.ts";
import {
  type FolderSpec,
  tinyFlow,
  tinyUnet,
  tinyXl,
  writeFolder,
} from "../../../test/fixtures/diffusion/tiny-model.ts";
import { createDiffusionEngine } from "./engine.ts";
import { loadFolder } from "./load-folder.ts";

const describeFolder = (folder: string) => createDiffusionEngine({ id: "tiny", folder }).describe();

describe("a folder that lacks a part is told which", () => {
  it.each<[string, FolderSpec, string]>([
    ["model_index.json", tinyUnet(), "model_index.json"],
    ["scheduler/scheduler_config.json", tinyUnet(), "scheduler/scheduler_config.json"],
    ["tokenizer/vocab.json", tinyUnet(), "tokenizer/tokenizer.json"],
    ["tokenizer/tokenizer.json", tinyFlow(), "tokenizer/tokenizer.json"],
    ["text_encoder/model.onnx", tinyUnet(), "text_encoder/model.onnx"],
    ["text_encoder_2/model.onnx", tinyXl(), "text_encoder_2/model.onnx"],
    ["unet/model.onnx", tinyUnet(), "unet/model.onnx"],
    ["transformer/model.onnx", tinyFlow(), "transformer/model.onnx"],
    ["vae_decoder/model.onnx", tinyUnet(), "vae_decoder/model.onnx"],
  ])("without %s", async (removed, spec, named) => {
    await using folder = await writeFolder(spec);
    await rm(join(folder.path, removed));
    await expect(describeFolder(folder.path)).rejects.toMatchObject({
      code: "not-found",
      message: `${named} is missing in the model folder ${folder.path}.`,
      hint: expect.stringContaining("optimum-cli export onnx"),
    });
  });

  it("names all of them at once", async () => {
    await using folder = await writeFolder({ "model_index.json": {} });
    await expect(describeFolder(folder.path)).rejects.toThrow(
      "These are missing: scheduler/scheduler_config.json, text_encoder/model.onnx, tokenizer/tokenizer.json, unet/model.onnx, vae_decoder/model.onnx.",
    );
  });

  it("says when the folder holds PyTorch weights", async () => {
    const { "unet/model.onnx": _, ...rest } = tinyUnet();
    await using folder = await writeFolder({ ...rest, "unet/diffusion_pytorch_model.safetensors": "x" });
    await expect(describeFolder(folder.path)).rejects.toMatchObject({
      message: expect.stringContaining("unet/model.onnx is missing"),
      hint: expect.stringContaining("PyTorch"),
    });
  });

  it("says when there is no folder, or a file instead", async () => {
    await using folder = await writeFolder(tinyUnet());
    for (const path of [join(folder.path, "nowhere"), join(folder.path, "model_index.json")]) {
      await expect(describeFolder(path)).rejects.toMatchObject({
        code: "not-found",
        message: expect.stringContaining(path),
      });
    }
  });
});

describe("a damaged file is named", () => {
  it.each(["text_encoder", "unet", "vae_decoder", "vae_encoder"])("%s/model.onnx cut short anywhere", async (part) => {
    await using folder = await writeFolder(tinyUnet());
    const path = join(folder.path, part, "model.onnx");
    const whole = await readFile(path);
    for (const share of [0.95, 0.5, 0.1]) {
      await writeFile(path, whole.subarray(0, Math.floor(whole.length * share)));
      await expect(describeFolder(folder.path)).rejects.toMatchObject({
        code: "corrupt",
        message: `${path} is cut short: it ends before its content does.`,
      });
    }
  });

  it.each([
    ["an empty file", new Uint8Array()],
    [
      "another kind of file",
      new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n"),
    ],
  ])("%s in place of a model", async (_, content) => {
    await using folder = await writeFolder(tinyUnet());
    const path = join(folder.path, "unet", "model.onnx");
    await writeFile(path, content);
    await expect(describeFolder(folder.path)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(path),
    });
  });

  it("a configuration that is no JSON, or says something impossible", async () => {
    await using folder = await writeFolder(tinyUnet());
    const path = join(folder.path, "scheduler", "scheduler_config.json");
    for (const [text, reason] of [
      ["{", "JSON"],
      ['{"_class_name":"DDIMScheduler","beta_schedule":"sigmoid"}', "beta_schedule"],
      ['{"_class_name":"DDIMScheduler","thresholding":true}', "not supported yet"],
    ] as const) {
      await writeFile(path, text);
      await expect(describeFolder(folder.path)).rejects.toMatchObject({
        code: "corrupt",
        message: expect.stringContaining(path),
      });
      await expect(describeFolder(folder.path)).rejects.toThrow(reason);
    }
  });
});

describe("weights outside of the model file", () => {
  it("are found, and count for the fingerprint", async () => {
    await using folder = await writeFolder(tinyUnet(), true);
    const { files } = await loadFolder(folder.path);
    expect(files).toContain(join(folder.path, "unet", "model.onnx_data"));
    const before = await describeFolder(folder.path);
    const path = join(folder.path, "unet", "model.onnx_data");
    const weights = await readFile(path);
    weights[0] = (weights[0] ?? 0) ^ 1;
    await writeFile(path, weights);
    expect((await describeFolder(folder.path)).fingerprint).not.toBe(before.fingerprint);
  });

  it("are named when they are missing or cut short", async () => {
    await using folder = await writeFolder(tinyUnet(), true);
    const path = join(folder.path, "unet", "model.onnx_data");
    await truncate(path, 100);
    await expect(describeFolder(folder.path)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining(path),
    });
    await rm(path);
    await expect(describeFolder(folder.path)).rejects.toThrow("unet/model.onnx_data is missing");
  });
});

it("refuses weights from outside of the folder", async () => {
  await using folder = await writeFolder(tinyUnet());
  const { model } = writeOnnx(decoderGraph(2), "../../elsewhere");
  await writeFile(join(folder.path, "vae_decoder", "model.onnx"), model);
  await expect(describeFolder(folder.path)).rejects.toThrow("it wants weights from elsewhere (../../elsewhere).");
});

describe("models that cannot be run here are refused by name", () => {
  it.each<[string, FolderSpec, string]>([
    [
      "unknown inputs",
      tinyUnet({}, { vectors: { img_ids: 3, guidance: 1 } }),
      "unet/model.onnx asks for encoder_hidden_states, img_ids, guidance, which is no family",
    ],
    ["inpainting models", tinyUnet({}, { channels: 9 }), "unet/model.onnx takes 9 channels where latents have 4"],
  ])("%s", async (_, spec, message) => {
    await using folder = await writeFolder(spec);
    await expect(describeFolder(folder.path)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining(message),
    });
  });
});

it("tells which samplers, sizes and settings a model has", async () => {
  await using unet = await writeFolder(tinyUnet({ _class_name: "PNDMScheduler" }));
  expect(await describeFolder(unet.path)).toMatchObject({
    samplers: ["dpm-solver-2m", "euler", "euler-ancestral", "ddim"],
    guidance: { default: 7.5 },
    abilities: expect.arrayContaining(["image-to-image", "mask", "negative-prompt"]),
  });
  await using flow = await writeFolder(tinyFlow());
  expect(await describeFolder(flow.path)).toMatchObject({
    samplers: ["flow-euler", "dpm-solver-2m"],
    sizes: [{ width: 32, height: 32 }],
    steps: { default: 8 },
    guidance: { default: 3 },
  });
});

it("offers no image-to-image without an encoder", async () => {
  const { "vae_encoder/model.onnx": _, ...rest } = tinyFlow();
  await using folder = await writeFolder(rest);
  const { abilities } = await describeFolder(folder.path);
  expect(abilities).toEqual(["text-to-image", "seeds", "seed-variation", "window", "negative-prompt"]);
});
