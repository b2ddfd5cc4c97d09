import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RequestFailure, api } from "../api.ts";
import { PromptField } from "../brief/prompt-field.tsx";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, useChanges, useEngines } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { WordDiff } from "../ui/word-diff.tsx";
import { nounOf } from "../session/find.ts";
import { costText, listed, plural } from "../words.ts";
import { type WordChange, changeBetween, partsOf, promptAfter } from "./change-between.ts";
import { Proposals } from "./proposals.tsx";
import { Refusal } from "./refusal.tsx";
import { useSettled } from "../ui/use-settled.ts";
import classes from "./composer.module.css";

interface ComposerProps {
  readonly outline: Outline;
  readonly element: string | undefined;
  readonly onElement: (element: string | undefined) => void;
  readonly onClose: () => void;
}

const seedsOfAFix = 3;

/** One change of the prompt: written or chosen, shown word by word, refused when it is several, run on the same seeds. */
export function Composer({ outline, element, onElement, onClose }: ComposerProps) {
  const session = outline.session.id;
  const { data: base } = useChanges(session, element);
  const [text, setText] = useState<string>();
  const written = text ?? base?.prompt ?? "";
  const change = base ? changeBetween(base.prompt, written) : undefined;
  const { lint, checked } = useLint(session, element, change);
  const run = async (more: Partial<Parameters<typeof api.fix>[0]> = {}): Promise<void> => {
    if (!change) return;
    const words = more.changes ? {} : { ...change, ...(element === undefined ? {} : { element }) };
    await api.fix({ session, ...words, ...more, count: seedsOfAFix, wait: false });
    onClose();
  };
  const ready = change !== undefined && checked && lint === undefined;
  useCommand("close", onClose);
  useCommand("run", () => void (ready && run().catch(sayTrouble)));
  if (!base) return null;
  const seeds = base.seeds.slice(0, seedsOfAFix).flatMap((seed) => (seed === null ? [] : [String(seed)]));
  return (
    <section className={classes["composer"]} aria-label="One change">
      <div className={classes["head"]}>
        <label className={classes["for"]}>
          One change, for{" "}
          <select
            className={classes["select"]}
            value={element ?? ""}
            onChange={({ target }) => onElement(target.value || undefined)}
          >
            <option value="">what it speaks of</option>
            {outline.session.brief.elements.map(({ id, statement }) => (
              <option key={id} value={id}>
                {statement}
              </option>
            ))}
          </select>
        </label>
        <Button kind="plain" onPress={onClose}>
          close <Key of="close" />
        </Button>
      </div>
      {element !== undefined && (
        <Proposals
          proposals={base.proposals}
          onChoose={(proposed) => setText(promptAfter(base.prompt, proposed) ?? base.prompt)}
        />
      )}
      <PromptField label="The prompt with your one change" value={written} onChange={setText} autoFocus />
      {change ? (
        <WordDiff className={classes["diff"] ?? ""} parts={partsOf(base.prompt, change) ?? []} />
      ) : (
        <p className={classes["hint"]}>Change a word, add one or take one out. The rest stays as it is.</p>
      )}
      {lint ? (
        <Refusal failure={lint} onRun={run} />
      ) : (
        <p className={classes["go"]}>
          <Button
            kind="primary"
            onPress={() => run()}
            waiting="Planning …"
            reason={
              change === undefined
                ? "There is no change yet."
                : checked
                  ? undefined
                  : "Looking whether it is one change …"
            }
          >
            Try it on the same seeds
          </Button>
          <span className="quiet note">
            {seeds.length > 0
              ? listed(seeds)
              : `${plural(seedsOfAFix, nounOf(outline))}, unpaired: this engine has no seeds`}{" "}
            · <Price outline={outline} /> · <Key of="run" />
          </span>
        </p>
      )}
    </section>
  );
}

function Price({ outline }: { readonly outline: Outline }) {
  const { data } = useEngines();
  const price = data?.engines.find(({ id }) => id === outline.session.engine)?.description?.price;
  return price ? costText(price, seedsOfAFix) : "price unknown";
}

/** Whether it is one change, asked when the writing pauses. */
function useLint(session: string, element: string | undefined, change: WordChange | undefined) {
  const wanted = JSON.stringify(change ?? null);
  const settled = useSettled(wanted, 250);
  const { data } = useQuery({
    queryKey: ["session", session, "lint", element ?? "", settled],
    queryFn: async (): Promise<{ readonly failure?: RequestFailure }> => {
      try {
        const words = JSON.parse(settled) as WordChange;
        await api.fix({ session, ...words, ...(element === undefined ? {} : { element }), preview: true });
        return {};
      } catch (error) {
        if (error instanceof RequestFailure && error.code !== "offline") return { failure: error };
        throw error;
      }
    },
    enabled: settled !== "null",
  });
  const checked = wanted === settled && data !== undefined;
  return { checked, lint: checked ? data.failure : undefined };
}
