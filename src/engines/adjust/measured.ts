import type { Adjustment } from "../../core/recipe.ts";

type Unit = "stop" | "mired" | "percent";

const scales: readonly {
  readonly words: RegExp;
  readonly unit: Unit;
  readonly largest: number;
  readonly adjustment: (value: number) => Adjustment;
}[] = [
  {
    words: /^(?:brighter|darker)$/u,
    unit: "stop",
    largest: 5,
    adjustment: (stops) => ({ kind: "exposure", stops }),
  },
  {
    words: /^(?:warmer|cooler)$/u,
    unit: "mired",
    largest: 150,
    adjustment: (value) => ({ kind: "temperature", mired: value }),
  },
  {
    words: /contrast/u,
    unit: "percent",
    largest: 100,
    adjustment: (percent) => ({ kind: "contrast", amount: percent / 100 }),
  },
  {
    words: /saturat/u,
    unit: "percent",
    largest: 100,
    adjustment: (percent) => ({ kind: "saturation", amount: percent / 100 }),
  },
];

const sentence =
  /^(?:make it )?(?:(?<before>.+?) )?(?<word>brighter|darker|warmer|cooler|(?:more|less) (?:contrast|saturated|saturation))(?: by (?<after>.+))?$/u;

/** "half a stop brighter", "make it cooler by 30 mired", "20 % less saturated". */
export function understandMeasured(wish: string): Adjustment | undefined {
  const groups = sentence.exec(wish)?.groups;
  if (!groups?.["word"]) return undefined;
  const word = groups["word"];
  const amount = readAmount(groups["before"] ?? groups["after"] ?? "");
  if (!amount) return undefined;
  const { value, unit } = amount;
  const scale = scales.find(
    (candidate) => candidate.words.test(word) && candidate.unit === unit && value <= candidate.largest,
  );
  return scale?.adjustment(/darker|cooler|less/u.test(word) ? -value : value);
}

const spokenNumbers: Readonly<Record<string, number>> = {
  "a third of a": 0.33,
  "half a": 0.5,
  "two thirds of a": 0.67,
  a: 1,
  one: 1,
  two: 2,
};

function readAmount(text: string): { value: number; unit: Unit } | undefined {
  const groups = /^(?<number>\d+(?:\.\d+)?|[a-z ]+?) ?(?<unit>stops?|ev|mireds?|%|percent)$/u.exec(text)?.groups;
  if (!groups) return undefined;
  const value = spokenNumbers[groups["number"]!] ?? Number(groups["number"]);
  return value > 0 ? { value, unit: unitOf(groups["unit"]!) } : undefined;
}

function unitOf(word: string): Unit {
  if (word.startsWith("mired")) return "mired";
  return word === "%" || word === "percent" ? "percent" : "stop";
}
