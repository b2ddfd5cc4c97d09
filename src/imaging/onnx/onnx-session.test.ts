import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOnnxSession } from "./onnx-session.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onnx-"));
  await writeFile(join(folder, "negate.onnx"), negateModel());
  await writeFile(join(folder, "cut.onnx"), negateModel().subarray(0, 40));
});
afterAll(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const input = { x: { dims: [2], data: Float32Array.of(1, -2) } };

describe("an ONNX session in a thread", () => {
  it("answers each run with its own outputs", async () => {
    const session = createOnnxSession(join(folder, "negate.onnx"));
    const all = await Promise.all(
      [1, 2, 3].map((value) => session.run({ x: { dims: [1], data: Float32Array.of(value) } }, never)),
    );
    expect(all.map(({ y }) => [...(y?.data ?? [])])).toEqual([[-1], [-2], [-3]]);
    await session.close();
  });

  it("starts again after it was closed", async () => {
    const session = createOnnxSession(join(folder, "negate.onnx"));
    await session.run(input, never);
    await session.close();
    expect([...((await session.run(input, never))["y"]?.data ?? [])]).toEqual([-1, 2]);
    await session.close();
  });

  it("says what is wrong with the model", async () => {
    const missing = createOnnxSession(join(folder, "none.onnx"));
    await expect(missing.run(input, never)).rejects.toMatchObject({ code: "unavailable" });
    const cut = createOnnxSession(join(folder, "cut.onnx"));
    await expect(cut.run(input, never)).rejects.toMatchObject({ code: "corrupt" });
    await cut.close();
  });

  it("says what is wrong with a run, and goes on", async () => {
    const session = createOnnxSession(join(folder, "negate.onnx"));
    await expect(session.run({ z: input.x }, never)).rejects.toMatchObject({ code: "internal" });
    expect(await session.run(input, never)).toHaveProperty("y");
    await session.close();
  });

  it("can be closed at any moment of a run", async () => {
    const upscaler = createOnnxSession(join(import.meta.dirname, "../../../models/upscaler/esrgan-gans-x4.onnx"));
    const picture = { dims: [1, 32, 32, 3], data: new Float32Array(32 * 32 * 3) };
    for (let moment = 0; moment < 200; moment += 10) {
      const run = upscaler.run({ picture }, never).catch((error: unknown) => error);
      await setTimeout(moment);
      await upscaler.close();
      const result = await run;
      if (result instanceof Error) expect(result).toMatchObject({ code: "cancelled" });
    }
  });

  it("stops waiting when told", async () => {
    const session = createOnnxSession(join(folder, "negate.onnx"));
    const controller = new AbortController();
    const running = session.run(input, controller.signal);
    controller.abort();
    await expect(running).rejects.toThrow(/abort/iu);
    await expect(session.run(input, controller.signal)).rejects.toThrow(/abort/iu);
    expect(await session.run(input, never)).toHaveProperty("y");
    await session.close();
  });
});

/** `y = -x` as an ONNX file, written field by field after onnx.proto3. */
function negateModel(): Uint8Array {
  const text = (field: number, value: string): number[] => bytes(field, [...new TextEncoder().encode(value)]);
  const bytes = (field: number, value: readonly number[]): number[] => [(field << 3) | 2, value.length, ...value];
  const number = (field: number, value: number): number[] => [field << 3, value];
  const value = (name: string): number[] => {
    const shape = bytes(2, bytes(1, text(2, "n")));
    return [...text(1, name), ...bytes(2, bytes(1, [...number(1, 1), ...shape]))];
  };
  const node = [...text(1, "x"), ...text(2, "y"), ...text(4, "Neg")];
  const graph = [...bytes(1, node), ...text(2, "g"), ...bytes(11, value("x")), ...bytes(12, value("y"))];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))]);
}
