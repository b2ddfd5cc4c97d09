export { countWords } from "./count-words.ts";
export { type AnalyseOptions, type TextReport, analyseText, longestText } from "./analyse.ts";
export {
  type CompareOptions,
  type PlacedSentence,
  type SentenceChange,
  type TextComparison,
  compareText,
} from "./compare.ts";
export { type Dial, type DialLevel, dialLevels } from "./dials.ts";
export { type ElementFinding, elementStatuses } from "./elements.ts";
export { factKinds } from "./facts.ts";
export { type Invariant } from "./invariants.ts";
export { type Register, registers } from "./registers.ts";
export { families, tendencies } from "./rule.ts";
export { listsVersion } from "./rules/index.ts";
export { maskedRanges } from "./masks.ts";
export { type SafeEdit, applyEdits, suggestEdits } from "./safe-edits.ts";
export { type TextSpan } from "./spans.ts";
export { takeBack } from "./take-back.ts";
export { type ExactEdit, exactEdit, makeExactEdit } from "./scope/exact-edit.ts";
export { type Scope, namedScope } from "./scope/find-scope.ts";
export { instructionScope } from "./scope/instruction-scope.ts";
export { type NamedSentence, type NamedText, nameSentences } from "./scope/placed.ts";
export { type Stretch, parseStretches, putBack, stretchText, stretchesOf } from "./scope/stretches.ts";
