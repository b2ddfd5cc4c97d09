import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { api } from "../api.ts";
import { PromptField } from "../brief/prompt-field.tsx";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, keys, queryClient, useAdvice, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { nounOf } from "../session/find.ts";
import { Button } from "../ui/button.tsx";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { Waiting } from "../ui/waiting.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import classes from "./restart.module.css";

/** Start over with what was learned: the new prompt word by word, with a reason for each clause. */
export function RestartPage() {
  const { session = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  const proposed = useQuery({
    queryKey: ["session", session, "restart"],
    queryFn: () => api.restart({ session, preview: true }),
  });
  const trouble = error ?? proposed.error;
  if (trouble && !proposed.data) return <FailureNote error={trouble} onRetry={error ? refetch : proposed.refetch} />;
  if (!data || !proposed.data) return <Waiting what="the new prompt" />;
  return <Opened outline={data} proposed={proposed.data} />;
}

interface OpenedProps {
  readonly outline: Outline;
  readonly proposed: Awaited<ReturnType<typeof api.restart>>;
}

function Opened({ outline, proposed }: OpenedProps) {
  const [, go] = useLocation();
  const [own, setOwn] = useState<string>();
  const { data: advice } = useAdvice(outline.session.id);
  const session = outline.session.id;
  const prompt = own ?? proposed.prompt;
  const begin = async (): Promise<void> => {
    await api.restart({ session, ...(own === undefined || own === proposed.prompt ? {} : { prompt: own }) });
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
    go(to.session(session));
    await api.orient({ session, wait: false });
  };
  useCommand("run", () => void begin().catch(sayTrouble));
  useCommand("close", () => go(to.session(session)));
  const same = proposed.diff.every(({ kind }) => kind === "same");
  return (
    <main id="main" className={classes["page"]}>
      <h1>Start over with what you know</h1>
      <Reasons triggers={advice?.advice.triggers ?? []} />
      <section className={classes["change"]} aria-label="The new prompt">
        <h2 className={classes["label"]}>
          {same ? "What was learned leads to the same words" : "The prompt, written anew from what was learned"}
        </h2>
        <WordDiff className={classes["diff"] ?? ""} parts={proposed.diff} />
      </section>
      <table className={classes["clauses"]}>
        <caption className="unseen">Why each clause is there</caption>
        <tbody>
          {proposed.clauses.map(({ text, reason }) => (
            <tr key={text}>
              <th scope="row">{text}</th>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section className={classes["own"]}>
        <PromptField label="The new prompt; write in it" value={prompt} onChange={setOwn} />
        <p className={classes["go"]}>
          <Button
            kind="primary"
            onPress={begin}
            waiting="Starting …"
            reason={prompt.trim() === "" ? "The prompt is empty." : undefined}
          >
            Begin attempt {outline.attempts.length + 1}
          </Button>
          <Key of="run" />
          <Button kind="plain" onPress={() => go(to.session(session))}>
            not now
          </Button>
          <span className="quiet note">
            What was made so far stays. The {nounOf(outline)}s do not come along: the knowledge does.
          </span>
        </p>
      </section>
    </main>
  );
}

function Reasons({ triggers }: { readonly triggers: readonly string[] }) {
  if (triggers.length === 0) return null;
  return (
    <ul className={classes["reasons"]}>
      {triggers.map((trigger) => (
        <li key={trigger}>{trigger}</li>
      ))}
    </ul>
  );
}
