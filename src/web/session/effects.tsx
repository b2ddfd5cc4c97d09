import { api } from "../api.ts";
import { type Look, type Outline, type OutlineRound, useEngines } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Tip } from "../ui/tip.tsx";
import { capitalised, costText, cx, plural } from "../words.ts";
import { DialMoves, isDial } from "./dial-moves.tsx";
import { Bars, Interval } from "./effect-bars.tsx";
import { nounOf } from "./find.ts";
import { light } from "./lit.ts";
import classes from "./effects.module.css";

type ArmEffects = Look["effects"][number];
type Effect = ArmEffects["elements"][number];

interface EffectsProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly look: Look;
}

/** What each change did: its target first, then what it touched besides, in words with an interval; more seeds to be surer. */
export function Effects({ outline, round, look }: EffectsProps) {
  if (round.kind === "final") return null;
  return (
    <section className={classes["effects"]} aria-label="What the change did">
      {look.effects.map((arm) => (
        <ArmSection key={arm.arm} arm={arm} outline={outline} round={round} several={look.effects.length > 1} />
      ))}
    </section>
  );
}

interface ArmSectionProps {
  readonly arm: ArmEffects;
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly several: boolean;
}

function ArmSection({ arm, outline, round, several }: ArmSectionProps) {
  const target = arm.elements.filter((effect) => effect.target);
  const touched = arm.elements.filter(({ target: own, pairs }) => !own && pairs.fixed + pairs.broke > 0);
  const still = arm.elements.filter((effect) => !target.includes(effect) && !touched.includes(effect));
  const measured = arm.measured.filter(
    (one) => !isDial(one) && !one.withinNoise && (one.label === "likely" || one.label === "confirmed"),
  );
  return (
    <div className={classes["arm"]}>
      {several && <h2 className={classes["title"]}>{capitalised(arm.change)}</h2>}
      <ul>
        {[...target, ...touched].map((effect) => (
          <EffectLine key={effect.element} effect={effect} noise={arm.noise} />
        ))}
      </ul>
      <DialMoves measured={arm.measured} />
      {measured.length > 0 && (
        <p className={classes["measured"]}>
          Measured:{" "}
          {measured.map((effect, index) => (
            <span key={effect.quantity}>
              {index > 0 && ", "}
              <Tip text={capitalised(effect.sentence)}>
                <span className={classes["quantity"]}>
                  {effect.quantity} {short(effect.before)} → {short(effect.after)} {effect.unit}
                </span>
              </Tip>
            </span>
          ))}
          .
        </p>
      )}
      <p className={classes["still"]}>
        {still.length > 0 && `${capitalised(plural(still.length, "other element"))}: no ${nounOf(outline)} changed. `}
        {round.kind === "fix" && <MoreSeeds arm={arm} outline={outline} round={round} />}
      </p>
    </div>
  );
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

function EffectLine({ effect, noise }: { readonly effect: Effect; readonly noise: ArmEffects["noise"] }) {
  const number = `Difference ${effect.difference.toFixed(2)}, 90 % interval ${effect.interval90.map((end) => end.toFixed(2)).join(" to ")}, from ${plural(effect.n, effect.prefix === "unpaired" ? "variation" : "pair")}; the sign is certain with ${effect.certainty.toFixed(2)}. ${noise ? `The shaded part is noise: neutral words alone break ${noise.breaks.toFixed(2)} and fix ${noise.luck.toFixed(2)}.` : "No placebo was run on this engine, so its noise is not known."}`;
  return (
    <li
      className={cx(classes["line"], effect.target && classes["target"])}
      onMouseEnter={() => light(effect.element)}
      onMouseLeave={() => light(undefined)}
    >
      <div>
        <p className={classes["statement"]}>{capitalised(effect.statement)}</p>
        <p className={classes["sentence"]}>{effect.sentence}</p>
      </div>
      <Tip text={number}>
        <div className={classes["drawing"]}>
          <Bars pairs={effect.pairs} />
          <Interval noise={noise} difference={effect.difference} interval={effect.interval90} target={effect.target} />
        </div>
      </Tip>
    </li>
  );
}

/** "+ seeds": what more would tell, and its price. */
function MoreSeeds({ arm, outline, round }: Omit<ArmSectionProps, "several">) {
  const { data } = useEngines();
  const engine = data?.engines.find(({ id }) => id === outline.session.engine)?.description;
  const [target] = arm.elements.filter((effect) => effect.target);
  const wanted = Math.min(8, target?.morePairs || 3);
  const seconds = round.variations.reduce((sum, one) => sum + one.seconds, 0) / Math.max(1, round.variations.length);
  const price = engine ? costText(engine.price, wanted * 2) : "";
  const time = seconds > 0 ? ` and about ${Math.max(1, Math.round(seconds * wanted * 2))} s` : "";
  const why =
    target?.morePairs && target.label !== "confirmed"
      ? `${plural(target.morePairs, "more pair")} would probably make it likely`
      : "More pairs make it surer";
  return (
    <Tip text={`${why}: ${plural(wanted * 2, nounOf(outline))}, ${price}${time}.`}>
      <Button
        kind="plain"
        onPress={() =>
          api.more({ session: outline.session.id, round: round.id, arm: arm.arm, count: wanted, wait: false })
        }
        waiting="planning …"
      >
        + {plural(wanted, "seed")}
      </Button>
    </Tip>
  );
}
