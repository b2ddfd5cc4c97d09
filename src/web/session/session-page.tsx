import { useEffect, useState } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { aimInSearch } from "../compose/aim.ts";
import { Composer } from "../compose/composer.tsx";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, type OutlineRound, useLook, useOutline } from "../queries.ts";
import { api } from "../api.ts";
import { FailureNote } from "../ui/failure.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { Waiting } from "../ui/waiting.tsx";
import { cx } from "../words.ts";
import { AdviceColumn } from "./advice-column.tsx";
import { BriefColumn } from "./brief-column.tsx";
import { Film } from "./film.tsx";
import { isPromptless, isText } from "./find.ts";
import { RoundView } from "./round-view.tsx";
import classes from "./session.module.css";

/** A session: its brief, the round that is looked at, and what to do next. */
export function SessionPage() {
  const { session = "", round } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  return <Opened outline={data} shown={roundNamed(data, round)} address={session} />;
}

/** The round of the address, by its id or the end of one; the newest without one. */
export const roundNamed = (outline: Outline, name: string | undefined): OutlineRound | undefined =>
  name === undefined ? outline.rounds.at(-1) : outline.rounds.find(({ id }) => id === name || id.endsWith(name));

interface OpenedProps {
  readonly outline: Outline;
  readonly shown: OutlineRound | undefined;
  readonly address: string;
}

function Opened({ outline, shown, address }: OpenedProps) {
  const { data: look } = useLook(outline.session.id, shown?.id);
  useCommand("cancel", () => void api.stop({ session: outline.session.id }).catch(sayTrouble));
  const [path, go] = useLocation();
  const search = useSearch();
  const [composing, setComposing] = useState(() => aimInSearch(search));
  // A link inside the page asks for it as the address did at first.
  useEffect(() => setComposing((before) => aimInSearch(search) ?? before), [search]);
  const close = (): void => {
    setComposing(undefined);
    if (aimInSearch(search)) go(path, { replace: true });
  };
  useCommand("prompt", () => setComposing({}), {
    enabled: composing === undefined && outline.rounds.length > 0 && !isPromptless(outline),
  });
  return (
    <main
      id="main"
      className={cx(classes["page"], isText(outline) && classes["text"], composing && classes["composing"])}
    >
      <BriefColumn outline={outline} round={shown} look={look} />
      <div className={classes["centre"]}>
        {composing && <Composer outline={outline} aim={composing} onAim={setComposing} onClose={close} />}
        {shown ? (
          <RoundView key={shown.id} outline={outline} round={shown} look={look} />
        ) : (
          <p className={classes["empty"]}>Nothing has been run yet. The advice says how to begin.</p>
        )}
        <Film outline={outline} shown={shown} address={address} />
      </div>
      <AdviceColumn outline={outline} onCompose={() => setComposing({})} />
    </main>
  );
}
