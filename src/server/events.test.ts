import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestApp } from "../../test/fixtures/app.ts";
import { readEvents, until } from "../../test/fixtures/event-reader.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

let studio: Studio;
beforeEach(async () => {
  studio = await openTestStudio({ engine: { steps: 6, millisecondsPerStep: 60 } });
});
afterEach(() => studio.close());

async function newSession(prompt = "a pear"): Promise<string> {
  const response = await openTestApp(studio).post("/api/new", { prompt, engine: "scripted" });
  return ((await response.json()) as { session: { id: string } }).session.id;
}

const addElement = (of: Studio, session: string, element: string): Promise<unknown> =>
  openTestApp(of)
    .post("/api/revise", { session, add: [element] })
    .then((response) => response.json());

describe("events over HTTP", () => {
  it("tells the journal from its beginning, then what happens", async () => {
    const session = await newSession();
    const closing = new AbortController();
    const { ask } = openTestApp(studio, { closing: closing.signal });
    const response = await ask(`/api/sessions/${session}/events`);
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/u);
    const events = readEvents(response);
    const [created] = await until(events, ({ id }) => id === "2");
    expect(created).toMatchObject({ event: "journal", id: "1", data: { seq: 1, type: "session-created", session } });
    await addElement(studio, session, "a spoon");
    const [revised] = await until(events, ({ event }) => event === "journal");
    expect(revised).toMatchObject({ id: "3", data: { type: "brief-revised" } });
    closing.abort();
    expect(await until(events, () => false)).toEqual([]);
  });

  it.each([
    ["Last-Event-ID", "", { "Last-Event-ID": "3" }, ["4"]],
    ["?after", "?after=2", {}, ["3", "4"]],
    ["a number that was never reached", "", { "Last-Event-ID": "99" }, ["1", "2", "3", "4"]],
    ["no number", "", { "Last-Event-ID": "x" }, ["1", "2", "3", "4"]],
  ])("resumes by %s, also after a restart", async (_what, query, headers, expected) => {
    const session = await newSession();
    await addElement(studio, session, "a spoon");
    await addElement(studio, session, "a fork");
    const restarted = await openTestStudio({ home: studio.home });
    const closing = new AbortController();
    const { ask } = openTestApp(restarted, { closing: closing.signal });
    const events = await until(
      readEvents(await ask(`/api/sessions/${session}/events${query}`, { headers })),
      ({ id }) => id === "4",
    );
    expect(events.map(({ id }) => id)).toEqual(expected);
    closing.abort();
    await restarted.close();
  });

  it("hears what another process writes", async () => {
    const session = await newSession();
    const closing = new AbortController();
    const events = readEvents(
      await openTestApp(studio, { closing: closing.signal }).ask(`/api/sessions/${session}/events?after=2`),
    );
    const other = await openTestStudio({ home: studio.home, actor: "cli" });
    await addElement(other, session, "a spoon");
    expect((await until(events, () => true))[0]).toMatchObject({ id: "3", data: { actor: "cli" } });
    closing.abort();
    await other.close();
  });

  it("shows progress, previews and slots of this session while a round runs, and every step of the journal once", async () => {
    const session = await newSession();
    const elsewhere = await newSession("another pear");
    const closing = new AbortController();
    const { ask, post } = openTestApp(studio, { closing: closing.signal });
    const events = readEvents(await ask(`/api/sessions/${session}/events`));
    await post("/api/orient", { session: elsewhere, count: 1, wait: false });
    await post("/api/orient", { session, count: 2, wait: false });
    let ready = 0;
    const seen = await until(events, ({ data }) => data.type === "variation-ready" && ++ready === 2);
    expect(new Set(seen.map(({ data }) => data.session))).toEqual(new Set([session]));
    const live = (type: string) => seen.filter(({ event }) => event === type);
    expect(live("slot").filter(({ data }) => data.state === "running")).toHaveLength(2);
    expect(live("progress").length).toBeGreaterThanOrEqual(2);
    expect(live("progress")[0]?.data).toMatchObject({
      fraction: expect.any(Number),
      seconds: expect.any(Number),
      steps: 6,
    });
    expect(live("preview")[0]?.data.picture).toMatch(/^data:image\/png;base64,iVBOR/u);
    expect(live("progress").every(({ id }) => id === undefined)).toBe(true);
    const numbers = live("journal").map(({ id }) => Number(id));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    closing.abort();
  });

  it("holds live events back for a listener that does not read", async () => {
    const session = await newSession();
    const closing = new AbortController();
    const response = await openTestApp(studio, { closing: closing.signal }).ask(
      `/api/sessions/${session}/events?after=2`,
    );
    const place = { session, round: "r", slot: "s", position: 0 };
    const data = new Uint8Array(900_000);
    for (let sent = 0; sent < 20; sent++) {
      studio.live.publish({ type: "preview", ...place, data, mediaType: "image/png" });
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    studio.live.publish({ type: "slot", ...place, state: "done" });
    const seen = await until(readEvents(response), ({ event }) => event === "slot");
    expect(seen.filter(({ event }) => event === "preview").length).toBeLessThan(5);
    closing.abort();
  });

  it("stops listening when the reader leaves", async () => {
    const session = await newSession();
    const response = await openTestApp(studio).ask(`/api/sessions/${session}/events`);
    expect(studio.live.watched).toBe(true);
    await response.body?.cancel();
    expect(studio.live.watched).toBe(false);
  });

  it("says that there is no such session", async () => {
    const response = await openTestApp(studio).ask("/api/sessions/0123456789/events");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not-found" } });
  });
});
