import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Output, api } from "../../api.ts";
import type { OutlineVariation } from "../../queries.ts";
import { useText } from "../../ui/text-sample.tsx";
import { type Decision, type Decisions, decided, decisionOn } from "./decisions.ts";
import { useDecisions } from "./kept-decisions.ts";
import { inWholeWords } from "./whole-words.ts";

export type FinalEdit = Output<"finish">["edits"][number];

/** The edits of a last copy pass and what the person decided about them. */
export interface FinalEdits {
  readonly text: string;
  readonly edits: readonly FinalEdit[];
  /** The same, as people read them. */
  readonly shown: readonly FinalEdit[];
  /** What was not read, as sentences. */
  readonly notes: readonly string[];
  readonly decisions: Decisions;
  readonly decide: (id: number, decision: Decision) => void;
}

const none: readonly FinalEdit[] = [];

export function useFinalEdits(session: string, source: OutlineVariation) {
  const { data: text } = useText(source.blob);
  const { data, error, refetch } = useQuery({
    queryKey: ["finish", source.id],
    queryFn: () => api.finish({ session, variation: source.id, preview: true }),
  });
  const edits = data?.edits ?? none;
  const shown = useMemo(() => inWholeWords(text ?? "", edits), [text, edits]);
  const [decisions, setDecisions] = useDecisions(source.blob, edits);
  const decide = (id: number, decision: Decision): void => setDecisions(decided(decisions, id, decision));
  const pass: FinalEdits | undefined =
    data && text !== undefined ? { text, edits, shown, notes: data.notes, decisions, decide } : undefined;
  return { pass, error, refetch };
}

export const isChosen = ({ id, applied }: Pick<FinalEdit, "id" | "applied">, decisions: Decisions): boolean =>
  (decisionOn(decisions, id) ?? (applied ? "accept" : "leave")) === "accept";

/** Certain edits that are left, and others that are made all the same. */
export function choiceOf(
  edits: readonly Pick<FinalEdit, "id" | "applied">[],
  decisions: Decisions,
): { readonly without: number[]; readonly also: number[] } {
  const turned = edits.filter((edit) => isChosen(edit, decisions) !== edit.applied);
  const idsOf = (applied: boolean): number[] => turned.filter((edit) => edit.applied === applied).map(({ id }) => id);
  return { without: idsOf(true), also: idsOf(false) };
}

/** Every edit decided on, as the pass would do it now. */
export const asChosen = (edits: readonly Pick<FinalEdit, "id" | "applied">[], decisions: Decisions): Decisions => ({
  accepted: new Set(edits.filter((edit) => isChosen(edit, decisions)).map(({ id }) => id)),
  left: new Set(),
});
