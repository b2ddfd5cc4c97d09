import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findValue, loadWorld } from "./world.ts";

describe("the world", () => {
  it("has one default in every attribute that has any, and no phrase for two values of an attribute", () => {
    for (const { name, values } of loadWorld().attributes) {
      expect([name, values.filter(({ isDefault }) => isDefault).length <= 1]).toEqual([name, true]);
      const phrases = values.flatMap((value) => [...value.phrases, ...value.badlyHeard]);
      expect(new Set(phrases).size).toBe(phrases.length);
    }
  });

  it("is read once", () => {
    expect(loadWorld()).toBe(loadWorld());
  });

  it("finds a value by its names, and says which it has not", () => {
    expect(findValue(loadWorld(), "light-direction", "left").attribute.kind).toBe("lighting");
    expect(() => findValue(loadWorld(), "light-direction", "nowhere")).toThrow(/light-direction nowhere/u);
  });

  it("says when its file is missing or broken", async () => {
    const folder = await mkdtemp(join(tmpdir(), "world-"));
    const broken = join(folder, "world.json");
    expect(() => loadWorld(broken)).toThrow(expect.objectContaining({ code: "unavailable" }));
    await writeFile(broken, `{"attributes": [`);
    expect(() => loadWorld(broken)).toThrow(expect.objectContaining({ code: "corrupt" }));
    await writeFile(broken, `{"attributes": []}`);
    expect(() => loadWorld(broken)).toThrow(expect.objectContaining({ code: "corrupt" }));
  });
});
