import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api } from "../../api.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, keys, queryClient } from "../../queries.ts";
import { to } from "../../routes.ts";
import { variationOf } from "../../session/find.ts";
import { FailureNote } from "../../ui/failure.tsx";
import { Key } from "../../ui/key.tsx";
import { useText } from "../../ui/text-sample.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { Instruction } from "./instruction.tsx";
import { Refinements } from "./refinements.tsx";
import { scopeOf } from "./scope-words.ts";
import { SelectableText } from "./selectable-text.tsx";
import { takeName } from "../takes/take-name.ts";
import classes from "./refine-page.module.css";

interface TextRefinePageProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** "Keep everything the same, but …" for a text: which sentences, what should be different, and what came of it. */
export function TextRefinePage({ outline, source }: TextRefinePageProps) {
  const [, go] = useLocation();
  const [instruction, setInstruction] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState(1);
  const session = outline.session.id;
  const { data: text, error: unread } = useText(source.blob);
  const scope = scopeOf(chosen);
  const { data, error, refetch } = useScope(session, source.id, instruction, scope);
  const parent = variationOf(outline, source.control);
  const count = data?.sentences.length ?? 0;
  const toggle = (number: number): void => {
    const next = new Set(chosen);
    if (!next.delete(number)) next.add(number);
    setChosen(next);
  };
  const step = (by: 1 | -1): void => {
    const next = Math.max(1, Math.min(count, current + by));
    setCurrent(next);
    document.querySelector<HTMLElement>(`[data-sentence="${next}"][role=button]`)?.focus();
  };
  useCommand("nextNote", () => step(1), { enabled: count > 0 });
  useCommand("previousNote", () => step(-1), { enabled: count > 0 });
  useCommand("close", () => go(to.session(session)));
  const send = async (): Promise<void> => {
    await api.refine({
      session,
      variation: source.id,
      instruction: instruction.trim(),
      ...(scope === undefined ? {} : { scope }),
      wait: false,
    });
    setInstruction("");
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
  };
  if (unread) return <FailureNote error={unread} />;
  const within = data?.sentences.filter(({ inScope }) => inScope).map(({ number }) => number) ?? [];
  return (
    <main id="main" className={classes["page"]}>
      <header className={classes["head"]}>
        <h1>Keep everything the same, but …</h1>
        <p className="quiet">
          {takeName(outline, source)}
          {parent && (
            <>
              , made from <Link href={to.refine(session, parent.id)}>{takeName(outline, parent)}</Link>
            </>
          )}
        </p>
      </header>
      <section className={classes["text"]} aria-label="The text">
        {text !== undefined && data ? (
          <SelectableText
            text={text}
            sentences={data.sentences}
            chosen={chosen}
            within={new Set(within.length < count ? within : [])}
            current={current}
            onToggle={toggle}
            onCurrent={setCurrent}
          />
        ) : error && !data ? (
          <FailureNote error={error} onRetry={refetch} />
        ) : (
          <Waiting what="the sentences" />
        )}
      </section>
      <aside className={classes["side"]} aria-label="Refinement">
        <Instruction
          instruction={instruction}
          onInstruction={setInstruction}
          onSend={send}
          scope={data && { ...data, within: within.length, count, chosen: chosen.size }}
          trouble={error}
        />
        <p className="quiet note">
          Press a sentence to let only it change; <Key of="nextNote" /> <Key of="previousNote" /> go from one to the
          next, Space chooses. Without a choice the words say which are meant.
        </p>
        <Refinements outline={outline} source={source} />
      </aside>
    </main>
  );
}

/** Which sentences a wish would change, asked when the writing pauses. */
function useScope(session: string, variation: string, instruction: string, scope: string | undefined) {
  const settled = useSettled(instruction.trim(), 250);
  return useQuery({
    queryKey: ["session", session, "scope", variation, settled, scope ?? ""],
    queryFn: () => api.scope({ session, variation, instruction: settled, ...(scope === undefined ? {} : { scope }) }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
