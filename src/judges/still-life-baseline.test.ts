import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadWorld } from "../still-life/world.ts";
import { readBaselines } from "./still-life-baseline.ts";

describe("what the built-in model does when nobody says", () => {
  it("is known for every attribute but what it draws and in which colour", () => {
    const names = loadWorld()
      .attributes.map(({ name }) => name)
      .filter((name) => name !== "subject" && name !== "colour");
    expect(Object.keys(readBaselines() ?? {}).toSorted()).toEqual(names.toSorted());
  });

  it("is counted in pictures", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "samebut-")), "evaluation.json");
    await writeFile(
      file,
      JSON.stringify({
        underSpecified: {
          assumed: { framing: { centred: { share: 0.975, n: 200 }, close: { share: 0.025, n: 200 } } },
        },
      }),
    );
    expect(readBaselines(file)).toEqual({ framing: { centred: 195, close: 5 } });
  });

  it.each(["", "{}", "no JSON"])("is unknown where the evaluation is %j", async (text) => {
    const file = join(await mkdtemp(join(tmpdir(), "samebut-")), "evaluation.json");
    await writeFile(file, text);
    expect(readBaselines(file)).toBeUndefined();
  });
});
