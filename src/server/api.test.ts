import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openTestApp } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import { type ErrorCode, StudioError } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import { Answer, type Operation, defineOperation } from "../operations/define.ts";

let studio: Studio;
beforeEach(async () => {
  studio = await openTestStudio();
});
afterEach(() => studio.close());

const input = z.object({
  name: z.string().optional(),
  count: z.int().max(9).default(1),
  deep: z.boolean().default(false),
  names: z.array(z.string()).default([]),
  seeds: z.array(z.int()).optional(),
  weight: z.number().nullable().default(null),
  target: z.object({ width: z.int() }).optional(),
});

/** Answers with what it was asked. */
const echo = defineOperation({
  name: "echo",
  summary: "Say it again.",
  effect: "read",
  input,
  output: Answer.extend({ heard: input }),
  commandLine: { example: "samebut echo" },
  run: async (_studio, heard) => ({ heard, summary: "Heard." }),
}) as unknown as Operation;

const operationThat = (run: Operation["run"], effect: Operation["effect"] = "paid"): Operation => ({
  name: "act",
  summary: "Act.",
  effect,
  input: z.object({}),
  output: Answer,
  commandLine: { example: "samebut act" },
  run,
});

describe("operations over HTTP", () => {
  it("begins a session and lists it", async () => {
    const { ask, post } = openTestApp(studio);
    const made = await post("/api/new", { prompt: "a green pear", engine: "scripted" });
    expect(made.status).toBe(200);
    const { session } = (await made.json()) as { session: { id: string } };
    const listed = (await (await ask("/api/list?search=pear")).json()) as { sessions: { session: { id: string } }[] };
    expect(listed.sessions.map((row) => row.session.id)).toEqual([session.id]);
  });

  it("keeps markup in names as text", async () => {
    const { ask, post } = openTestApp(studio);
    const title = `<img src=x onerror="alert(1)">`;
    await post("/api/new", { prompt: "a pear", engine: "scripted", title });
    const response = await ask("/api/list");
    expect(response.headers.get("content-type")).toMatch(/^application\/json/u);
    const { sessions } = (await response.json()) as { sessions: { session: { title: string } }[] };
    expect(sessions[0]?.session.title).toBe(title);
  });

  it("takes an empty body for an empty object", async () => {
    const response = await openTestApp(studio).ask("/api/list", { method: "POST" });
    expect(response.status).toBe(200);
  });

  it.each([
    ["", {}],
    ["?name=7&count=7", { name: "7", count: 7 }],
    ["?deep=true&weight=-2.5e1", { deep: true, weight: -25 }],
    ["?deep&weight=null", { deep: true, weight: null }],
    ["?deep=0", { deep: false }],
    ["?names=a", { names: ["a"] }],
    ["?names=a&names=b%20c&seeds=1&seeds=2", { names: ["a", "b c"], seeds: [1, 2] }],
    [`?target=${encodeURIComponent('{"width":64}')}`, { target: { width: 64 } }],
  ])("reads the query %s", async (query, expected) => {
    const response = await openTestApp(studio, { operations: [echo] }).ask(`/api/echo${query}`);
    const { heard } = (await response.json()) as { heard: object };
    expect(heard).toMatchObject(expected);
  });

  it.each([
    ["?count=seven"],
    ["?count=10"],
    ["?count=1&count=2"],
    ["?nme=x"],
    ["?target={"],
    ["?deep=perhaps"],
    ["?__proto__=1"],
    ["?seeds=x"],
  ])("refuses the query %s in a sentence", async (query) => {
    const response = await openTestApp(studio, { operations: [echo] }).ask(`/api/echo${query}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string; hint: string } };
    expect(error).toMatchObject({ code: "invalid", hint: "For example: samebut echo" });
  });

  const statuses: readonly [ErrorCode, number][] = [
    ["invalid", 400],
    ["not-found", 404],
    ["conflict", 409],
    ["cancelled", 409],
    ["uncertain", 409],
    ["newer", 409],
    ["refused", 422],
    ["corrupt", 500],
    ["internal", 500],
    ["unavailable", 503],
    ["timeout", 504],
    ["storage", 507],
  ];
  it.each(statuses)("answers %s with %i", async (code, status) => {
    const operation = operationThat(async () => {
      throw new StudioError(code, "It is so.", { hint: "Do this.", facts: { secret: "kept" } });
    });
    const response = await openTestApp(studio, { operations: [operation] }).post("/api/act", {});
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { code, message: "It is so.", hint: "Do this." } });
  });

  it("says nothing of the inside when a fault is ours, and reports it", async () => {
    const fault = new Error("ENOENT: no such file, open '/home/somebody/.ssh/id'");
    const operation = operationThat(async () => {
      throw fault;
    });
    const reported: unknown[] = [];
    const { post } = openTestApp(studio, { operations: [operation], report: (error) => reported.push(error) });
    const response = await post("/api/act", {});
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("somebody");
    expect(reported).toEqual([fault]);
  });

  it("stops a question when the asker leaves, but not work", async () => {
    const seen = new Map<string, AbortSignal>();
    const remember =
      (name: string): Operation["run"] =>
      async (_studio, _input, { signal }) => {
        seen.set(name, signal);
        return { summary: "Seen." };
      };
    const operations = [
      operationThat(remember("work"), "paid"),
      { ...operationThat(remember("question"), "read"), name: "ask" },
    ];
    const closing = new AbortController();
    const leaving = new AbortController();
    const { ask } = openTestApp(studio, { operations, closing: closing.signal });
    await ask("/api/act", { method: "POST", signal: leaving.signal });
    await ask("/api/ask", { signal: leaving.signal });
    leaving.abort();
    expect([seen.get("work")?.aborted, seen.get("question")?.aborted]).toEqual([false, true]);
    closing.abort();
    expect(seen.get("work")?.aborted).toBe(true);
  });
});
