import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Liveness, createLiveness } from "./liveness.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let folder: string;
const open: Liveness[] = [];
const enter = async (): Promise<Liveness> => {
  const liveness = await createLiveness(join(folder, "run"));
  open.push(liveness);
  return liveness;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "samebut-run-"));
});
afterEach(async () => {
  for (const liveness of open.splice(0)) liveness.release();
  await rm(folder, { recursive: true, force: true });
});

describe("liveness", () => {
  it("sees itself and the others until they leave", async () => {
    const [one, two] = [await enter(), await enter()];
    expect([one.isAlive(one.owner), one.isAlive(two.owner), two.isAlive(one.owner)]).toEqual([true, true, true]);
    two.release();
    expect([one.isAlive(two.owner), two.isAlive(two.owner), one.isAlive(one.owner)]).toEqual([false, false, true]);
    expect(await readdir(join(folder, "run"))).toEqual([`${one.owner}.lock`]);
  });

  it("keeps its lock while others look at it and garbage is collected", async () => {
    const [one, two] = [await enter(), await enter()];
    for (let n = 0; n < 20; n++) expect(two.isAlive(one.owner)).toBe(true);
    collectGarbage();
    expect((await enter()).isAlive(one.owner)).toBe(true);
  });

  it("clears away what dead processes left", async () => {
    const one = await enter();
    await writeFile(join(folder, "run", "1-dead.lock"), "");
    expect(one.isAlive("1-dead")).toBe(false);
    await writeFile(join(folder, "run", "2-dead.lock"), "");
    const two = await enter();
    expect((await readdir(join(folder, "run"))).toSorted()).toEqual(
      [`${one.owner}.lock`, `${two.owner}.lock`].toSorted(),
    );
  });

  it.each(["", "never-there", "../../etc/passwd", "a/b"])(
    "takes %j for dead and makes no file of it",
    async (owner) => {
      const one = await enter();
      expect(one.isAlive(owner)).toBe(false);
      expect(await readdir(join(folder, "run"))).toEqual([`${one.owner}.lock`]);
    },
  );
});
