import { expect, it } from "vitest";
import type { Element } from "../core/element.ts";
import { judgeContract } from "./judge-contract.ts";
import { createScriptedJudge } from "./scripted.ts";

const element = (id: string): Element => ({
  id,
  kind: "colour",
  statement: id,
  question: `${id}?`,
  importance: "must",
  words: [],
});
const sample = { hash: "a".repeat(64), mediaType: "image/png", data: Uint8Array.of(1) };
const elements = ["red", "maybe", "blue"].map(element);

const create = () =>
  createScriptedJudge({
    probability: (_sample, { id }) => (id === "red" ? 0.9 : id === "maybe" ? 0.5 : 0.1),
    attributes: () => [{ attribute: "colour", value: "red", probability: 0.9 }],
    accuracy: (kind) => (kind === "colour" ? { sensitivity: 1, specificity: 1, n: 1 } : undefined),
  });

judgeContract("the scripted judge", {
  judge: create,
  sample: () => sample,
  elements,
  ignoresBytes: true,
});

it("answers as its function says", async () => {
  const readings = await create().readElements(sample, elements, new AbortController().signal);
  expect(readings.map(({ answer }) => answer)).toEqual(["present", "unsure", "absent"]);
});
