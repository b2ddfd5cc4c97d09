/** What `import … from "samebut"` gives. */
export { StudioError } from "../core/errors.ts";
export type { Engine, EngineCall, EngineDescription, EngineEvent } from "../core/engine.ts";
export type { Studio } from "../core/studio.ts";
export { apiOf } from "../operations/api-of.ts";
export type { Api } from "../operations/index.ts";
export { type StudioOptions, createStudio } from "./create-studio.ts";
export {
  type AnalyseOptions,
  type CompareOptions,
  type TextComparison,
  type TextReport,
  analyseText,
  applyEdits,
  compareText,
  suggestEdits,
} from "../text/index.ts";
