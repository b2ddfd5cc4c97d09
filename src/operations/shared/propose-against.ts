import type { History } from "../../core/history.ts";
import type { PromptTendency } from "../../core/proposer.ts";
import type { Studio } from "../../core/studio.ts";
import { changesTried, sameChange, type Proposal } from "./propose-changes.ts";

/** What one good line against a tendency does, until somebody counted: as words of tone do. */
const usualChance = 0.6;
const nothing = { kept: 0, fixed: 0, broke: 0, neither: 0 };

/** Changes against what the model does to a text unasked, that this session has not tried yet. */
export async function proposalsAgainst(
  studio: Pick<Studio, "proposers">,
  history: Pick<History, "arms">,
  prompt: string,
  tendency: PromptTendency,
  signal: AbortSignal,
): Promise<readonly Proposal[]> {
  const found = await Promise.all(
    studio.proposers.map(async (proposer) => (await proposer.proposeAgainst?.(prompt, tendency, signal)) ?? []),
  );
  const tried = changesTried(history);
  return found
    .flat()
    .filter(({ change }) => !tried.has(sameChange(change)))
    .map(({ change, source, why }) => ({
      change,
      source,
      why,
      guess: usualChance,
      chance: usualChance,
      known: { target: nothing, elsewhere: nothing, sentence: "untried" },
    }));
}
