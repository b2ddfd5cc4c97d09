import { describe, expect, it } from "vitest";
import type { Element } from "../core/element.ts";
import type { Sample } from "../core/sample.ts";
import { judgeContract } from "./judge-contract.ts";
import { createTextReader } from "./text-reader.ts";

const sampleOf = (text: string): Sample => ({
  hash: "0".repeat(64),
  mediaType: "text/plain",
  data: new TextEncoder().encode(text),
});
const element = (statement: string, kind: Element["kind"] = "point"): Element => ({
  id: statement.slice(0, 40),
  kind,
  statement,
  question: `Does it say: ${statement}?`,
  importance: "must",
  words: [],
});
const text = "In conclusion, the shop opens at 9 on Monday. ".concat(
  "Anna sells rye bread there and the bus stops in front of it every hour. ".repeat(8),
);
const never = new AbortController().signal;

judgeContract("the text reader", {
  judge: createTextReader,
  sample: () => sampleOf(text),
  elements: [element("the shop opens at 9 on Monday"), element("free parking behind the church")],
  ignoresBytes: true, // any bytes that are UTF-8 are a text; what is not is tried below
});

describe("the text reader", () => {
  it("answers with the place that shows it, or says why not", async () => {
    const asked = [
      element("the shop opens at 9 on Monday"),
      element("free parking behind the church"),
      element("a warm voice", "tone"),
    ];
    const readings = await createTextReader().readElements(sampleOf(text), asked, never);
    expect(readings.map(({ answer }) => answer)).toEqual(["present", "absent", "unsure"]);
    const [{ evidence }] = readings as [(typeof readings)[number]];
    expect(evidence && "span" in evidence && text.slice(evidence.span.start, evidence.span.end)).toContain(
      "opens at 9 on Monday",
    );
  });

  it("names the tendencies of a take", async () => {
    const seen = new Map(
      (await createTextReader().readAttributes(sampleOf(text), never)).map(({ attribute, value }) => [
        attribute,
        value,
      ]),
    );
    expect(seen.get("corporate language")).toBe("in range");
    expect(seen.get("recap at the end")).toBe("there");
    expect(seen.get("run up at the beginning")).toBe("not there");
  });

  it("says nothing of tendencies in another language", async () => {
    const german =
      "Der Bus fährt um neun Uhr ab und hält am Markt, wo Anna ihr Brot verkauft, das sie zu Hause gebacken hat, jeden Tag wieder.";
    expect(await createTextReader().readAttributes(sampleOf(german), never)).toEqual([]);
  });

  it("says clearly that bytes are no text", async () => {
    const bad = { ...sampleOf(""), data: Uint8Array.of(0xff, 0xd8, 0xff) };
    await expect(createTextReader().readElements(bad, [element("bread")], never)).rejects.toMatchObject({
      code: "corrupt",
    });
  });
});
