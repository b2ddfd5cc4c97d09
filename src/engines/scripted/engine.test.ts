import { mkdtemp, readFile, appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { engineContract } from "../engine-contract.ts";
import { createScriptedEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "scripted",
  fingerprint: "scripted-1",
  prompt: "a red vase",
  seed: 1,
  size: { width: 64, height: 64 },
});

engineContract("the scripted engine", {
  engine: () => createScriptedEngine(),
  recipe: () => recipe,
  otherPrompt: "a blue bowl",
});

engineContract("the scripted engine without seeds or pictures", {
  engine: () => createScriptedEngine({ abilities: ["text-to-image"], sizes: [{ width: 48, height: 32 }] }),
  recipe: () => ({ ...recipe, seed: null, size: { width: 48, height: 32 } }),
  otherPrompt: "a blue bowl",
});

const call = (key = "key"): EngineCall => ({
  signal: new AbortController().signal,
  idempotencyKey: key,
  previews: false,
  readBlob: async () => new Uint8Array(),
});

const run = (engine: Engine, options: EngineCall = call(), change: Partial<Recipe> = {}): Promise<EngineEvent[]> =>
  Array.fromAsync(engine.generate({ ...recipe, ...change }, options));

const temporaryLedger = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), "ledger-")), "ledger.jsonl");
const linesOf = async (path: string): Promise<number> => (await readFile(path, "utf8")).trimEnd().split("\n").length;

describe("the ledger", () => {
  it.each([
    { honoursKeys: false, charges: 2 },
    { honoursKeys: true, charges: 1 },
  ])("has $charges charges for one key twice when keys honoured is $honoursKeys", async ({ honoursKeys, charges }) => {
    const ledger = await temporaryLedger();
    const engine = createScriptedEngine({ ledger, honoursKeys, priceMicros: 40_000 });
    const first = await run(engine);
    await run(createScriptedEngine({ ledger, honoursKeys }));
    expect(await linesOf(ledger)).toBe(charges);
    expect(first).toContainEqual({ type: "cost", micros: 40_000, currency: "USD" });
  });

  it("ignores a line that was cut off", async () => {
    const ledger = await temporaryLedger();
    await run(createScriptedEngine({ ledger }));
    await appendFile(ledger, '{"key":"half');
    const engine = createScriptedEngine({ ledger, honoursKeys: true });
    expect((await run(engine)).map(({ type }) => type)).not.toContain("cost");
  });
});

describe("mishaps", () => {
  it("fails before or after the charge, on the call that was named", async () => {
    const ledger = await temporaryLedger();
    const engine = createScriptedEngine({
      ledger,
      mishaps: [
        { at: { call: 1 }, how: "fail", code: "timeout", message: "The provider did not answer." },
        { at: { call: 2 }, how: "fail-after-charge" },
      ],
    });
    await expect(run(engine)).rejects.toMatchObject({ code: "timeout", message: "The provider did not answer." });
    await expect(readFile(ledger)).rejects.toThrow("ENOENT");
    await expect(run(engine)).rejects.toMatchObject({ code: "unavailable" });
    expect(await linesOf(ledger)).toBe(1);
    expect((await run(engine)).at(-1)?.type).toBe("output");
  });

  it("delivers half a picture for a seed that was named", async () => {
    const engine = createScriptedEngine({ mishaps: [{ at: { seed: 5 }, how: "half-picture" }] });
    const [whole, half] = [await run(engine), await run(engine, call(), { seed: 5 })].map((events) => events.at(-1));
    if (whole?.type !== "output" || half?.type !== "output") throw new Error("There is no output.");
    await decodePicture(whole.output.data);
    await expect(decodePicture(half.output.data)).rejects.toMatchObject({ code: "corrupt" });
  });

  it("hangs until it is stopped", async () => {
    const stop = new AbortController();
    const engine = createScriptedEngine({ mishaps: [{ at: { call: 1 }, how: "hang" }] });
    const hanging = run(engine, { ...call(), signal: stop.signal });
    setImmediate(() => stop.abort());
    await expect(hanging).rejects.toMatchObject({ code: "cancelled" });
  });
});

it("passes warnings on", async () => {
  const warning = { setting: "guidance", message: "It was rounded." };
  expect(await run(createScriptedEngine({ warnings: [warning] }))).toContainEqual({ type: "warning", ...warning });
});

it("draws by chance when it has no seeds", async () => {
  const engine = createScriptedEngine({ abilities: ["text-to-image"] });
  const [first, second] = [await run(engine, call("a"), { seed: null }), await run(engine, call("b"), { seed: null })];
  expect(first.at(-1)).not.toEqual(second.at(-1));
});
