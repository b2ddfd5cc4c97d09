import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { z } from "zod";
import { gaussianNoise } from "../../src/engines/diffusion/noise.ts";

/** What a bare loop is asked to draw. */
export interface BareRequest {
  readonly prompt: string;
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
}

export interface BareLoop {
  /** @returns 8-bit RGB, three bytes per pixel */
  draw(request: BareRequest): Promise<Uint8Array>;
}

const Tokenizer = z.object({ model: z.object({ vocab: z.record(z.string(), z.int()), unk_token: z.string() }) });
const Scheduler = z.object({ shift: z.number(), num_train_timesteps: z.number().default(1000) });

/**
 * The least code that draws with a flow model of one size and a tokenizer of whole words: four sessions called in a row,
 * on the thread that asks, with nothing around them. It is what the engine is compared with, in speed and in its pixels.
 */
export async function openBareLoop(folder: string): Promise<BareLoop> {
  const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const open = (part: string): Promise<InferenceSession> =>
    InferenceSession.create(join(folder, part, "model.onnx"), options);
  const [text, denoiser, decoder] = [await open("text_encoder"), await open("transformer"), await open("vae_decoder")];
  const tokenizer = Tokenizer.parse(await readJson(folder, "tokenizer/tokenizer.json"));
  const scheduler = Scheduler.parse(await readJson(folder, "scheduler/scheduler_config.json"));
  const vae = z
    .object({ scaling_factor: z.number(), shift_factor: z.number().default(0) })
    .parse(await readJson(folder, "vae_decoder/config.json"));
  const length = shapeOf(text, "input_ids")[1] ?? 0;
  const cells = shapeOf(denoiser, "hidden_states").slice(1);
  const count = cells.reduce((product, size) => product * size, 1);

  const whole = Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
  const place = denoiser.inputNames.includes("window") ? { window: new Tensor("float32", whole, [2, 4]) } : {};

  const hear = async (prompt: string): Promise<Tensor> => {
    const ids = new BigInt64Array(length);
    const words = prompt.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
    const unknown = tokenizer.model.vocab[tokenizer.model.unk_token] ?? 0;
    words.slice(0, length).forEach((word, index) => (ids[index] = BigInt(tokenizer.model.vocab[word] ?? unknown)));
    const { last_hidden_state } = await text.run({ input_ids: new Tensor("int64", ids, [1, length]) });
    return last_hidden_state as Tensor;
  };

  return {
    async draw({ prompt, seed, steps, guidance }) {
      const [heard, nothing] = [await hear(prompt), await hear("")];
      const both = Float32Array.from([...(nothing.data as Float32Array), ...(heard.data as Float32Array)]);
      const encoder_hidden_states = new Tensor("float32", both, [2, ...heard.dims.slice(1)]);
      const x = gaussianNoise(seed, count);
      for (let step = 0; step < steps; step++) {
        const [now, next] = [
          shifted(scheduler.shift, 1 - step / steps),
          shifted(scheduler.shift, 1 - (step + 1) / steps),
        ];
        const pair = new Float32Array(2 * count);
        pair.set(x);
        pair.set(x, count);
        const { out_sample } = await denoiser.run({
          hidden_states: new Tensor("float32", pair, [2, ...cells]),
          timestep: new Tensor("float32", new Float32Array(2).fill(now * scheduler.num_train_timesteps), [2]),
          encoder_hidden_states,
          ...place,
        });
        const v = (out_sample as Tensor).data as Float32Array;
        for (let i = 0; i < count; i++) {
          const negative = v[i] ?? 0;
          x[i] = (x[i] ?? 0) + (next - now) * (negative + guidance * ((v[count + i] ?? 0) - negative));
        }
      }
      const latents = x.map((value) => value / vae.scaling_factor + vae.shift_factor);
      const { sample } = await decoder.run({ latent_sample: new Tensor("float32", latents, [1, ...cells]) });
      return toPixels((sample as Tensor).data as Float32Array);
    },
  };
}

const shifted = (shift: number, t: number): number => (shift * t) / (1 + (shift - 1) * t);

const readJson = async (folder: string, name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, name), "utf8"));

function shapeOf(session: InferenceSession, input: string): number[] {
  const port = session.inputMetadata.find(({ name }) => name === input);
  return port?.isTensor ? port.shape.map(Number) : [];
}

function toPixels(planes: Float32Array): Uint8Array {
  const area = planes.length / 3;
  return Uint8Array.from({ length: planes.length }, (_, index) => {
    const value = planes[(index % 3) * area + Math.floor(index / 3)] ?? 0;
    return Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)));
  });
}
