import { useState } from "react";
import { api } from "../api.ts";
import { type EngineRow, keys, queryClient } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { capitalised, costText, listed } from "../words.ts";
import { abilityWords } from "./ability-words.ts";
import classes from "./engines.module.css";

/** One engine: what it is, what it can do, what it costs; a test that calls it for real. */
export function EngineEntry({ engine }: { readonly engine: EngineRow }) {
  const { id, description, problem, hint, connected } = engine;
  const [result, setResult] = useState<string>();
  const test = async (): Promise<void> => {
    setResult(undefined);
    setResult((await api["test-engine"]({ id })).summary);
  };
  const remove = async (): Promise<void> => {
    await api["remove-engine"]({ id });
    await queryClient.invalidateQueries({ queryKey: keys.engines });
  };
  return (
    <li className={classes["engine"]}>
      <h2>
        {description?.title ?? id} <span className={classes["id"]}>{id}</span>
      </h2>
      {description ? (
        <Description description={description} />
      ) : (
        <p role="status">
          Does not work now. {problem} {hint}
        </p>
      )}
      <div className={classes["actions"]}>
        <Button onPress={test} waiting="Testing …">
          Test
        </Button>
        {connected && (
          <Button kind="plain" onPress={remove} waiting="Taking it out …">
            Take it out
          </Button>
        )}
        {result !== undefined && <output className="note">{result}</output>}
      </div>
    </li>
  );
}

function Description({ description }: { readonly description: NonNullable<EngineRow["description"]> }) {
  const { about, abilities, sizes, price, makes, concurrency, idempotent } = description;
  const can = abilities.flatMap((ability) => abilityWords[ability] ?? []);
  return (
    <>
      <p>{about}</p>
      <dl className={classes["facts"]}>
        <dt>Can</dt>
        <dd>{can.length > 0 ? `${capitalised(listed(can))}.` : "Nothing yet."}</dd>
        {makes === "image" && (
          <>
            <dt>Sizes</dt>
            <dd>{sizes === "any" ? "Any" : sizes.map(({ width, height }) => `${width} × ${height}`).join(", ")}</dd>
          </>
        )}
        <dt>Price</dt>
        <dd>
          {price.micros === 0 ? "Free" : `${capitalised(costText(price))}${price.micros === null ? "" : " each"}`}
        </dd>
        <dt>At once</dt>
        <dd>{concurrency}</dd>
        {abilities.includes("text-to-image") && (
          <>
            <dt>Seeds</dt>
            <dd>
              {abilities.includes("seeds")
                ? "The same seed makes the same picture: effects are paired."
                : "None: effects are unpaired, and wider."}
            </dd>
          </>
        )}
        {price.micros !== 0 && (
          <>
            <dt>After a crash</dt>
            <dd>
              {idempotent ? "Asks again without paying twice." : "Asks you first: it may have been paid for already."}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
