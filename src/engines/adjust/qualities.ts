import type { Adjustment } from "../../core/recipe.ts";

/** How much: a touch, plainly, or a lot. */
export type Degree = 0 | 1 | 2;

interface Quality {
  /** What is wanted, as in "make it …". */
  readonly wanted: string;
  /** What is too much, as in "it is too …": the same is wanted. */
  readonly tooMuch: string;
  readonly adjustment: (degree: Degree) => Adjustment;
}

/** About an eighth, a quarter and a half of the orange or blue gels that lighting people use. */
const mired = [20, 40, 80] as const;
/** One, two and four thirds of a stop, the clicks of a camera. */
const stops = [0.33, 0.67, 1.33] as const;
const contrast = [0.1, 0.2, 0.4] as const;
const saturation = [0.15, 0.3, 0.5] as const;
const sharpness = [0.4, 0.8, 1.5] as const;

const qualities: readonly Quality[] = [
  {
    wanted: "warmer|less (?:cold|cool|blue)|more golden",
    tooMuch: "cold|cool|blue|bluish",
    adjustment: (degree) => ({ kind: "temperature", mired: mired[degree] }),
  },
  {
    wanted: "cooler|colder|less (?:warm|yellow|orange)",
    tooMuch: "warm|yellow|yellowish|orange",
    adjustment: (degree) => ({ kind: "temperature", mired: -mired[degree] }),
  },
  {
    wanted: "brighter|lighter|less dark",
    tooMuch: "dark|underexposed",
    adjustment: (degree) => ({ kind: "exposure", stops: stops[degree] }),
  },
  {
    wanted: "darker|dimmer|less bright",
    tooMuch: "bright|light|overexposed",
    adjustment: (degree) => ({ kind: "exposure", stops: -stops[degree] }),
  },
  {
    wanted: "(?:more|higher|stronger) contrast|more contrasty|contrastier|punchier|less flat",
    tooMuch: "flat",
    adjustment: (degree) => ({ kind: "contrast", amount: contrast[degree] }),
  },
  {
    wanted: "(?:less|lower|softer) contrast|less contrasty|flatter",
    tooMuch: "contrasty|much contrast",
    adjustment: (degree) => ({ kind: "contrast", amount: -contrast[degree] }),
  },
  {
    wanted: "more (?:saturated|saturation|vivid|vibrant|colou?rful)|less (?:dull|muted|washed out|desaturated)",
    tooMuch: "dull|washed out|desaturated|muted",
    adjustment: (degree) => ({ kind: "saturation", amount: saturation[degree] }),
  },
  {
    wanted: "less (?:saturated|saturation|vivid|vibrant|colou?rful|garish)|more (?:muted|desaturated)",
    tooMuch: "saturated|vivid|colou?rful|garish",
    adjustment: (degree) => ({ kind: "saturation", amount: -saturation[degree] }),
  },
  {
    wanted: "black(?: and |-and-| & |&)white|b&w|b/w|monochrome|gr[ae]yscale|without colou?rs?",
    tooMuch: "much colou?r",
    adjustment: () => ({ kind: "saturation", amount: -1 }),
  },
  {
    wanted: "sharper|crisper|more sharpness|less (?:soft|blurry)",
    tooMuch: "soft|blurry|unsharp",
    adjustment: (degree) => ({ kind: "sharpen", amount: sharpness[degree], radius: 1 }),
  },
];

const patterns = qualities.map(({ wanted, tooMuch, adjustment }) => ({
  adjustment,
  pattern: new RegExp(
    `^(?:(?:make|turn|convert|render|give|use|have|add) )?(?:it |a |with )?(?:(?:to|be|look|into|in) )*(?:${wanted})(?: (?:light|lighting|tones?|colou?rs?|picture|image|photo))?(?: overall)?$` +
      `|^(?:it(?:'s| is| looks| feels) )?too (?:${tooMuch})(?: overall)?$`,
    "u",
  ),
}));

/** "make it warmer", "warmer light", "more contrast", "it looks too dark". */
export function understandQuality(wish: string, degree: Degree): Adjustment | undefined {
  return patterns.find(({ pattern }) => pattern.test(wish))?.adjustment(degree);
}
