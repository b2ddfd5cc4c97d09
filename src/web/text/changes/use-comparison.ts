import { useQuery } from "@tanstack/react-query";
import { api, pictureAddress, send } from "../../api.ts";
import type { Outline, OutlineVariation } from "../../queries.ts";
import { numbersWithin } from "./changes.ts";

/** The stretches that the change behind a text was asked for; undefined where it was free to change anything. */
function scopeOf(outline: Outline, first: OutlineVariation, second: OutlineVariation) {
  if (second.control !== first.id) return undefined;
  const arm = outline.rounds.find(({ id }) => id === second.round)?.arms.find(({ id }) => id === second.arm);
  return arm?.change?.kind === "instruction" ? arm.change.scope : undefined;
}

const textOf = async (hash: string): Promise<string> => (await send(pictureAddress(hash), {})).text();

/** What became of one text in another, asked or not where a scope was given. The same two texts are compared once. */
export function useTextComparison(outline: Outline, first: OutlineVariation, second: OutlineVariation) {
  const scope = scopeOf(outline, first, second);
  return useQuery({
    queryKey: ["compare-texts", first.blob, second.blob, scope ?? null],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const [before, after] = await Promise.all([textOf(first.blob), textOf(second.blob)]);
      const numbers =
        scope &&
        numbersWithin((await api.scope({ session: outline.session.id, variation: first.id })).sentences, scope);
      const { comparison } = await api["compare-texts"]({
        before,
        after,
        ...(numbers && numbers.length > 0 ? { scope: [...numbers] } : {}),
      });
      return { comparison, asked: numbers !== undefined && numbers.length > 0 };
    },
  });
}
