import { useEffect, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { api } from "../../api.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, keys, queryClient } from "../../queries.ts";
import { to } from "../../routes.ts";
import { variationNamed, variationsIn } from "../../session/find.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNote } from "../../ui/failure.tsx";
import { Key } from "../../ui/key.tsx";
import { sayTrouble } from "../../ui/trouble.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { announce } from "../../undo.ts";
import { plural } from "../../words.ts";
import { AlignedDiff } from "./aligned-diff.tsx";
import { type TextComparison, isChanged } from "./changes.ts";
import { ChangeSummary } from "./change-summary.tsx";
import { takeName } from "../takes/take-name.ts";
import { useTextComparison } from "./use-comparison.ts";
import classes from "./compare-page.module.css";

interface TextComparePageProps {
  readonly outline: Outline;
  /** Ids or ends of ids, joined by "+", as the address has them. */
  readonly named: string;
}

/** Two texts sentence by sentence: what was asked for, what was not, which facts stand, and every change to take back. */
export function TextComparePage({ outline, named }: TextComparePageProps) {
  const chosen = named.split("+").flatMap((name) => variationNamed(outline, name) ?? []);
  const texts = variationsIn(outline);
  const [first, second = texts.find(({ id }) => id !== first?.id)] = chosen;
  if (!first || !second)
    return <FailureNote error={new Error("A comparison needs two texts, and this session does not have them yet.")} />;
  return <Comparing key={`${first.id}+${second.id}`} {...{ outline, first, second }} />;
}

interface ComparingProps {
  readonly outline: Outline;
  readonly first: OutlineVariation;
  readonly second: OutlineVariation;
}

function Comparing({ outline, first, second }: ComparingProps) {
  const [, go] = useLocation();
  const { data, error, refetch } = useTextComparison(outline, first, second);
  const session = outline.session.id;
  const show = (a: string, b: string): void => go(to.compare(session, [a, b]), { replace: true });
  useCommand("swap", () => show(second.id, first.id));
  useCommand("close", () => go(to.session(session)));
  return (
    <main id="main" className={classes["page"]}>
      <header className={classes["head"]}>
        <h1>What changed</h1>
        <p className={classes["pair"]}>
          <TextChoice outline={outline} label="from" value={first} onChange={(id) => show(id, second.id)} />
          <TextChoice outline={outline} label="to" value={second} onChange={(id) => show(first.id, id)} />
          <Button onPress={() => show(second.id, first.id)}>
            Swap <Key of="swap" />
          </Button>
        </p>
      </header>
      {data ? (
        <Changes {...{ outline, first, second }} comparison={data.comparison} asked={data.asked} />
      ) : error ? (
        <FailureNote error={error} onRetry={refetch} />
      ) : (
        <Waiting what="the comparison" />
      )}
    </main>
  );
}

interface ChangesProps extends ComparingProps {
  readonly comparison: TextComparison;
  /** Only some sentences were to change. */
  readonly asked: boolean;
}

function Changes({ outline, first, second, comparison, asked }: ChangesProps) {
  const [, go] = useLocation();
  const [back, setBack] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState<number>();
  const session = outline.session.id;
  const places = useMemo(
    () => comparison.sentences.flatMap((change, i) => (isChanged(change) ? [i + 1] : [])),
    [comparison],
  );
  const step = (by: 1 | -1): void => {
    const index = places.indexOf(at ?? 0);
    setAt(places[index < 0 ? 0 : Math.max(0, Math.min(places.length - 1, index + by))]);
  };
  const toggle = (place: number | undefined): void => {
    if (place === undefined) return;
    const next = new Set(back);
    if (!next.delete(place)) next.add(place);
    setBack(next);
    setAt(place);
  };
  const save = async (): Promise<void> => {
    const made = await api.edit({ session, variation: second.id, against: first.id, takeBack: [...back] });
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
    announce(`${plural(back.size, "change")} taken back in a new text; the one before is kept.`);
    go(to.compare(session, [first.id, made.variation]));
  };
  const enabled = { enabled: places.length > 0 };
  useCommand("nextNote", () => step(1), enabled);
  useCommand("previousNote", () => step(-1), enabled);
  useCommand("leave", () => toggle(at), { enabled: at !== undefined });
  useCommand("run", () => void (back.size > 0 && save().catch(sayTrouble)));
  useEffect(() => {
    document.querySelector(`[data-place="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <>
      <AlignedDiff
        comparison={comparison}
        asked={asked}
        names={[takeName(outline, first), takeName(outline, second)]}
        back={back}
        current={at}
        onToggle={toggle}
      />
      <aside className={classes["side"]} aria-label="Summary">
        <ChangeSummary comparison={comparison} asked={asked} onGo={setAt} />
        {places.length > 0 && (
          <>
            <p className={classes["go"]}>
              <Button
                kind="primary"
                onPress={save}
                waiting="Taking it back …"
                reason={back.size === 0 ? "Choose a change to take back first." : undefined}
              >
                {back.size === 0 ? "Take back as a new text" : `Take back ${plural(back.size, "change")} as a new text`}
              </Button>
              <Key of="run" />
            </p>
            <p className="quiet note">
              <Key of="nextNote" /> <Key of="previousNote" /> go from change to change, <Key of="leave" /> marks one to
              take back.
            </p>
          </>
        )}
      </aside>
    </>
  );
}

interface TextChoiceProps {
  readonly outline: Outline;
  readonly label: string;
  readonly value: OutlineVariation;
  readonly onChange: (id: string) => void;
}

function TextChoice({ outline, label, value, onChange }: TextChoiceProps) {
  return (
    <label>
      <span className="quiet">{label}</span>{" "}
      <select className={classes["select"]} value={value.id} onChange={({ target }) => onChange(target.value)}>
        {outline.rounds.map((round) => (
          <optgroup key={round.id} label={`round ${round.ordinal}`}>
            {round.variations.map((variation) => (
              <option key={variation.id} value={variation.id}>
                {takeName(outline, variation)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
