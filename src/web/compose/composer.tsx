import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Input, type Output, RequestFailure, api } from "../api.ts";
import { PromptField } from "../brief/prompt-field.tsx";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, useChanges, useEngines } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { WordDiff } from "../ui/word-diff.tsx";
import { isText, nounOf, promptsOf } from "../session/find.ts";
import { costText, listed, plural } from "../words.ts";
import { type Aim, type Tendency, aimNamed, nameOfAim, tendencyTitles } from "./aim.ts";
import { type WordChange, changeBetween, partsOf, promptAfter } from "./change-between.ts";
import { Proposals } from "./proposals.tsx";
import { Refusal } from "./refusal.tsx";
import { useSettled } from "../ui/use-settled.ts";
import classes from "./composer.module.css";

interface ComposerProps {
  readonly outline: Outline;
  readonly aim: Aim;
  readonly onAim: (aim: Aim) => void;
  readonly onClose: () => void;
}

const seedsOfAFix = 3;

/** One change of the prompt: written or chosen, shown word by word, refused when it is several, run on the same seeds. */
export function Composer({ outline, aim, onAim, onClose }: ComposerProps) {
  const session = outline.session.id;
  const { data: base } = useChanges(session, aim);
  const [text, setText] = useState<string>();
  const written = text ?? base?.prompt ?? "";
  const change = base ? changeBetween(base.prompt, written) : undefined;
  const proposed = base?.proposals.find(({ change: known }) => change && isSameWords(known, change))?.change;
  const asked = change && askFor(change, aim, proposed);
  const { lint, checked } = useLint(session, asked);
  const run = async (more: Partial<Input<"fix">> = {}): Promise<void> => {
    if (!asked) return;
    await api.fix({ session, ...(more.changes ? {} : asked), ...more, count: seedsOfAFix, wait: false });
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
          One change, {aim.tendency ? "against" : "for"}{" "}
          <select
            className={classes["select"]}
            value={nameOfAim(aim)}
            onChange={({ target }) => {
              setText(undefined);
              onAim(aimNamed(target.value));
            }}
          >
            <option value="">what it speaks of</option>
            {outline.session.brief.elements.map(({ id, statement }) => (
              <option key={id} value={id}>
                {statement}
              </option>
            ))}
            {isText(outline) && (
              <optgroup label="against what it does unasked">
                {Object.entries(tendencyTitles).map(([tendency, title]) => (
                  <option key={tendency} value={nameOfAim({ tendency: tendency as Tendency })}>
                    {title}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </label>
        <Button kind="plain" onPress={onClose}>
          close <Key of="close" />
        </Button>
      </div>
      {(aim.element !== undefined || aim.tendency !== undefined) && (
        <Proposals
          proposals={base.proposals}
          onChoose={(proposed) => setText(promptAfter(base.prompt, proposed) ?? base.prompt)}
        />
      )}
      <PromptField
        label="The prompt with your one change"
        value={written}
        onChange={setText}
        earlier={promptsOf(outline)}
        autoFocus
      />
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

type Asked = Pick<Input<"fix">, "add" | "remove" | "element" | "changes" | "tendency">;

/** A proposal is one change by its author's word; what a person writes is counted. */
const askFor = (change: WordChange, { element, tendency }: Aim, proposed: Proposed | undefined): Asked =>
  proposed
    ? { changes: [proposed], ...(tendency && { tendency }) }
    : { ...change, ...(element !== undefined && { element }) };

type Proposed = Output<"changes">["proposals"][number]["change"];

const isSameWords = (known: Proposed, { remove, add }: WordChange): boolean =>
  known.kind === "words" && known.remove === remove && known.add.trim() === add;

/** Whether it is one change, asked when the writing pauses. */
function useLint(session: string, asked: Asked | undefined) {
  const wanted = JSON.stringify(asked ?? null);
  const settled = useSettled(wanted, 250);
  const { data } = useQuery({
    queryKey: ["session", session, "lint", settled],
    queryFn: async (): Promise<{ readonly failure?: RequestFailure }> => {
      try {
        await api.fix({ session, ...(JSON.parse(settled) as Asked), preview: true });
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
