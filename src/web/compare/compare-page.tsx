import { Suspense, lazy, useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { pictureAddress } from "../api.ts";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { Button } from "../ui/button.tsx";
import { isText } from "../session/find.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { Slider } from "../ui/slider.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Candidates } from "./candidates.tsx";
import { type Compared, allCompared, chosenFrom, neighbourOf } from "./compared.ts";
import { Differences } from "./differences.tsx";
import { Modes, modeAfter, modeFrom } from "./modes.tsx";
import { Stage, differenceAddress } from "./stages.tsx";
import { type Viewport, wholePicture } from "./viewport.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import classes from "./compare-page.module.css";

const TextComparePage = lazy(async () => ({
  default: (await import("../text/changes/compare-page.tsx")).TextComparePage,
}));

/** Two or more pictures of a session in one place, in six ways, with what differs in words. */
export function ComparePage() {
  const { session = "", variations = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the pictures" />;
  if (isText(data))
    return (
      <Suspense fallback={<Waiting what="the texts" />}>
        <TextComparePage outline={data} named={decodeURIComponent(variations)} />
      </Suspense>
    );
  const all = allCompared(data);
  const chosen = chosenFrom(all, decodeURIComponent(variations));
  const [first, second] = chosen;
  if (!first || !second) return <TooFew session={session} all={all} first={first} />;
  return <Comparing session={data.session.id} all={all} chosen={chosen} first={first} second={second} />;
}

interface TooFewProps {
  readonly session: string;
  readonly all: readonly Compared[];
  readonly first: Compared | undefined;
}

function TooFew({ session, all, first }: TooFewProps) {
  const [, go] = useLocation();
  const choose = (one: Compared): void => go(to.compare(session, first ? [first.id, one.id] : [one.id]));
  return (
    <main id="main" className={classes["choosing"]}>
      <h1>Compare</h1>
      <p>
        {all.length < 2
          ? "A comparison needs two pictures, and this session does not have them yet."
          : `Choose ${first ? "the picture to compare it with" : "the picture to compare others with"}.`}
      </p>
      <Candidates all={all} chosen={first ? [first] : []} onChoose={choose} />
    </main>
  );
}

interface ComparingProps {
  readonly session: string;
  readonly all: readonly Compared[];
  readonly chosen: readonly Compared[];
  readonly first: Compared;
  readonly second: Compared;
}

function Comparing({ session, all, chosen, first, second }: ComparingProps) {
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const mode = modeFrom(search.get("mode"));
  const [view, setView] = useState<Viewport>(wholePicture);
  const [held, setHeld] = useState(false);
  const [onion, setOnion] = useState(0.5);
  const [blinking, setBlinking] = useState(() => !window.matchMedia("(prefers-reduced-motion: reduce)").matches);

  const show = (next: readonly Compared[], way = mode): void =>
    go(
      to.compare(
        session,
        next.map(({ id }) => id),
        way,
      ),
      { replace: true },
    );
  const step = (by: 1 | -1) => (): void => show([first, neighbourOf(all, first, second, by)]);
  useCommand("nextMode", () => show(chosen, modeAfter(mode)));
  useCommand("swap", () => show([second, first, ...chosen.slice(2)]));
  useCommand("nextCandidate", step(1));
  useCommand("previousCandidate", step(-1));
  useCommand("parent", () => setHeld(true), { release: () => setHeld(false) });
  useCommand("close", () => history.back());

  const table = { picture: { width: first.width ?? 1, height: first.height ?? 1 }, view, onView: setView };
  return (
    <main id="main" className={classes["page"]}>
      <div className={classes["bar"]}>
        <h1 className={classes["title"]}>
          {first.name} <span className="quiet">against</span> {second.name}
          {chosen.length > 2 && <span className="quiet"> and {chosen.length - 2} more</span>}
        </h1>
        <Modes mode={mode} onMode={(way) => show(chosen, way)} />
        <ZoomBar view={view} onView={setView} />
      </div>
      <div className={classes["stage"]}>
        <Stage {...{ mode, table, first, second, held, onion, blinking }} all={chosen} />
      </div>
      <aside className={classes["aside"]} aria-label="What differs">
        {mode === "onion" && (
          <Slider
            label="How much of the second"
            value={onion}
            minimum={0}
            maximum={1}
            step={0.01}
            text={`${Math.round(onion * 100)} %`}
            onChange={setOnion}
          />
        )}
        {mode === "blink" && (
          <Button onPress={() => setBlinking(!blinking)}>{blinking ? "Hold still" : "Go on blinking"}</Button>
        )}
        <p className="quiet note">
          Hold <Key of="parent" /> to see the first. <Key of="swap" /> swaps the two, <Key of="nextCandidate" /> goes to
          the next.
        </p>
        <Differences session={session} first={first} second={second} />
      </aside>
      <div className={classes["strip"]}>
        <Candidates
          all={all}
          chosen={chosen}
          onChoose={(one, more) => show(withChoice(chosen, one, more), more ? "side" : mode)}
        />
      </div>
      <Ahead chosen={chosen} first={first} second={second} />
    </main>
  );
}

function withChoice(chosen: readonly Compared[], one: Compared, more: boolean): readonly Compared[] {
  const others = chosen.filter(({ id }) => id !== one.id);
  if (more) return others.length < chosen.length && others.length >= 2 ? others : [...others, one];
  return one.id === chosen[0]?.id ? chosen : [chosen[0]!, one];
}

/** Every way of comparing is loaded before it is asked for, so that changing between them shows at once. */
function Ahead({ chosen, first, second }: Pick<ComparingProps, "chosen" | "first" | "second">) {
  const addresses = [...chosen.map(({ blob }) => pictureAddress(blob)), differenceAddress(first, second)];
  return (
    <div hidden>
      {addresses.map((address) => (
        <img key={address} src={address} alt="" />
      ))}
    </div>
  );
}
