import type { Policy } from "../bench.ts";
import { editOrResample, raise, reRoll, rewriteAll } from "./baselines.ts";
import { oneChange } from "./one-change.ts";
import { samebut } from "./samebut.ts";

/** In the order of the report; the last is the product as it advises. */
export const policies: readonly Policy[] = [
  reRoll,
  rewriteAll,
  raise,
  editOrResample,
  oneChange,
  samebut("Samebut, one arm", { arms: 1, rewrite: false }),
  samebut("Samebut, arms", { arms: 3, rewrite: false }),
  samebut("Samebut, as advised", { arms: 3, rewrite: true }),
];

/** What the goals compare: re-rolling, its strongest rival, and the product as it advises. */
export const mainPolicies: readonly Policy[] = policies.filter((policy) =>
  [reRoll, rewriteAll, policies.at(-1)].includes(policy),
);
