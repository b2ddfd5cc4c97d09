import { describe, expect, it } from "vitest";
import { Recipe } from "../core/recipe.ts";
import { encodePicture } from "../imaging/files/encode.ts";
import { readChunks, writeTexts } from "../imaging/files/png-chunks.ts";
import { ballPicture } from "../imaging/testing.ts";
import { parametersText } from "./parameters-text.ts";
import { readRecord, recordText } from "./samebut-record.ts";

const png = await encodePicture(ballPicture(24, 24), "png");
const recipe = Recipe.parse({
  engine: "still-life",
  fingerprint: "f",
  prompt: "a green pear,\nhard light",
  seed: 7,
  size: { width: 96, height: 96 },
  steps: 20,
  guidance: 4.5,
  sampler: "euler",
});

describe("parametersText", () => {
  it("has the lines and order that readers expect", () => {
    expect(parametersText(recipe, "0.1.0")).toBe(
      "a green pear,\nhard light\nNegative prompt: \nSteps: 20, Sampler: euler, CFG scale: 4.5, Seed: 7, Size: 96x96, Model: still-life, Version: Samebut 0.1.0",
    );
  });

  it("quotes values that would end a pair early", () => {
    expect(parametersText({ ...recipe, model: "mine, v2: final" }, "1")).toContain('Model: "mine, v2: final",');
  });
});

describe("the samebut record", () => {
  const record = {
    version: 1,
    session: "s",
    round: "r",
    variation: "v",
    parents: [{ variation: "p", hash: "0".repeat(64) }],
    change: null,
    recipe,
  } as const;

  it("travels in the picture as iTXt", () => {
    const written = writeTexts(png, [recordText({ ...record, parents: [...record.parents] })]);
    expect(readRecord(written)).toEqual(record);
    expect(readChunks(written).filter(({ type }) => type === "iTXt")).toHaveLength(1);
  });

  it.each(["{", "[]", '{"version":2}'])("is undefined when it says %s", (text) => {
    expect(readRecord(writeTexts(png, [{ keyword: "samebut", text }]))).toBeUndefined();
    expect(readRecord(png)).toBeUndefined();
  });
});
