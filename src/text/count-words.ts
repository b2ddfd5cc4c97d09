import { compiledRules } from "./compile-rules.ts";
import { tokenise } from "./tokens.ts";

/** Words as every other figure of this room counts them. */
export const countWords = (text: string): number => tokenise(text, compiledRules().vocabulary).count;
