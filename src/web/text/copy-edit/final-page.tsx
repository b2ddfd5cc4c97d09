import { useLocation } from "wouter";
import { CheckList } from "../../final/check-list.tsx";
import { Delivered } from "../../final/delivered.tsx";
import final from "../../final/final.module.css";
import { HandOver } from "../../final/hand-over.tsx";
import { usePasses } from "../../final/use-passes.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import type { Outline, OutlineVariation } from "../../queries.ts";
import { to } from "../../routes.ts";
import { variationOf } from "../../session/find.ts";
import { FailureNote } from "../../ui/failure.tsx";
import { TextSample } from "../../ui/text-sample.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { takeName } from "../takes/take-name.ts";
import { CopyPass } from "./copy-pass.tsx";
import classes from "./final-page.module.css";

interface TextFinalPageProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** Round 4 of a text: a last copy pass with every edit to choose, what its check found, and the files. */
export function TextFinalPage({ outline, source }: TextFinalPageProps) {
  const [, go] = useLocation();
  const session = outline.session.id;
  const made = outline.rounds.some(({ kind, variations }) => kind === "final" && variations.length > 0);
  const { data: passes, error, refetch } = usePasses(session, undefined, made);
  const pass = passes?.passes.find(({ source: approved }) => approved === source.id);
  const finished = variationOf(outline, pass?.variation ?? null);
  const shown = finished ?? source;
  const isChecked = finished !== undefined && passes?.checked === finished.id;
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={final["page"]}>
      <section className={final["column"]} aria-label="Final pass">
        <h1 className={final["title"]}>Final pass</h1>
        <CopyPass key={source.id} outline={outline} source={source} again={finished !== undefined} />
        {made &&
          !passes &&
          (error ? <FailureNote error={error} onRetry={refetch} /> : <Waiting what="the final check" />)}
        {isChecked && passes.gate && <CheckList gate={passes.gate} of="text" />}
        <HandOver session={session} variation={shown.id} wanted="md" isText />
        <Delivered outline={outline} />
      </section>
      <div className={classes["stage"]}>
        <p className="quiet note">{finished ? "As it will be handed over" : takeName(outline, source)}</p>
        <TextSample hash={shown.blob} whole />
      </div>
    </main>
  );
}
