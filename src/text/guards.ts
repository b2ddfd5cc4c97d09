import { Gap, Shape, type Tokens, plainWordAt } from "./tokens.ts";

/** Whether the words at [first, last] mean something else here than the rule is about. */
export type Guard = (tokens: Tokens, first: number, last: number) => boolean;

const before =
  (...words: string[]): Guard =>
  (tokens, first) =>
    words.includes(plainWordAt(tokens, first - 1));

const after =
  (...words: string[]): Guard =>
  (tokens, _first, last) =>
    words.includes(plainWordAt(tokens, last + 1));

/** One of the words within three after the match. */
const soonAfter =
  (...words: string[]): Guard =>
  (tokens, _first, last) =>
    [1, 2, 3].some((step) => words.includes(plainWordAt(tokens, last + step)));

const either =
  (...all: Guard[]): Guard =>
  (tokens, first, last) =>
    all.some((guard) => guard(tokens, first, last));

const hasDigits = (tokens: Tokens, i: number): boolean =>
  i >= 0 && i < tokens.count && (tokens.shapes[i]! & Shape.digits) !== 0;

/** The month: "15 May", "in May", "May 2024". */
const month: Guard = (tokens, first, last) =>
  (tokens.shapes[first]! & Shape.capital) !== 0 &&
  (hasDigits(tokens, first - 1) ||
    hasDigits(tokens, last + 1) ||
    (tokens.gaps[first] === Gap.joined &&
      before(
        "in",
        "of",
        "by",
        "on",
        "since",
        "until",
        "late",
        "early",
        "mid",
        "this",
        "last",
        "next",
        "from",
        "to",
      )(tokens, first, last)));

const nature = [
  "natural",
  "marine",
  "forest",
  "coral",
  "river",
  "aquatic",
  "terrestrial",
  "freshwater",
  "coastal",
  "fragile",
  "local",
  "ocean",
  "desert",
  "mountain",
  "rural",
  "urban",
  "winter",
  "alpine",
];
const indefinite = [
  "a",
  "the",
  "this",
  "that",
  "what",
  "any",
  "some",
  "of",
  "one",
  "every",
  "each",
  "another",
  "same",
  "other",
];

/** By rule. A rule that is not here means what it says. */
export const guards: ReadonlyMap<string, Guard> = new Map<string, Guard>([
  ["epistemic/may", month],
  ["epistemic/might", before("the", "their", "his", "its", "military", "of")],
  ["epistemic/could", after("not", "hear", "see", "feel", "barely", "hardly", "smell")],
  ["epistemic/suspect", before("a", "the", "prime", "main", "of")],
  ["epistemic/appear", soonAfter("court", "stage", "television", "tv", "film")],
  [
    "inflated-verb/leverage",
    either(
      before("financial", "operating", "high", "of", "debt", "more", "the", "with", "no"),
      after("ratio", "ratios", "buyout", "buyouts"),
    ),
  ],
  [
    "inflated-verb/elevate",
    after("levels", "level", "risk", "temperature", "blood", "train", "track", "highway", "railway", "body", "heart"),
  ],
  [
    "inflated-verb/unlock",
    soonAfter("door", "doors", "phone", "gate", "screen", "car", "bike", "device", "safe", "account", "lock"),
  ],
  ["inflated-verb/harness", before("the", "a", "safety", "his", "her", "climbing")],
  ["inflated-verb/navigate", soonAfter("to", "river", "ship", "boat", "menu", "page")],
  [
    "abstract-noun/landscape",
    either(
      after(
        "gardening",
        "gardener",
        "architect",
        "architecture",
        "painting",
        "painter",
        "photography",
        "orientation",
        "mode",
        "artist",
      ),
      before(...nature, "painted", "surrounding", "rocky", "painting"),
    ),
  ],
  ["abstract-noun/ecosystem", before(...nature)],
  ["abstract-noun/complexity", before("time", "computational", "kolmogorov", "space")],
  ["abstract-noun/engagement", after("ring", "party", "announcement")],
  ["abstract-noun/dynamics", before("fluid", "molecular", "population", "vehicle", "quantum")],
  ["abstract-noun/facet", before("crystal", "diamond")],
  ["abstract-noun/trajectory", soonAfter("bullet", "ball", "rocket", "missile", "degrees")],
  ["praise-adjective/robust", after("wine", "coffee", "estimator", "regression", "standard", "statistics")],
  ["praise-adjective/dynamic", after("range", "programming", "random", "host", "type", "typing", "link", "memory")],
  [
    "praise-adjective/strategic",
    after("petroleum", "bomber", "air", "defense", "defence", "arms", "nuclear", "missile", "weapons", "command"),
  ],
  ["praise-adjective/comprehensive", after("school", "schools", "insurance")],
  ["praise-adjective/inclusive", either(before("all"), after("of"), (tokens, first) => hasDigits(tokens, first - 1))],
  ["praise-adjective/essential", after("oil", "oils", "amino", "fatty", "tremor", "workers")],
  ["praise-adjective/vital", after("signs", "statistics", "organs", "records")],
  ["praise-adjective/compelling", before("is", "was", "are", "were")],
  [
    "praise-adjective/stark",
    either(
      after("naked"),
      (tokens, first) => tokens.gaps[first] === Gap.joined && (tokens.shapes[first]! & Shape.capital) !== 0,
    ),
  ],
  ["long-word/purchase", before("a", "the", "of", "for")],
  ["filler/really", before("not", "don't", "didn't", "doesn't")],
  ["filler/quite", either(before("not"), after("a", "the"))],
  [
    "filler/just",
    either(
      before("not", "only", "a", "the", "it's", "isn't", "than"),
      after("as", "because", "like", "about", "before", "after", "under", "over", "one", "cause", "a", "how"),
    ),
  ],
  ["filler/simply", before("not")],
  ["filler/literally", after("means", "translated")],
  ["filler/certainly", before("almost")],
  ["filler/kind-of", before(...indefinite, "different", "new", "right", "wrong")],
  ["filler/sort-of", before(...indefinite, "different", "new", "right", "wrong")],
]);
