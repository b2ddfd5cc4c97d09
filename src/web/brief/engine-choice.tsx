import { abilityWords } from "../engines/ability-words.ts";
import { Budget } from "../engines/budget.tsx";
import { useEngines } from "../queries.ts";
import { costText } from "../words.ts";
import classes from "./engine-choice.module.css";

interface EngineChoiceProps {
  readonly value: string;
  readonly onChange: (engine: string) => void;
  readonly makes?: "image" | "text";
}

/** Which engine makes it, what it is, what it can do and what a picture costs. */
export function EngineChoice({ value, onChange, makes = "image" }: EngineChoiceProps) {
  const { data } = useEngines();
  const engines = data?.engines ?? [];
  const usable = engines.filter(({ description }) =>
    description?.abilities.some((ability) => ability === (makes === "image" ? "text-to-image" : "text")),
  );
  const broken = engines.filter(({ description }) => description === null);
  const chosen = usable.find(({ id }) => id === value)?.description;
  return (
    <div className={classes["choice"]}>
      <label>
        on{" "}
        <select className={classes["select"]} value={value} onChange={({ target }) => onChange(target.value)}>
          {usable.map(({ id, description }) => (
            <option key={id} value={id}>
              {description?.title}
            </option>
          ))}
        </select>
      </label>
      {chosen && (
        <p className={classes["about"]}>
          {chosen.about} It {chosen.abilities.flatMap((ability) => abilityWords[ability] ?? []).join(", ")}.{" "}
          {chosen.price.micros === 0
            ? "It costs nothing."
            : `A ${makes === "image" ? "picture" : "text"}: ${costText(chosen.price)}.`}
        </p>
      )}
      {chosen && chosen.price.micros !== 0 && <Budget />}
      {broken.map(({ id, problem, hint }) => (
        <p key={id} className={classes["about"]}>
          {id} does not work now. {problem} {hint}
        </p>
      ))}
    </div>
  );
}
