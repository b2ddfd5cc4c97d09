import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { type Output, api, pictureAddress } from "../api.ts";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { nameOf, variationOf } from "../session/find.ts";
import { Unmade } from "../session/unmade.tsx";
import { useLiveSlot } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { Mark } from "../ui/mark.tsx";
import { TextSample } from "../ui/text-sample.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { Waiting } from "../ui/waiting.tsx";
import { ZoomPane } from "../variation/zoom-pane.tsx";
import { Delivered } from "./delivered.tsx";
import { type Target, TargetChoice, sizeOf } from "./target-choice.tsx";
import classes from "./final.module.css";

/** Round 4: the approved picture at its delivery size, what the gate found, and the delivery. */
export function FinalPage() {
  const { session = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  const source = variationOf(data, data.goesOn);
  if (!source)
    return <FailureNote error={new Error("There is no picture to finish yet. Run the first round, then come back.")} />;
  return <Opened outline={data} source={source} />;
}

interface OpenedProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

type Gate = Output<"finish">["gate"];

function Opened({ outline, source }: OpenedProps) {
  const [, go] = useLocation();
  const [target, setTarget] = useState<Target>({ scale: 8 });
  const [gate, setGate] = useState<Gate>(null);
  const [compared, setCompared] = useState(false);
  const session = outline.session.id;
  const round = outline.rounds.findLast(({ kind }) => kind === "final");
  const final = round?.variations.at(-1);
  const shown = final && !compared ? final : source;
  const text = source.mediaType.startsWith("text/");
  const run = async (): Promise<void> => {
    setGate(null);
    const made = await api.finish({ session, variation: source.id, ...sizeOf(target) });
    setGate(made.gate);
  };
  const deliver = (): Promise<unknown> => api.deliver({ session, ...(final ? { variation: final.id } : {}) });
  useCommand("run", () => void (final || text ? deliver() : run()).catch(sayTrouble));
  useCommand("parent", () => setCompared(true), { release: () => setCompared(false) });
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={classes["page"]}>
      <section className={classes["column"]} aria-label="Final pass">
        <h1 className={classes["title"]}>Final pass</h1>
        <p>
          {nameOf(source)}
          {outline.best?.picked
            ? ", your pick"
            : source.replay.length > 0
              ? `, ${source.replay.join(", ")}`
              : ", the best so far"}
          {source.width !== null && `, ${source.width} × ${source.height}`}
        </p>
        {!text && (
          <>
            <TargetChoice
              source={source}
              wanted={outline.session.brief.target.size}
              value={target}
              onChange={setTarget}
            />
            <p className={classes["go"]}>
              <Button kind={final ? "normal" : "primary"} onPress={run} waiting="Making it …">
                {final ? "Make it again at this size" : "Make it"}
              </Button>
              {!final && <Key of="run" />}
            </p>
          </>
        )}
        {gate && (
          <p className={classes["gate"]} role="status">
            <Mark kind={gate.passed ? "right" : "missed"} />
            <span>{gate.sentence}</span>
          </p>
        )}
        {(final ?? text) && (
          <p className={classes["go"]}>
            <Button kind="primary" onPress={deliver} waiting="Writing the files …">
              Deliver
            </Button>
            <Key of="run" />
          </p>
        )}
        <Delivered outline={outline} />
      </section>
      <div className={classes["stage"]}>
        {text ? (
          <TextSample hash={shown.blob} whole />
        ) : round && !final && round.slots[0] ? (
          <Making outline={outline} round={round} slot={round.slots[0]} />
        ) : (
          <ZoomPane
            address={pictureAddress(shown.blob)}
            alt={final ? "The final picture" : "The approved picture"}
            width={(final ?? source).width ?? 1}
            height={(final ?? source).height ?? 1}
          />
        )}
        {final && (
          <p className={classes["hint"]}>
            Wheel or <Key of="zoom100" /> for 100 %; hold <Key of="parent" /> for what was approved.
          </p>
        )}
      </div>
    </main>
  );
}

type Round = Outline["rounds"][number];

function Making({ outline, round, slot }: { outline: Outline; round: Round; slot: Round["slots"][number] }) {
  const live = useLiveSlot(slot.id);
  return (
    <div className={classes["making"]}>
      <Unmade session={outline.session.id} round={round} slot={slot} live={live} />
    </div>
  );
}
