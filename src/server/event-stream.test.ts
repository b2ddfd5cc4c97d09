import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEventStream } from "./event-stream.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a stream of events", () => {
  it("shows that it is alive while nothing happens, and ends when told", async () => {
    const stop = new AbortController();
    const stream = createEventStream(stop.signal);
    vi.advanceTimersByTime(31_000);
    stream.send({ event: "journal", id: 7, data: { text: "one\ntwo" } });
    stop.abort();
    stream.send({ event: "journal", id: 8, data: "too late" });
    const text = await stream.response.text();
    expect(text.match(/^: still here\n\n/gmu)).toHaveLength(2);
    expect(text).toMatch(/^retry: 1000\n\n/u);
    expect(text).toContain('id: 7\nevent: journal\ndata: {"text":"one\\ntwo"}\n\n');
    expect(text).not.toContain("too late");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is over at once when the server is closing already", async () => {
    const stream = createEventStream(AbortSignal.abort());
    expect(stream.ended.aborted).toBe(true);
    expect(await stream.response.text()).toMatch(/^retry/u);
  });

  it("lets its timers go when the reader leaves", async () => {
    const stream = createEventStream(new AbortController().signal);
    await stream.response.body?.cancel();
    expect([stream.ended.aborted, vi.getTimerCount()]).toEqual([true, 0]);
  });
});
