import type { useQuery } from "@tanstack/react-query";
import { type Output, wordsOf } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import type { Outline, OutlineVariation } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { costText, cx, plural } from "../words.ts";
import { DetailChoice, Enlarging } from "./detail-choice.tsx";
import { FramingChoice } from "./framing-choice.tsx";
import { type PassSettings, sizeText } from "./settings.ts";
import { TargetChoice } from "./target-choice.tsx";
import type { PassPlan } from "./use-passes.ts";
import classes from "./final.module.css";

interface MakingProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  /** The session's. */
  readonly engine: string;
  readonly settings: PassSettings;
  readonly onChange: (settings: PassSettings) => void;
  readonly plan: ReturnType<typeof useQuery<Output<"finish">>>;
  /** A pass was made before: what is chosen here folds away. */
  readonly again: boolean;
  readonly running: boolean;
  readonly onRun: () => Promise<void>;
  readonly onProof: () => Promise<void>;
}

/** Everything that is chosen before a pass, what it takes, and why it cannot be made when it cannot. */
export function Making({ again, ...rest }: MakingProps) {
  if (!again) return <Choices {...rest} again={false} />;
  return (
    <details className={classes["again"]}>
      <summary>Make it again, otherwise</summary>
      <Choices {...rest} again />
    </details>
  );
}

function Choices({ outline, source, engine, settings, onChange, plan, again, running, onRun, onProof }: MakingProps) {
  const { data, error } = plan;
  const trouble = error ? wordsOf(error) : undefined;
  const reasons = trouble ? [[trouble.message, trouble.hint].filter(Boolean).join(" ")] : (data?.plan?.reasons ?? []);
  const reason = running ? "A final pass is running." : reasons[0];
  useCommand("run", () => void (reason === undefined && onRun().catch(sayTrouble)), { enabled: !again });
  return (
    <div className={classes["choices"]}>
      <TargetChoice
        source={{ width: source.width ?? 1, height: source.height ?? 1 }}
        wanted={outline.session.brief.target.size}
        value={settings.target}
        onChange={(target) => onChange({ ...settings, target })}
      />
      {data?.plan?.reshaped && (
        <FramingChoice
          pictures={data.pictures}
          value={settings.fit}
          onChange={(fit) => onChange({ ...settings, fit })}
        />
      )}
      <DetailChoice sessionEngine={engine} settings={settings} onChange={onChange} onProof={onProof} reason={reason} />
      <Enlarging settings={settings} onChange={onChange} />
      {reasons.length > 0 && (
        <ul className={classes["reasons"]} role="status">
          {reasons.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p className={cx(classes["go"], classes["always"])}>
        <Button kind={again ? "normal" : "primary"} onPress={onRun} reason={reason} waiting="Making it …">
          Make it
        </Button>
        <span className="quiet note">
          {data?.plan && !trouble && planWords(data.plan)} {!again && <Key of="run" />}
        </span>
      </p>
    </div>
  );
}

function planWords({ target, tiles, price }: PassPlan): string {
  const cost = costText(price ?? { micros: null, currency: "" });
  return `${sizeText(target)}${tiles > 0 ? `, ${plural(tiles, "tile")}` : ""}, ${cost}`;
}
