import { useMemo } from "react";
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
import { useText } from "../../ui/text-sample.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { cx } from "../../words.ts";
import { MarkedText } from "../notes/marked-text.tsx";
import { takeName } from "../takes/take-name.ts";
import { CopyPass } from "./copy-pass.tsx";
import { EditedText } from "./edited-text.tsx";
import { type FinalEdits, asChosen, isChosen, useFinalEdits } from "./use-final-edits.ts";
import classes from "./final-page.module.css";

interface TextFinalPageProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** Round 4 of a text: a last copy pass with every edit to choose, what its check found, and the files. */
export function TextFinalPage({ outline, source }: TextFinalPageProps) {
  const [, go] = useLocation();
  const session = outline.session.id;
  const { pass, error, refetch } = useFinalEdits(session, source);
  const made = outline.rounds.some(({ kind, variations }) => kind === "final" && variations.length > 0);
  const { data: passes, error: unchecked, refetch: checkAgain } = usePasses(session, undefined, made);
  const newest = passes?.passes.find(({ source: approved }) => approved === source.id);
  const finished = variationOf(outline, newest?.variation ?? null);
  const isChecked = finished !== undefined && passes?.checked === finished.id;
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={cx(final["page"], classes["page"])}>
      <section className={final["column"]} aria-label="Final pass">
        <h1 className={final["title"]}>Final pass</h1>
        {pass ? (
          <CopyPass key={source.id} outline={outline} source={source} pass={pass} again={finished !== undefined} />
        ) : error ? (
          <FailureNote error={error} onRetry={refetch} />
        ) : (
          <Waiting what="the last copy pass" />
        )}
        {made && !passes && unchecked && <FailureNote error={unchecked} onRetry={checkAgain} />}
        {made && !passes && !unchecked && <Waiting what="the final check" />}
        {isChecked && passes.gate && <CheckList gate={passes.gate} of="text" />}
        <HandOver session={session} variation={(finished ?? source).id} wanted="md" isText />
        <Delivered outline={outline} />
      </section>
      <section className={classes["stage"]} aria-label="The text">
        {finished ? (
          <Finished text={finished} />
        ) : (
          <>
            <p className="quiet note">{takeName(outline, source)}, as the copy pass would leave it</p>
            {pass && <Planned pass={pass} />}
          </>
        )}
      </section>
    </main>
  );
}

/** What is chosen is written in; a press on an edit turns it. */
function Planned({ pass: { text, edits, shown, decisions, decide } }: { readonly pass: FinalEdits }) {
  const chosen = useMemo(() => asChosen(edits, decisions), [edits, decisions]);
  const turn = (id: number): void => {
    const edit = edits.find((one) => one.id === id);
    if (edit) decide(id, isChosen(edit, decisions) ? "leave" : "accept");
  };
  return <EditedText text={text} edits={shown} decisions={chosen} onCurrent={turn} />;
}

const noNotes: readonly never[] = [];

function Finished({ text: { blob } }: { readonly text: OutlineVariation }) {
  const { data } = useText(blob);
  return (
    <>
      <p className="quiet note">As it will be handed over</p>
      {data !== undefined && <MarkedText text={data} notes={noNotes} />}
    </>
  );
}
