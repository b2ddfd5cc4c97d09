import { Gap, type Tokens, plainWordAt } from "./tokens.ts";

/** A number with its unit: words up to `last`, and a key that is the same however it is written. */
export interface Quantity {
  readonly last: number;
  /** "1200", "12 %", "5 km". */
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  /** Written as a word and small: "two", "ten". */
  readonly small: boolean;
}

const small =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const numberWords: ReadonlyMap<string, number> = new Map([
  ...small.slice(2).map((word, i) => [word, i + 2] as const),
  ["zero", 0] as const,
  ...tens.map((word, i) => [word, (i + 2) * 10] as const),
  ["dozen", 12] as const,
]);
const multipliers: ReadonlyMap<string, number> = new Map([
  ["hundred", 1e2],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["trillion", 1e12],
  ["k", 1e3],
  ["m", 1e6],
  ["mn", 1e6],
  ["bn", 1e9],
  ["b", 1e9],
]);

const units: ReadonlyMap<string, string> = new Map(
  (
    "km:kilometer,kilometers,kilometre,kilometres,kms m:meter,meters,metre,metres cm:centimeter,centimeters,centimetre,centimetres " +
    "mm:millimeter,millimeters,millimetre,millimetres mi:mile,miles ft:foot,feet in:inch,inches yd:yard,yards " +
    "kg:kilogram,kilograms,kilo,kilos,kgs g:gram,grams mg:milligram,milligrams t:ton,tons,tonne,tonnes lb:lbs,pound,pounds oz:ounce,ounces " +
    "l:liter,liters,litre,litres ml:milliliter,milliliters %:percent,pct s:sec,secs,second,seconds min:minute,minutes,mins h:hour,hours,hr,hrs " +
    "d:day,days wk:week,weeks mo:month,months yr:year,years,yrs usd:dollar,dollars eur:euro,euros gbp: mph:mph kmh:kmh hp:horsepower kw:kilowatt,kilowatts " +
    "mw:megawatt,megawatts gb:gigabyte,gigabytes mb:megabyte,megabytes c:celsius f:fahrenheit"
  )
    .split(" ")
    .flatMap((entry) => {
      const [name = "", others = ""] = entry.split(":");
      return [
        [name, name] as const,
        ...others
          .split(",")
          .filter(Boolean)
          .map((other) => [other, name] as const),
      ];
    }),
);

export const isNumberWord = (word: string): boolean => numberWords.has(word);

/** The number that begins at word `i`: "1,200", "1.2k", "twenty-one", "3 million", "12 %", "5 km". */
export function readQuantity(tokens: Tokens, i: number): Quantity | undefined {
  const word = plainWordAt(tokens, i);
  const spelled = numberWords.get(word);
  const written = spelled === undefined ? /^(\d[\d,.]*?)([\p{L}%]*)$/u.exec(word) : null;
  if (spelled === undefined && !written) return /\d/u.test(word) ? plain(i, word) : undefined;
  let value = spelled ?? Number((written?.[1] ?? "").replace(/,/gu, ""));
  if (!Number.isFinite(value)) return plain(i, word);
  let last = i;
  const suffix = written?.[2] ?? "";
  let unit = suffix === "" ? "" : (units.get(suffix) ?? "");
  if (suffix !== "" && unit === "") {
    if (/^(?:st|nd|rd|th|s)$/u.test(suffix)) return plain(i, String(value) + (suffix === "s" ? "s" : ""), value);
    const times = multipliers.get(suffix);
    if (times === undefined) return plain(i, word);
    value *= times;
  }
  const joined = (j: number): boolean => j < tokens.count && tokens.gaps[j] === Gap.joined;
  if (spelled !== undefined && spelled >= 20 && joined(last + 1)) {
    const ones = numberWords.get(plainWordAt(tokens, last + 1));
    if (ones !== undefined && ones < 10 && ones > 0) {
      value += ones;
      last++;
    }
  }
  while (joined(last + 1) && unit === "") {
    const times = multipliers.get(plainWordAt(tokens, last + 1));
    if (times === undefined || times < 100 || plainWordAt(tokens, last + 1).length < 2) break;
    value *= times;
    last++;
  }
  if (unit === "") {
    const mark = tokens.text
      .slice(tokens.ends[last], tokens.ends[last]! + 2)
      .trim()
      .charAt(0);
    if (mark === "%") unit = "%";
    else if (joined(last + 1)) {
      const next = units.get(plainWordAt(tokens, last + 1));
      if (next !== undefined && !ambiguous.has(plainWordAt(tokens, last + 1))) {
        unit = next;
        last++;
      }
    }
  }
  const money = tokens.text.charAt(tokens.starts[i]! - 1);
  if (unit === "" && "$€£".includes(money) && money !== "") unit = { $: "usd", "€": "eur", "£": "gbp" }[money]!;
  const rounded = Number(value.toPrecision(12));
  return {
    last,
    value: rounded,
    unit,
    key: unit === "" ? String(rounded) : `${rounded} ${unit}`,
    small: spelled !== undefined && rounded <= 10,
  };
}

/** Units that are words of their own. */
const ambiguous = new Set(["in", "s", "d", "h", "c", "f", "t", "second", "seconds", "foot", "pound"]);

const plain = (last: number, key: string, value = Number.NaN): Quantity => ({
  last,
  key,
  value,
  unit: "",
  small: false,
});
