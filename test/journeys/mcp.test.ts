import { type CallToolResult, Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import type { Studio } from "../../src/core/studio.ts";
import { createMcpHttp } from "../../src/mcp/http.ts";
import { allOperations } from "../../src/operations/index.ts";
import { startServer } from "../../src/server/serve.ts";
import { openTestStudio } from "../fixtures/studio.ts";
import { type Json, openTerminal, program } from "./command.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Agents are offered everything but what only the person may decide. */
const names = allOperations.filter((operation) => !("byPerson" in operation)).map(({ name }) => name);
const failure = (result: CallToolResult): string => (result.isError ? JSON.stringify(result.content) : "");
const images = (result: CallToolResult): readonly Json[] => result.content.filter(({ type }) => type === "image");

/** An agent that starts `samebut mcp` as its configuration says. */
async function startAgent(): Promise<Client> {
  const { home } = await openTerminal();
  const client = new Client({ name: "journey", version: "1.0.0" });
  const env = { ...(process.env as Record<string, string>), SAMEBUT_HOME: home };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, "mcp"], env, stderr: "inherit" }),
  );
  closers.push(() => client.close());
  return client;
}

async function connect(url: string, token: string): Promise<Client> {
  const client = new Client({ name: "journey", version: "1.0.0" });
  const requestInit = { headers: { Authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  closers.push(() => client.close());
  return client;
}

describe("an agent over standard input and output", () => {
  it("lists every operation and asks for one", async () => {
    const agent = await startAgent();
    expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual(names);
    const result = await agent.callTool({ name: "engines" });
    expect((result.structuredContent as Json).engines.map((row: Json) => row.id)).toContain("still-life");
  });

  it("goes the four rounds with the real model and looks at every picture", async () => {
    const agent = await startAgent();
    const call = async (name: string, input: Record<string, unknown> = {}): Promise<CallToolResult> => {
      const result = await agent.callTool({ name, arguments: input }, { timeout: 240_000 });
      expect(failure(result)).toBe("");
      return result;
    };
    await call("new", { prompt: "a green pear on a wooden table, hard light from the left, dark background" });
    const told: number[] = [];
    const oriented = await agent.callTool(
      { name: "orient", arguments: { seeds: [11, 12, 13, 14] } },
      { timeout: 240_000, onprogress: ({ progress }) => told.push(progress) },
    );
    expect(images(oriented)).toHaveLength(4);
    expect(told.at(-1)).toBe(4);
    expect(told.length).toBeGreaterThan(8);
    const metadata = await sharp(Buffer.from(images(oriented)[0].data, "base64")).metadata();
    expect(Math.max(metadata.width, metadata.height)).toBeGreaterThanOrEqual(256);

    const [first] = (oriented.structuredContent as Json).pictures;
    await call("judge", { variation: first.variation, missed: ["hard light"] });
    await call("advise");
    expect(images(await call("fix", { add: "strong spotlight", count: 3 }))).toHaveLength(3);
    expect(
      images(await call("refine", { instruction: "keep everything the same, but make the light warmer" })),
    ).toHaveLength(1);
    expect(images(await call("finish", { scale: 4 }))).toHaveLength(1);
    const { delivery } = (await call("deliver")).structuredContent as Json;
    expect(delivery.files.map((file: Json) => file.path)).toContain("report.html");
  });
});

describe("an agent over HTTP", () => {
  async function serve(
    options: Parameters<typeof openTestStudio>[0] = {},
  ): Promise<{ studio: Studio; url: string; token: string }> {
    const studio = await openTestStudio(options);
    closers.push(() => studio.close());
    const mcp = createMcpHttp(studio, allOperations);
    const server = await startServer({ studio, operations: allOperations, mcp, port: 0 });
    closers.push(() => server.close());
    return { studio, url: `${server.origin}/mcp`, token: server.token };
  }

  it("with the token works, with progress and pictures", async () => {
    const { url, token } = await serve({ engine: { steps: 4, millisecondsPerStep: 40 } });
    const agent = await connect(url, token);
    expect((await agent.listTools()).tools.map(({ name }) => name)).toEqual(names);
    await agent.callTool({ name: "new", arguments: { prompt: "a pear", engine: "scripted" } });
    const told: number[] = [];
    const result = await agent.callTool(
      { name: "orient", arguments: { count: 2 } },
      { onprogress: ({ progress }) => told.push(progress) },
    );
    expect(images(result)).toHaveLength(2);
    expect(told.at(-1)).toBe(2);
  });

  it("may cancel: the round stops, and resume goes on", async () => {
    const { studio, url, token } = await serve({ engine: { mishaps: [{ at: { call: 1 }, how: "hang" }] } });
    const agent = await connect(url, token);
    await agent.callTool({ name: "new", arguments: { prompt: "a pear", engine: "scripted" } });
    const cancel = new AbortController();
    const call = agent.callTool({ name: "orient", arguments: { count: 1 } }, { signal: cancel.signal });
    const running = studio.live.subscribe((event) => event.type === "slot" && cancel.abort("enough"));
    await expect(call).rejects.toThrow();
    running();
    await expect.poll(() => studio.work.running()).toEqual([]);
    expect(images(await agent.callTool({ name: "resume" }))).toHaveLength(1);
  });

  it("without the token, or from another page, is refused", async () => {
    const { url, token } = await serve();
    await expect(connect(url, "wrong")).rejects.toThrow();
    const headers = {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      Origin: "http://evil.example",
    };
    const response = await fetch(url, { method: "POST", body: '{"jsonrpc":"2.0","id":1,"method":"ping"}', headers });
    expect(response.status).toBe(403);
  });
});
