import { useState } from "react";
import { useLocation } from "wouter";
import { type Output, api, pictureAddress } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { useLiveSlot } from "../live.ts";
import type { Outline, OutlineRound, OutlineVariation } from "../queries.ts";
import { to } from "../routes.ts";
import { nameOf, variationOf } from "../session/find.ts";
import { Unmade } from "../session/unmade.tsx";
import { Button } from "../ui/button.tsx";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { ZoomPane } from "../variation/zoom-pane.tsx";
import { BeforeAfter } from "./before-after.tsx";
import { CheckList, faultsOf } from "./check-list.tsx";
import { Delivered } from "./delivered.tsx";
import { HandOver } from "./hand-over.tsx";
import { Making } from "./making.tsx";
import { PassList } from "./pass-list.tsx";
import { approvedIn } from "./placing.ts";
import { ProofTile } from "./proof-tile.tsx";
import { firstSettings, passInput } from "./settings.ts";
import { type Passes, usePasses, usePlan } from "./use-passes.ts";
import classes from "./final.module.css";

interface PictureFinalProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  /** The pass that is looked at; the newest otherwise. */
  readonly chosen: string | undefined;
}

type Proof = { readonly blob: string; readonly said: string };

/** Settings, one tile as a proof, the pass, its check, the files: down one column, with the picture beside it. */
export function PictureFinal({ outline, source, chosen }: PictureFinalProps) {
  const [, go] = useLocation();
  const { id: session, brief, engine } = outline.session;
  const extent = { width: source.width ?? 1, height: source.height ?? 1 };
  const [settings, setSettings] = useState(() => firstSettings(extent, brief.target.size));
  const [proof, setProof] = useState<Proof>();
  const finals = outline.rounds.filter(({ kind }) => kind === "final");
  const open = finals.findLast(({ slots }) => slots.some(({ variation }) => variation === null));
  const made = finals.some(({ variations }) => variations.length > 0);
  const { data: passes, error, refetch } = usePasses(session, chosen, made);
  const plan = usePlan(session, source.id, settings);
  const asked = { session, variation: source.id, ...passInput(settings) };
  const run = async (): Promise<void> => {
    setProof(undefined);
    if (chosen !== undefined) go(to.final(session), { replace: true });
    await api.finish(asked);
  };
  const tryTile = async (): Promise<void> => setProof(proofOf(await api.finish({ ...asked, proof: true })));
  useCommand("close", () => (proof ? setProof(undefined) : go(to.session(session))));
  const final = variationOf(outline, passes?.checked ?? null);
  const make = { outline, source, settings, onChange: setSettings, plan, onRun: run, onProof: tryTile };
  return (
    <main id="main" className={classes["page"]}>
      <section className={classes["column"]} aria-label="Final pass">
        <div>
          <h1 className={classes["title"]}>Final pass</h1>
          <p className="quiet">{approvedWords(outline, source)}</p>
        </div>
        <Making {...make} engine={engine} again={made} running={open?.running === true} />
        {error && <FailureNote error={error} onRetry={refetch} />}
        {made && passes && (
          <PassList passes={passes.passes} chosen={passes.checked} onChoose={(id) => go(to.final(session, id))} />
        )}
        {made && (passes?.gate ? <CheckList gate={passes.gate} /> : !error && <Waiting what="the final check" />)}
        {final && <Warnings final={final} />}
        {final && !open?.running && (
          <HandOver key={brief.target.format} session={session} variation={final.id} wanted={brief.target.format} />
        )}
        <Delivered outline={outline} />
      </section>
      <div className={classes["stage"]}>
        {proof ? (
          <ProofTile {...proof} onClose={() => setProof(undefined)} />
        ) : open?.slots[0] ? (
          <InTheMaking session={session} round={open} />
        ) : final && passes ? (
          <Made outline={outline} final={final} passes={passes} />
        ) : (
          <Approved source={source} extent={extent} framed={plan.data} fit={settings.fit} />
        )}
      </div>
    </main>
  );
}

const proofOf = ({ pictures, summary }: Output<"finish">): Proof => ({
  blob: pictures[0]?.blob ?? "",
  said: summary.replaceAll(": left enlarged, right", ","),
});

function approvedWords(outline: Outline, source: OutlineVariation): string {
  const why = outline.best?.picked
    ? "your pick"
    : source.replay.length > 0
      ? source.replay.join(", ")
      : "the best so far";
  return `${nameOf(source)}, ${why}, ${source.width} × ${source.height}`;
}

function Warnings({ final }: { readonly final: OutlineVariation }) {
  if (final.warnings.length === 0) return null;
  return (
    <ul className={classes["warnings"]} aria-label="Said while it was made">
      {final.warnings.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

function InTheMaking({ session, round }: { readonly session: string; readonly round: OutlineRound }) {
  const slot = round.slots.find(({ variation }) => variation === null)!;
  const live = useLiveSlot(slot.id);
  return (
    <div className={classes["making"]}>
      <Unmade session={session} round={round} slot={slot} live={live} />
      {round.running && <Button onPress={() => api.stop({ session })}>Stop; finished tiles are kept</Button>}
    </div>
  );
}

interface MadeProps {
  readonly outline: Outline;
  readonly final: OutlineVariation;
  readonly passes: Passes;
}

function Made({ outline, final, passes }: MadeProps) {
  const approved = variationOf(outline, final.control);
  const change = outline.rounds.flatMap(({ arms }) => arms).find(({ id }) => id === final.arm)?.change;
  if (!approved) return null;
  return (
    <BeforeAfter
      key={final.id}
      approved={approved}
      final={final}
      place={approvedIn(change?.kind === "adjustment" ? change.adjustments : [])}
      faults={passes.gate ? faultsOf(passes.gate) : []}
      map={passes.map}
    />
  );
}

interface ApprovedProps {
  readonly source: OutlineVariation;
  readonly extent: { readonly width: number; readonly height: number };
  readonly framed: Output<"finish"> | undefined;
  readonly fit: "crop" | "extend";
}

/** Before the pass: the approved picture, in the shape that it will have. */
function Approved({ source, extent, framed, fit }: ApprovedProps) {
  const { plan, pictures = [] } = framed ?? {};
  const shape = plan?.reshaped ? pictures[fit === "crop" ? 0 : 1] : undefined;
  return (
    <ZoomPane
      address={pictureAddress(shape?.blob ?? source.blob)}
      alt="The approved picture"
      width={shape && plan ? Math.round((plan.target.width / plan.target.height) * extent.height) : extent.width}
      height={extent.height}
    />
  );
}
