import { describe, expect, it } from "vitest";
import { Recipe } from "../../core/recipe.ts";
import { engineContract } from "../engine-contract.ts";
import { createCopyDeskEngine } from "./engine.ts";

const recipe = Recipe.parse({
  engine: "copy-desk",
  fingerprint: "copy-desk",
  prompt: "In order to win, we utilize data. It is important to note that rain fell.",
  seed: null,
  size: { width: 1, height: 1 },
});

engineContract("the copy desk", {
  engine: () => createCopyDeskEngine(),
  recipe: (description) => ({ ...recipe, fingerprint: description.fingerprint }),
  otherPrompt: "Prior to lunch it rained.",
});

async function edited(change: Partial<Recipe>, blob?: string): Promise<string> {
  const call = {
    signal: new AbortController().signal,
    idempotencyKey: "key",
    previews: false,
    readBlob: async () => new TextEncoder().encode(blob),
  };
  for await (const event of createCopyDeskEngine().generate({ ...recipe, ...change }, call))
    if (event.type === "output") return new TextDecoder().decode(event.output.data);
  throw new Error("There is no output.");
}

describe("the copy desk", () => {
  it("edits the draft, all at once or one edit at a time", async () => {
    expect(await edited({})).toBe("To win, we use data. Rain fell.");
    expect(await edited({ settings: { edits: "2" } })).toBe(
      "In order to win, we use data. It is important to note that rain fell.",
    );
    expect(await edited({ settings: { edits: "" } })).toBe(recipe.prompt);
  });

  it("takes a source before the prompt", async () => {
    expect(await edited({ source: "hash" }, "Each and every guest left.")).toBe("Each guest left.");
  });
});
