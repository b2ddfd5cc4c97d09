import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import { startProcess } from "../fixtures/start-process.ts";

const worker = join(import.meta.dirname, "..", "fixtures", "final-process.ts");

const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");

/** A workspace whose final pass was killed so many times, each after a few more tiles, and then finished. */
async function finishedAfter(kills: number) {
  const home = await mkdtemp(join(tmpdir(), "samebut-kill-final-"));
  const tiles = join(home, "tiles.txt");
  for (let kill = 0; kill < kills; kill++) {
    const before = (await linesOf(tiles)).length;
    const running = startProcess(worker, [home, tiles]);
    await running.says("open");
    while ((await linesOf(tiles)).length < before + 12) await wait(5);
    running.child.kill("SIGKILL");
    await running.ended();
  }
  expect(await startProcess(worker, [home, tiles]).ended()).toContain("done");
  const studio = await createStudio({ home });
  const session = (await studio.store.sessions())[0]?.session.id ?? "";
  const history = await studio.store.history(session);
  const final = history.rounds.findLast(({ kind }) => kind === "final");
  const made = history.variations.filter(({ round }) => round === final?.id);
  await studio.close();
  const drawn = await linesOf(tiles);
  await rm(home, { recursive: true });
  return { drawn, made };
}

it("a final pass that is killed goes on at the tile, and ends with the picture of one that was not", async () => {
  const whole = await finishedAfter(0);
  const killed = await finishedAfter(3);
  expect(new Set(whole.drawn).size).toBe(whole.drawn.length);
  expect(whole.drawn.length).toBeGreaterThan(100);
  expect(new Set(killed.drawn)).toEqual(new Set(whole.drawn));
  // A tile that was drawn but not yet kept when the process died is drawn again: at most one per kill.
  expect(killed.drawn.length - whole.drawn.length).toBeLessThanOrEqual(3);
  expect(killed.made).toHaveLength(1);
  expect(killed.made[0]).toMatchObject({ width: 512, height: 512 });
}, 240_000);
