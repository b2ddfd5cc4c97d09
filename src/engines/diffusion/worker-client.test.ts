import { afterEach, expect, it } from "vitest";
import type { DrawEvent } from "./messages.ts";
import type { DrawRequest } from "./pipeline.ts";
import { type WorkerClient, createWorkerClient } from "./worker-client.ts";

const entry = new URL("../../../test/fixtures/diffusion/fragile-worker.ts", import.meta.url);
const request = (prompt: string): DrawRequest => ({
  prompt,
  negativePrompt: "",
  seed: 1,
  variation: null,
  window: null,
  size: { width: 1, height: 1 },
  steps: 1,
  guidance: 1,
  sampler: "ddim",
  source: null,
  previews: false,
});

let client: WorkerClient;
const open = (): WorkerClient => (client = createWorkerClient({ folder: "", threads: 1 }, entry));
const draw = (prompt: string, signal = new AbortController().signal): Promise<DrawEvent[]> =>
  Array.fromAsync(client.draw(request(prompt), signal));

afterEach(() => client.close());

it("passes events on and ends with the picture", async () => {
  open();
  expect((await draw("a pear")).map(({ type }) => type)).toEqual(["progress", "done"]);
});

it.each([
  { prompt: "exit", message: "The thread that draws stopped unexpectedly: It ended with code 3." },
  { prompt: "throw", message: "The thread that draws stopped unexpectedly: The ceiling fell down." },
])("says so when the worker dies ($prompt), and starts another for the next picture", async ({ prompt, message }) => {
  open();
  await expect(draw(prompt)).rejects.toMatchObject({
    code: "unavailable",
    message,
    hint: expect.stringContaining("Try again"),
  });
  expect((await draw("a pear")).at(-1)).toMatchObject({ type: "done" });
});

it("fails every picture that waited for a worker that died", async () => {
  open();
  const results = await Promise.allSettled([draw("exit"), draw("until stopped")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

it("passes a failure on with its hint", async () => {
  open();
  await expect(draw("fail")).rejects.toMatchObject({
    code: "corrupt",
    message: "The file is bad.",
    hint: "Get another.",
  });
});

it("cancels at once, tells the worker, and goes on with the next", async () => {
  open();
  const stop = new AbortController();
  const stopped = draw("until stopped", stop.signal);
  setImmediate(() => stop.abort());
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  expect((await draw("a pear")).at(-1)).toMatchObject({ type: "done" });
});

it("cancels what is being drawn when it is closed, and can be used again", async () => {
  open();
  const drawing = draw("until stopped");
  setImmediate(() => client.close());
  await expect(drawing).rejects.toMatchObject({ code: "cancelled" });
  expect((await draw("a pear")).at(-1)).toMatchObject({ type: "done" });
});
