import { readFileSync } from "node:fs";
import { type Weight, fontFile } from "../imaging/contact-sheet/typeface.ts";

let rules: string | undefined;

/** Source Sans 3 (SIL Open Font License) inside the page, in the two weights it uses, for Latin scripts; others fall back. */
export function fontRules(): string {
  rules ??= ([400, 600] as const).map(fontRule).join("");
  return rules;
}

function fontRule(weight: Weight): string {
  const data = readFileSync(fontFile("latin", weight, "woff2")).toString("base64");
  return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
}
