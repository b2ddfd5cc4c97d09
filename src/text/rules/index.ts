import type { RuleGroup } from "../rule.ts";
import { claimRules } from "./claims.ts";
import { corporateWordRules } from "./corporate.ts";
import { hedgingRules } from "./hedging.ts";
import { paddingRules } from "./padding.ts";
import { wordyRules } from "./wordy.ts";
import { uncertaintyRules } from "./uncertainty.ts";

/** Every list. Where two lists claim the same words, the earlier one has them. */
export const ruleGroups: readonly RuleGroup[] = [
  ...hedgingRules,
  ...corporateWordRules,
  ...claimRules,
  ...paddingRules,
  ...wordyRules,
  ...uncertaintyRules,
];

/** Raised whenever the same text would give other spans or other numbers. */
export const listsVersion = { version: 1, date: "2026-11-23" } as const;
