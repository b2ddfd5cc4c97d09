import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { Link, useParams } from "wouter";
import { useSessionEvents } from "../events.ts";
import { type Outline, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { isDraftAsItCame, isPromptless } from "../session/find.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { cx, plural, quoted } from "../words.ts";
import { ArmLine } from "./arm-line.tsx";
import { Gutter, gutterWidth } from "./gutter.tsx";
import { columnsIn } from "./lanes.ts";
import { type Row, rowsOf } from "./rows.ts";
import classes from "./lineage-page.module.css";

/** How everything came to be: attempts, rounds and their changes as a tree, time running down. */
export function LineagePage() {
  const { session = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the lineage" />;
  return <Lineage outline={data} />;
}

function Lineage({ outline }: { readonly outline: Outline }) {
  const rows = useMemo(() => rowsOf(outline), [outline]);
  const columns = columnsIn(rows.flatMap((row) => (row.kind === "round" ? [row.branch] : [])));
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]!.id,
    estimateSize: (index) => estimate(rows[index]!),
    overscan: 4,
  });
  const count = outline.rounds.reduce((sum, round) => sum + round.variations.length, 0);
  return (
    <main id="main" className={classes["page"]}>
      <div className={classes["top"]}>
        <h1>Lineage</h1>
        <p className="quiet">
          {plural(outline.attempts.length, "attempt")}, {plural(outline.rounds.length, "round")},{" "}
          {plural(count, "variation")}
        </p>
        <Link href={to.restart(outline.session.id)}>Start over from what was learned</Link>
      </div>
      <div ref={scroller} className={classes["scroller"]} tabIndex={0} role="region" aria-label="The tree of rounds">
        <ol className={classes["tree"]} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size, key }) => (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes["row"]}
              style={{ transform: `translateY(${start}px)` }}
            >
              <TreeRow row={rows[index]!} columns={columns} height={size} outline={outline} />
            </li>
          ))}
        </ol>
        {outline.rounds.length === 0 && <p className={classes["empty"]}>Nothing has been run yet.</p>}
      </div>
    </main>
  );
}

const estimate = (row: Row): number => (row.kind === "attempt" ? 72 : 48 + 150 * row.arms.length);

interface TreeRowProps {
  readonly row: Row;
  readonly columns: number;
  readonly height: number;
  readonly outline: Outline;
}

function TreeRow({ row, columns, height, outline }: TreeRowProps) {
  if (row.kind === "attempt")
    return (
      <div className={cx(classes["attempt"], row.attempt.ordinal > 1 && classes["later"])}>
        <h2>Attempt {row.attempt.ordinal}</h2>
        {!isPromptless(outline) && <p className={classes["prompt"]}>{quoted(row.attempt.prompt)}</p>}
        {row.attempt.reason !== "" && <p className="quiet note">Started over because {row.attempt.reason}</p>}
      </div>
    );
  const { round, branch, arms } = row;
  const session = outline.session.id;
  return (
    <div className={classes["round"]}>
      <Gutter branch={branch} columns={columns} height={height} />
      <div className={classes["what"]} style={{ paddingInlineStart: gutterWidth(columns) + 16 }}>
        <h3>
          <Link href={to.round(session, round.id)} className={classes["link"]}>
            Round {round.ordinal},{" "}
            {isDraftAsItCame(round) ? "the draft as it came" : (kindWords[round.kind] ?? round.kind)}
          </Link>
        </h3>
        {arms.map((arm) => (
          <ArmLine key={arm.arm.id} outline={outline} round={round.id} row={arm} />
        ))}
      </div>
    </div>
  );
}

const kindWords: Readonly<Record<string, string>> = {
  orientation: "the prompt as written",
  fix: "a fix",
  refine: "a refinement",
  final: "the final pass",
};
