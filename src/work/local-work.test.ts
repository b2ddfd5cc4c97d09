import { describe, expect, it } from "vitest";
import { createLocalWork } from "./local-work.ts";

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));

describe("local work", () => {
  it("runs a key once at a time and lets the second caller wait for the first", async () => {
    const work = createLocalWork();
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    const task = async (): Promise<void> => {
      runs++;
      await gate.promise;
    };
    const both = [work.run("round", task), work.run("round", task)];
    expect(work.running()).toEqual(["round"]);
    gate.resolve();
    await Promise.all(both);
    expect(runs).toBe(1);
    expect(work.running()).toEqual([]);
  });

  it("stops a task by key and says whether there was one", async () => {
    const work = createLocalWork();
    const waiting = work.run("round", untilAborted);
    const ended = expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    expect(await work.stop("round")).toBe(true);
    await ended;
    expect(await work.stop("round")).toBe(false);
  });

  it("stops when the caller's own signal aborts", async () => {
    const work = createLocalWork();
    const controller = new AbortController();
    const waiting = work.run("round", untilAborted, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  });

  it("passes a failure on to whoever waits and is free again", async () => {
    const work = createLocalWork();
    await expect(work.run("round", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    await expect(work.run("round", () => Promise.resolve())).resolves.toBeUndefined();
  });
});
