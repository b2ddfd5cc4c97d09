import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tinyFlow, tinyUnet, writeFolder } from "../../../test/fixtures/diffusion/tiny-model.ts";
import { loadTokenizer } from "./tokenizer.ts";

describe("the byte-pair tokenizer of vocab.json and merges.txt", () => {
  // The vocabulary: a…z are 0…25, a</w>…z</w> 26…51, re 52, red</w> 53, pe 54, ",</w>" 55, start 56, end 57.
  it.each([
    ["red", [56, 53, 57]],
    ["RED  pear", [56, 53, 54, 0, 43, 57]],
    ["a pea, red", [56, 26, 54, 26, 55, 53, 57]],
    ["", [56, 57]],
  ])("cuts “%s” as CLIP does and fills up with the end marker", async (prompt, ids) => {
    await using folder = await writeFolder(tinyUnet());
    const tokenizer = await loadTokenizer(join(folder.path, "tokenizer"), undefined);
    const padding = Array.from({ length: 16 - ids.length }, () => 57);
    expect(tokenizer.encode(prompt)).toEqual({ ids: [...ids, ...padding], unheard: "" });
  });

  it("keeps both markers when the prompt is too long, and names the words left out", async () => {
    await using folder = await writeFolder(tinyUnet());
    const tokenizer = await loadTokenizer(join(folder.path, "tokenizer"), 6);
    const { ids, unheard } = tokenizer.encode("red Red  RED red pear, please");
    expect(ids).toEqual([56, 53, 53, 53, 53, 57]);
    expect(unheard).toBe("pear, please");
  });
});

describe("tokenizer.json", () => {
  it("is read, with one token for all unknown words", async () => {
    await using folder = await writeFolder(tinyFlow());
    const tokenizer = await loadTokenizer(join(folder.path, "tokenizer"), undefined);
    expect(tokenizer.encode("A red, CATHEDRAL pear").ids).toEqual([1, 2, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("gives exactly as many tokens as the graph wants", async () => {
    await using folder = await writeFolder(tinyFlow());
    for (const length of [1, 2, 5]) {
      const tokenizer = await loadTokenizer(join(folder.path, "tokenizer"), length);
      expect(tokenizer.encode("red green pear vase light red").ids).toHaveLength(length);
      expect(tokenizer.encode("red").ids).toHaveLength(length);
    }
  });
});
