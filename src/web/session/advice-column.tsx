import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { api } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Advice, type Outline, keys, useAdvice, useEngines } from "../queries.ts";
import { to } from "../routes.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { Picture } from "../ui/picture.tsx";
import { Tip } from "../ui/tip.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { costText, cx, plural, quoted } from "../words.ts";
import { takeName } from "../text/takes/take-name.ts";
import { DraftNext } from "./draft-next.tsx";
import { isPromptless, isText, nounOf, variationOf } from "./find.ts";
import { oddsText } from "./reading.tsx";
import classes from "./advice-column.module.css";
import session from "./session.module.css";

interface AdviceColumnProps {
  readonly outline: Outline;
  /** The person wants to say a change of their own. */
  readonly onCompose: () => void;
}

/** What next and why, always with exactly one thing to do; everything else folded under it with its numbers. */
export function AdviceColumn({ outline, onCompose }: AdviceColumnProps) {
  const { data } = useAdvice(outline.session.id);
  const act = useAct(outline);
  const running = outline.rounds.some((round) => round.running);
  const primary = data?.advice.primary;
  const ofDraft = isPromptless(outline);
  useCommand("run", () => primary && void act(primary).catch(sayTrouble), {
    enabled: !running && !ofDraft && primary !== undefined,
  });
  return (
    <aside className={cx(session["side"], classes["column"])} aria-label="Advice">
      <h2 className={classes["label"]}>What next</h2>
      {running ? (
        <p className={classes["why"]}>The round is being made. Advice comes when it is read.</p>
      ) : ofDraft ? (
        <DraftNext outline={outline} />
      ) : (
        primary && <Primary outline={outline} advice={primary} onAct={() => act(primary)} />
      )}
      {!running && !ofDraft && data && <Others report={data.advice} outline={outline} onAct={act} />}
      {!running && !ofDraft && outline.rounds.length > 0 && (
        <p className={classes["own"]}>
          <Button onPress={onCompose}>
            A change of your own <Key of="prompt" />
          </Button>
        </p>
      )}
      <Best outline={outline} />
    </aside>
  );
}

interface PrimaryProps {
  readonly outline: Outline;
  readonly advice: Advice;
  readonly onAct: () => Promise<void>;
}

function Primary({ outline, advice, onAct }: PrimaryProps) {
  const label = labelOf(outline, advice);
  return (
    <div className={classes["primary"]}>
      <p className={classes["why"]}>{advice.why}</p>
      {label !== undefined && (
        <p className={classes["go"]}>
          <Button kind="primary" onPress={onAct} waiting="Starting …">
            {label}
          </Button>
          <Key of="run" />
        </p>
      )}
      <Numbers outline={outline} advice={advice} />
      {advice.evidence.length > 0 && (
        <details className={classes["fold"]}>
          <summary>Why</summary>
          <ul>
            {advice.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Numbers({ outline, advice }: Pick<PrimaryProps, "outline" | "advice">) {
  const { data } = useEngines();
  const price = data?.engines.find(({ id }) => id === outline.session.engine)?.description?.price;
  if (advice.price < 1 && advice.gain === 0) return null;
  const pictures = advice.price < 1 ? `no new ${nounOf(outline)}` : plural(Math.round(advice.price), nounOf(outline));
  const cost = price && advice.price >= 1 ? `, ${costText(price, Math.round(advice.price))}` : "";
  return (
    <Tip
      text={`Gain: how much more of the brief the best ${nounOf(outline)} should show, of 1. It is worth doing while that exceeds its price.`}
    >
      <p className={classes["numbers"]}>
        {advice.gain > 0 && `gain ${oddsText(advice.gain)} · `}
        {pictures}
        {cost}
      </p>
    </Tip>
  );
}

interface OthersProps {
  readonly report: NonNullable<ReturnType<typeof useAdvice>["data"]>["advice"];
  readonly outline: Outline;
  readonly onAct: (advice: Advice) => Promise<void>;
}

const mostOthers = 6;

function Others({ report, outline, onAct }: OthersProps) {
  const others = report.alternatives.filter((advice) => labelOf(outline, advice) !== undefined).slice(0, mostOthers);
  return (
    <>
      {report.triggers.length > 0 && report.primary.action !== "restart" && (
        <ul className={classes["triggers"]}>
          {report.triggers.map((trigger) => (
            <li key={trigger}>{trigger}</li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details className={classes["fold"]}>
          <summary>Other ways</summary>
          <ul className={classes["others"]}>
            {others.map((advice, index) => (
              <li key={index}>
                <Button kind="plain" onPress={() => onAct(advice)}>
                  {labelOf(outline, advice)}
                </Button>
                <Numbers outline={outline} advice={advice} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What its button says; undefined where there is nothing to press. */
function labelOf(outline: Outline, { action, element, changes }: Advice): string | undefined {
  const statement = outline.session.brief.elements.find(({ id }) => id === element)?.statement ?? "";
  switch (action) {
    case "orient":
      return "Run it as written";
    case "fix":
      return changes.length > 1 ? `Try ${changes.length} changes side by side` : `Fix ${quoted(statement)}`;
    case "more-seeds":
      return isText(outline) ? "Write more takes" : "Draw more seeds";
    case "refine":
      return "Refine the best";
    case "final":
      return "Final pass";
    case "restart":
      return "Start over with what you know";
    case "deliver":
      return "Deliver";
    case "stop":
      return undefined;
  }
}

/** Does what is advised, exactly as it was advised, without waiting for its end. */
function useAct(outline: Outline) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const id = outline.session.id;
  return async (advice: Advice): Promise<void> => {
    switch (advice.action) {
      case "orient":
        await api.orient({ session: id, wait: false });
        break;
      case "fix": {
        const changes = advice.changes.map(({ change }) => change);
        await api.fix({
          session: id,
          ...(changes.length > 0 ? { changes } : { element: advice.element }),
          wait: false,
        });
        break;
      }
      case "more-seeds":
        await api.more({ session: id, wait: false });
        break;
      case "refine":
        return go(to.refine(id, outline.goesOn ?? ""));
      case "restart":
        return go(to.restart(id));
      case "final":
      case "deliver":
        return go(to.final(id));
      case "stop":
        return;
    }
    go(to.session(id));
    await queries.invalidateQueries({ queryKey: keys.session(id) });
  };
}

function Best({ outline }: { readonly outline: Outline }) {
  const [, go] = useLocation();
  const { best, goesOn, session: owner } = outline;
  const variation = variationOf(outline, best?.variation ?? null);
  if (!best || !variation) return null;
  return (
    <div className={classes["best"]}>
      <h2 className={classes["label"]}>{best.picked ? "Your pick" : "Best so far"}</h2>
      {variation.mediaType.startsWith("image/") && (
        <Picture
          className={classes["picture"] ?? ""}
          hash={variation.blob}
          alt="The best picture so far"
          width={variation.width}
          height={variation.height}
          shown={248}
        />
      )}
      <p className="quiet note">
        {isText(outline) && (
          <Link href={to.variation(owner.id, variation.round, variation.id)}>{takeName(outline, variation)}.</Link>
        )}{" "}
        {best.sentence}
      </p>
      <Button onPress={() => go(to.refine(owner.id, goesOn ?? variation.id))}>Keep everything the same, but …</Button>
    </div>
  );
}
