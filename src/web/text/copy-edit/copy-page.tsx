import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import { api } from "../../api.ts";
import { useSessionEvents } from "../../events.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, keys, queryClient, useOutline } from "../../queries.ts";
import { to } from "../../routes.ts";
import { variationNamed } from "../../session/find.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNote } from "../../ui/failure.tsx";
import { Key } from "../../ui/key.tsx";
import { useText } from "../../ui/text-sample.tsx";
import { sayTrouble } from "../../ui/trouble.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { announce } from "../../undo.ts";
import { plural } from "../../words.ts";
import { type Decision, decided, decisionOn, nextUndecided } from "./decisions.ts";
import { EditList } from "./edit-list.tsx";
import { type Edit, EditedText } from "./edited-text.tsx";
import { useDecisions } from "./kept-decisions.ts";
import { takeName } from "../takes/take-name.ts";
import { inWholeWords } from "./whole-words.ts";
import classes from "./copy-page.module.css";

/** Safe edits of a text, one at a time: each with its rule and reason, accepted or left, and kept as a new text. */
export function CopyPage() {
  const { session = "", variation = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  const source = data && variationNamed(data, variation);
  const { data: text, error: unread } = useText(source?.blob);
  const { data: desk, error: failed } = useQuery({
    queryKey: ["copy-edit", source?.blob],
    queryFn: () => api["copy-edit"]({ text: text ?? "" }),
    enabled: text !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const trouble = error ?? unread ?? failed;
  if (trouble && !desk) return <FailureNote error={trouble} onRetry={refetch} />;
  if (data && !source) return <FailureNote error={new Error("There is no such text in this session.")} />;
  if (!data || !source || !desk || text === undefined) return <Waiting what="the copy desk" />;
  return <Desk key={source.id} outline={data} source={source} text={text} edits={desk.edits} />;
}

interface DeskProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  readonly text: string;
  readonly edits: readonly Edit[];
}

function Desk({ outline, source, text, edits }: DeskProps) {
  const shown = useMemo(() => inWholeWords(text, edits), [text, edits]);
  const [, go] = useLocation();
  const [decisions, setDecisions] = useDecisions(source.blob, edits);
  const session = outline.session.id;
  const ids = edits.map(({ id }) => id);
  const [at, setAt] = useState(() => nextUndecided(ids, 0, decisions) ?? ids[0]);
  const accepted = [...decisions.accepted].toSorted((a, b) => a - b);
  const step = (by: 1 | -1): void => {
    const index = ids.indexOf(at ?? 0);
    setAt(ids[Math.max(0, Math.min(ids.length - 1, index + by))]);
  };
  const decide = (id: number | undefined, decision: Decision): void => {
    if (id === undefined) return;
    const next = decided(decisions, id, decision);
    setDecisions(next);
    setAt(decisionOn(next, id) === undefined ? id : (nextUndecided(ids, id, next) ?? id));
  };
  const save = async (): Promise<void> => {
    const { round } = await api.edit({ session, variation: source.id, accept: accepted });
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
    announce(`${plural(accepted.length, "edit")} kept as a new text.`);
    go(to.round(session, round));
  };
  const enabled = { enabled: ids.length > 0 };
  useCommand("nextNote", () => step(1), enabled);
  useCommand("previousNote", () => step(-1), enabled);
  useCommand("accept", () => decide(at, "accept"), enabled);
  useCommand("leave", () => decide(at, "leave"), enabled);
  useCommand("run", () => void (accepted.length > 0 && save().catch(sayTrouble)));
  useCommand("close", () => go(to.session(session)));
  useInView(at);
  return (
    <main id="main" className={classes["page"]}>
      <header className={classes["head"]}>
        <h1>Copy edit</h1>
        <p className="quiet">
          {takeName(outline, source)}: {edits.length === 0 ? "nothing to edit" : plural(edits.length, "safe edit")}.
          Cuts and plainer words that change no claim; everything else needs you.
        </p>
      </header>
      <EditedText text={text} edits={shown} decisions={decisions} current={at} onCurrent={setAt} />
      <aside className={classes["side"]} aria-label="Edits">
        {edits.length === 0 ? (
          <Nothing outline={outline} />
        ) : (
          <>
            <p className={classes["keys"]}>
              <Key of="nextNote" /> <Key of="previousNote" /> go on and back, <Key of="accept" /> accepts,{" "}
              <Key of="leave" /> leaves it.
            </p>
            <EditList edits={shown} decisions={decisions} current={at} onCurrent={setAt} onDecide={decide} />
            <p className={classes["go"]}>
              <Button
                kind="primary"
                onPress={save}
                waiting="Keeping it …"
                reason={accepted.length === 0 ? "Accept an edit first." : undefined}
              >
                {accepted.length === 0 ? "Keep as a new text" : `Keep ${plural(accepted.length, "edit")} as a new text`}
              </Button>
              <Key of="run" />
            </p>
            <p className={classes["all"]}>
              <Button
                kind="plain"
                onPress={() =>
                  setDecisions({ accepted: new Set(ids.filter((id) => !decisions.left.has(id))), left: decisions.left })
                }
              >
                accept all that are open
              </Button>
            </p>
          </>
        )}
      </aside>
    </main>
  );
}

function Nothing({ outline }: { readonly outline: Outline }) {
  return (
    <div className={classes["nothing"]}>
      <p>The copy desk finds nothing that it could safely cut or say plainer.</p>
      <p>
        <Link href={to.session(outline.session.id)}>Back to the text</Link>
      </p>
    </div>
  );
}

/** What is decided on comes into view, in the text and in the list. */
function useInView(at: number | undefined): void {
  useEffect(() => {
    for (const part of document.querySelectorAll(`[data-edit="${at}"], [data-line="${at}"]`))
      part.scrollIntoView({ block: "nearest" });
  }, [at]);
}
