import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { type Output, api } from "../../api.ts";
import { Delivered } from "../../final/delivered.tsx";
import final from "../../final/final.module.css";
import { HandOver } from "../../final/hand-over.tsx";
import { useCommand } from "../../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, keys, queryClient } from "../../queries.ts";
import { to } from "../../routes.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNote } from "../../ui/failure.tsx";
import { Mark } from "../../ui/mark.tsx";
import { TextSample } from "../../ui/text-sample.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";
import { plural } from "../../words.ts";
import { takeName } from "../takes/take-name.ts";
import classes from "./final-page.module.css";

type Finish = Output<"finish">;

interface TextFinalPageProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** Round 4 of a text: a last copy pass with every edit to choose, what its check found, and the files. */
export function TextFinalPage({ outline, source }: TextFinalPageProps) {
  const [, go] = useLocation();
  const session = outline.session.id;
  const finished = outline.rounds
    .filter(({ kind }) => kind === "final")
    .flatMap(({ variations }) => variations)
    .findLast(({ control }) => control === source.id);
  const shown = finished ?? source;
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={final["page"]}>
      <section className={final["column"]} aria-label="Final pass">
        <h1 className={final["title"]}>Final pass</h1>
        <CopyPass key={source.id} outline={outline} source={source} />
        <HandOver session={session} variation={shown.id} wanted="png" isText />
        <Delivered outline={outline} />
      </section>
      <div className={classes["stage"]}>
        <p className="quiet note">{finished ? "As it will be handed over" : takeName(outline, source)}</p>
        <TextSample hash={shown.blob} whole />
      </div>
    </main>
  );
}

/** What a last copy pass would do, edit by edit; done as chosen, and checked for facts. */
function CopyPass({ outline, source }: TextFinalPageProps) {
  const session = outline.session.id;
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const [gate, setGate] = useState<Finish["gate"]>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["finish", source.id],
    queryFn: () => api.finish({ session, variation: source.id, preview: true }),
  });
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the last copy pass" />;
  const turn = (id: number): void => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  const idsOf = (applied: boolean): number[] =>
    data.edits.filter((edit) => edit.applied === applied && turned.has(edit.id)).map(({ id }) => id);
  const run = async (): Promise<void> => {
    const made = await api.finish({ session, variation: source.id, without: idsOf(true), also: idsOf(false) });
    setGate(made.gate);
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
  };
  const count = data.edits.filter(({ id, applied }) => applied !== turned.has(id)).length;
  return (
    <section className={classes["pass"]} aria-label="Last copy pass">
      <p>
        {data.edits.length === 0
          ? "Spelling, grammar and safe cuts: nothing to do."
          : `Spelling, grammar and safe cuts: ${plural(data.edits.length, "edit")}, ${count} chosen.`}
      </p>
      <ul className={classes["edits"]}>
        {data.edits.map(({ id, before, after, why, applied }) => (
          <li key={id}>
            <label className={classes["edit"]}>
              <input type="checkbox" checked={applied !== turned.has(id)} onChange={() => turn(id)} />
              <span>
                <WordDiff
                  className={classes["words"] ?? ""}
                  parts={[
                    { kind: "removed", text: before },
                    { kind: "added", text: ` ${after}` },
                  ]}
                />
                <span className="quiet note">{why}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p>
        <Button onPress={run} waiting="Reading it once more …">
          Do the copy pass
        </Button>
      </p>
      {gate && (
        <p className={classes["gate"]} role="status">
          <Mark kind={gate.passed ? "right" : "missed"} />
          <span>{gate.sentence}</span>
        </p>
      )}
    </section>
  );
}
