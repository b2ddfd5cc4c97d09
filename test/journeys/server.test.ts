import type { ChildProcess } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { type ReceivedEvent, readEvents, until } from "../fixtures/event-reader.ts";
import { type Json, type Terminal, ended, openTerminal } from "./command.ts";

const prompt = "a green pear on a wooden table, hard light from the left, dark background";

interface Served {
  readonly process: ChildProcess;
  readonly link: string;
  ask(path: string, input?: object): Promise<Json>;
  events(session: string, lastEventId?: string): Promise<AsyncGenerator<ReceivedEvent, void>>;
}

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    const end = ended(child);
    if (child.exitCode === null && child.kill("SIGTERM")) await end;
  }
});

/** Starts `samebut serve` and opens its link as a browser would. */
async function serve(terminal: Terminal, port = "0"): Promise<Served> {
  const child = terminal.start("serve", "--port", port);
  running.push(child);
  const link = await printedLink(child);
  const opened = await fetch(link, { redirect: "manual" });
  const Cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { origin } = new URL(link);
  return {
    process: child,
    link,
    async ask(path, input) {
      const headers = { Cookie, Origin: origin, "Content-Type": "application/json" };
      const response = await fetch(
        `${origin}${path}`,
        input ? { method: "POST", headers, body: JSON.stringify(input) } : { headers },
      );
      const answer: Json = await response.json();
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
      return answer;
    },
    async events(session, lastEventId) {
      const headers = { Cookie, ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }) };
      return readEvents(await fetch(`${origin}/api/sessions/${session}/events`, { headers }));
    },
  };
}

function printedLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const link = /http:\/\/\S+token=\S+/u.exec(out)?.[0];
      if (link) resolve(link);
    });
    child.on("close", (code) => reject(new Error(`samebut serve ended with ${code}: ${out}`)));
  });
}

describe("samebut serve", () => {
  it("opens with the link that it prints, and closes cleanly", async () => {
    const server = await serve(await openTerminal());
    expect(await server.ask("/api/list")).toMatchObject({ sessions: [] });
    const end = ended(server.process);
    server.process.kill("SIGTERM");
    expect(await end).toMatchObject({ code: 0, err: "" });
  });

  it("stays in step with the command line, and goes on where it was after a restart", async () => {
    const terminal = await openTerminal();
    const server = await serve(terminal);
    const { session } = await terminal.json("new", prompt);
    expect((await server.ask("/api/list")).sessions).toHaveLength(1);
    const events = await server.events(session.id);
    await terminal.json("revise", session.id, "--add", "a spoon");
    const seen = await until(events, ({ data }) => data.type === "brief-revised");
    expect(seen.at(-1)?.data.actor).toBe("cli");

    const end = ended(server.process);
    server.process.kill("SIGTERM");
    await end;
    await terminal.json("revise", session.id, "--add", "a fork");
    const again = await serve(terminal, new URL(server.link).port);
    expect(again.link).toBe(server.link);
    const missed = await until(
      await again.events(session.id, seen.at(-1)?.id),
      ({ data }) => data.type === "brief-revised",
    );
    expect(missed.map(({ id }) => Number(id))).toEqual([Number(seen.at(-1)?.id) + 1]);
  });

  it("says what to do when the port is taken", async () => {
    const terminal = await openTerminal();
    const { port } = new URL((await serve(terminal)).link);
    const second = await terminal.samebut("serve", "--port", port);
    expect(second.code).toBe(1);
    expect(second.err).toMatch(new RegExp(`Port ${port} is in use.*--port`, "su"));
  });

  it("goes the four rounds with the real model while the page watches", async () => {
    const server = await serve(await openTerminal());
    const { session } = await server.ask("/api/new", { prompt });
    const events = await server.events(session.id);
    await server.ask("/api/orient", { session: session.id, seeds: [11, 12, 13, 14], wait: false });
    let ready = 0;
    const seen = await until(events, ({ data }) => data.type === "variation-ready" && ++ready === 4);
    // How many pass the throttle depends on the speed of the machine.
    expect(seen.filter(({ event }) => event === "progress").length).toBeGreaterThan(0);
    expect(seen.some(({ event }) => event === "preview")).toBe(true);

    const { interpretation } = await server.ask("/api/read", { session: session.id });
    expect(interpretation.variations).toHaveLength(4);
    await server.ask("/api/fix", { session: session.id, add: "strong spotlight" });
    await server.ask("/api/refine", { session: session.id, instruction: "make the light warmer" });
    await server.ask("/api/finish", { session: session.id, scale: 4 });
    const { delivery } = await server.ask("/api/deliver", { session: session.id });
    expect(delivery.files.length).toBeGreaterThan(3);
    const { rounds } = await server.ask(`/api/show?session=${session.id}`);
    expect(rounds.map((round: Json) => round.kind)).toEqual(["orientation", "fix", "refine", "final"]);
  });
});
