import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyseText } from "./analyse.ts";
import { hostileTexts, longLine, tenMegabytes } from "./testing.ts";

const rulesIn = (text: string): readonly string[] => analyseText(text).spans.map(({ rule }) => rule);

const prose = fc
  .array(
    fc.constantFrom(
      "we",
      "leverage",
      "it is important to note that",
      "in order to",
      "synergy",
      "may",
      "2,000",
      "Anna Berg",
      "“so it is”",
      "robust",
      "not",
      "\n\n",
      ".",
      ",",
      "—",
      "😀",
      "é",
      "don’t",
      "`code`",
      "-",
      "May",
    ),
    { maxLength: 60 },
  )
  .map((words) => words.join(" "));

describe("analyseText", () => {
  it.each([
    ["We leverage our data.", "inflated-verb/leverage"],
    ["It is important to note that prices rose.", "performed-hedge/it-is-important-to-note-that"],
    ["It’s worth noting that prices rose.", "performed-hedge/it-is-worth-noting-that"],
    ["She left early in order to catch the train.", "wordy/in-order-to"],
    ["Overall, the plan worked.", "closer/overall"],
    ["In today’s fast-paced world, time is short.", "opener/in-todays-fast-paced-world"],
    ["The bridge opened in May, underscoring the importance of trade.", "ing-tail/built"],
    ["It’s not just a phone, it’s a way of life.", "not-x-but-y/built"],
    ["Experts say that it works.", "vague-source/experts-believe"],
    ["It may possibly rain.", "stacked-hedge/may-possibly"],
    ["As an AI language model, I cannot say.", "assistant-voice/as-an-ai"],
    ["Each and every guest got a map.", "doublet/each-and-every"],
  ])("%s → %s", (text, rule) => {
    expect(rulesIn(text)).toContain(rule);
  });

  it.each([
    ["The fund’s financial leverage rose to three times equity.", "inflated-verb/leverage"],
    ["He works as a landscape gardener in Kent.", "abstract-noun/landscape"],
    ["The marine ecosystem recovered.", "abstract-noun/ecosystem"],
    ["The elevated levels of iron were found early.", "inflated-verb/elevate"],
    ["Unlock the door before you leave.", "inflated-verb/unlock"],
    ["The overall winner was Anna.", "closer/overall"],
    ["The notably quiet town slept.", "performed-hedge/notably"],
    ["It opens on 15 May and closes in June.", "epistemic/may"],
    ["May 2024 was warm.", "epistemic/may"],
    ["She writes not only poems but plays.", "not-x-but-y/built"],
    ["Running, he reached the bus.", "ing-tail/built"],
    ["What kind of bread is it?", "filler/kind-of"],
    ["“We leverage synergy,” he said.", "inflated-verb/leverage"],
    ["Set `leverage` to 2.", "inflated-verb/leverage"],
    ["See https://example.com/leverage for more.", "inflated-verb/leverage"],
  ])("%s is not %s", (text, rule) => {
    expect(rulesIn(text)).not.toContain(rule);
  });

  it("takes the words of the brief for what they are", () => {
    const brief = { prompt: "Write about our robust synergy pump.", elements: [] };
    expect(analyseText("The robust synergy pump ships today.", { brief }).spans).toEqual([]);
    expect(analyseText("The Leverage app is out.", { allow: ["Leverage"] }).spans).toEqual([]);
    expect(rulesIn("The robust pump ships today.")).toContain("praise-adjective/robust");
  });

  it("never holds honest uncertainty against a text", () => {
    const honest = "The cause may be the valve, but we are not sure; it is possible that the seal failed. ".repeat(8);
    const report = analyseText(honest);
    expect(report.spans.some(({ tendency }) => tendency === "uncertainty")).toBe(true);
    expect(report.dials.find(({ tendency }) => tendency === "hedging")?.count).toBe(0);
    expect(report.dials.find(({ tendency }) => tendency === "hedging")?.level).toBe("in range");
  });

  it("gives no verdict on too little text, and says so", () => {
    expect(analyseText("").dials).toEqual([]);
    expect(analyseText("").notes).toEqual(["There is nothing to read."]);
    const little = analyseText("We leverage robust, seamless synergy to unlock value.");
    expect(little.dials.map(({ level }) => level)).toEqual(["no verdict", "no verdict", "no verdict"]);
  });

  it("sees the difference between a plain text and a corporate one", () => {
    const plain =
      "The bus leaves at nine and stops at the market. Anna sells bread there. She bakes it at home and brings it by bike. ".repeat(
        6,
      );
    const corporate =
      "We leverage cutting-edge synergy to empower stakeholders and streamline a holistic landscape of robust solutions. ".repeat(
        8,
      );
    const level = (text: string) => analyseText(text).dials.find(({ tendency }) => tendency === "corporate")?.level;
    expect(level(plain)).toBe("in range");
    expect(level(corporate)).toBe("strong");
  });

  it("says of another language that dials are not measured there", () => {
    const german =
      "Der Bus fährt um neun Uhr ab und hält am Markt, wo Anna ihr Brot verkauft, das sie zu Hause gebacken hat, jeden Tag wieder.";
    const report = analyseText(german);
    expect(report.language).toBe("other");
    expect(report.dials).toEqual([]);
    expect(report.notes.join(" ")).toMatch(/not English/u);
  });

  it("offsets slice back to the span, for any text", () => {
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: "binary", maxLength: 300 })), (text) => {
        for (const span of analyseText(text).spans) expect(text.slice(span.start, span.end)).toBe(span.text);
      }),
      { numRuns: 300 },
    );
  });

  it("the dial of a text and of the same text twice are close", () => {
    const draft =
      "We leverage data to win. It is important to note that the shop opens at nine. Anna sells bread. ".repeat(12);
    const rate = (text: string): number => analyseText(text).dials[0]!.rate;
    expect(Math.abs(rate(draft + draft) / rate(draft) - 1)).toBeLessThan(0.01);
  });

  it.each(hostileTexts)("survives %s with exact offsets", (_name, text) => {
    const report = analyseText(text, { brief: { prompt: "We sell 12 pumps.", elements: [] } });
    for (const place of [...report.spans, ...report.unsupported])
      expect(text.slice(place.start, place.end)).toBe(place.text);
    expect(report.words).toBeLessThanOrEqual(text.length);
    for (const { estimate, interval } of report.dials) {
      expect(interval.low).toBeLessThanOrEqual(estimate);
      expect(estimate).toBeLessThanOrEqual(interval.high);
    }
  });

  it("takes a line of a megabyte and a text of ten", () => {
    expect(analyseText(longLine()).spans.length).toBe(56_001);
    expect(analyseText(tenMegabytes()).sentences).toBe(160_000);
  });

  it("refuses more than it promises to read", () => {
    expect(() => analyseText("a".repeat(20_000_001))).toThrow(/longer than 20 million/u);
  });
});
