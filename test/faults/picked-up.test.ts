import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Connection } from "../../src/core/connections.ts";
import type { Slot } from "../../src/core/round.ts";
import { connectionOf, plantedKey, protocols } from "../fixtures/hosted.ts";
import { startComfyUI } from "../fixtures/servers/comfyui.ts";
import type { LoopbackServer } from "../fixtures/servers/loopback.ts";
import { startSdServer } from "../fixtures/servers/sd-server.ts";
import { startProcess } from "../fixtures/start-process.ts";

const worker = join(import.meta.dirname, "..", "fixtures", "job-process.ts");

interface Provider {
  /** How many jobs are with it at once. */
  readonly atOnce: number;
  readonly connection: Connection;
  /** Jobs that were handed in. */
  submissions(): number;
  /** Whether somebody has asked how one is. */
  looked(): boolean;
  /** From now on jobs get done. */
  finish(): void;
  close(): Promise<void>;
}

const hosted = (kind: string) => async (): Promise<Provider> => {
  const protocol = protocols.find((known) => known.kind === kind)!;
  const server = await protocol.start();
  server.moods.looks = Infinity;
  return {
    atOnce: 2,
    connection: { ...connectionOf(protocol, server), priceMicros: 10_000 },
    submissions: () => server.charges.length,
    looked: () => server.requests.some((line) => line.includes(protocol.looksAt!)),
    finish: () => (server.moods.looks = 0),
    close: server.close,
  };
};

/** Free, slow, and at work whether anybody waits or not. */
const local = (kind: string, server: LoopbackServer, handsIn: string, looks: string): Provider => ({
  atOnce: 1,
  connection: { kind, id: kind, url: server.url },
  submissions: () => server.requests.filter((line) => line.startsWith(handsIn)).length,
  looked: () => server.requests.some((line) => line.startsWith(looks)),
  finish: () => undefined,
  close: server.close,
});

const providers: Readonly<Record<string, () => Promise<Provider>>> = {
  "black-forest-labs": hosted("black-forest-labs"),
  fal: hosted("fal"),
  replicate: hosted("replicate"),
  comfyui: async () => {
    const server = await startComfyUI({ millisecondsPerStep: 200 });
    return local("comfyui", server, "POST /prompt", "GET /history");
  },
  "sd-server": async () => {
    const server = await startSdServer({ milliseconds: 2_000 });
    return local("sd-server", server, "POST /sdcpp/v1/img_gen", "GET /sdcpp/v1/jobs");
  },
};

async function aftermathOf(home: string): Promise<readonly Slot[]> {
  const studio = await createStudio({ home });
  const session = (await studio.store.sessions())[0]?.session.id ?? "";
  const { slots } = await studio.store.history(session);
  const findings = (await studio.examine()).filter(({ severity }) => severity === "error");
  const spent = await studio.store.spentSince(0);
  await studio.close();
  expect(findings).toEqual([]);
  expect(spent.unknown).toBe(0);
  return slots;
}

describe.each(Object.entries(providers))("jobs that %s has taken", (engine, start) => {
  it("are gone on with after kill -9 and not handed in again", async () => {
    process.env["PLANTED_KEY"] = plantedKey;
    const home = await mkdtemp(join(tmpdir(), "samebut-job-"));
    const provider = await start();
    await writeFile(join(home, "engines.json"), JSON.stringify({ version: 1, engines: [provider.connection] }));
    const running = startProcess(worker, [home, engine, "draw"]);
    await running.says("open");
    for (let looks = 0; provider.submissions() < provider.atOnce || !provider.looked(); looks++) {
      if (looks > 600) throw new Error(`It never got there: ${running.child.exitCode}`);
      await wait(50);
    }
    await wait(300); // the names of the jobs are written down
    running.child.kill("SIGKILL");
    await running.ended();
    provider.finish();
    const said = await startProcess(worker, [home, engine, "resume"]).ended();
    const slots = await aftermathOf(home);
    await provider.close();
    expect(said).toBe("");
    expect(slots.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(provider.submissions()).toBe(2);
  }, 60_000);
});
