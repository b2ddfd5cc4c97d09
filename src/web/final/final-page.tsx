import { useLocation, useParams, useSearchParams } from "wouter";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { variationOf } from "../session/find.ts";
import { FailureNote } from "../ui/failure.tsx";
import { TextSample } from "../ui/text-sample.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Delivered } from "./delivered.tsx";
import { HandOver } from "./hand-over.tsx";
import { PictureFinal } from "./picture-final.tsx";
import classes from "./final.module.css";

/** Round 4: what was approved at its delivery size, what the check found, and the files that leave the house. */
export function FinalPage() {
  const { session = "" } = useParams();
  const [search] = useSearchParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  const source = variationOf(data, data.goesOn);
  if (!source)
    return <FailureNote error={new Error("There is no picture to finish yet. Run the first round, then come back.")} />;
  return source.mediaType.startsWith("text/") ? (
    <TextFinal outline={data} source={source} />
  ) : (
    <PictureFinal key={source.id} outline={data} source={source} chosen={search.get("pass") ?? undefined} />
  );
}

interface TextFinalProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** A text needs no enlarging: it is handed over as it is. */
function TextFinal({ outline, source }: TextFinalProps) {
  const [, go] = useLocation();
  const session = outline.session.id;
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={classes["page"]}>
      <section className={classes["column"]} aria-label="Final pass">
        <h1 className={classes["title"]}>Final pass</h1>
        <HandOver session={session} variation={undefined} wanted="png" isText />
        <Delivered outline={outline} />
      </section>
      <div className={classes["stage"]}>
        <TextSample hash={source.blob} whole />
      </div>
    </main>
  );
}
