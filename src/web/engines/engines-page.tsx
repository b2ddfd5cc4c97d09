import { useEngines } from "../queries.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Budget } from "./budget.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { EngineEntry } from "./engine-entry.tsx";
import { FoundServers } from "./found-servers.tsx";
import classes from "./engines.module.css";

/** What makes the pictures and texts: what each can do, what it costs, whether it works, and how to connect more. */
export function EnginesPage() {
  const { data, error, refetch } = useEngines();
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the engines" />;
  return (
    <main id="main" className={classes["page"]}>
      <h1>Engines</h1>
      <p className={classes["lead"]}>What makes your pictures and texts. One works offline from the start.</p>
      <div className={classes["columns"]}>
        <ul className={classes["list"]} aria-label="Connected engines">
          {data.engines.map((engine) => (
            <EngineEntry key={engine.id} engine={engine} />
          ))}
        </ul>
        <div className={classes["more"]}>
          <FoundServers />
          <ConnectForm kinds={data.kinds} />
          <section className={classes["section"]}>
            <h2>Budget</h2>
            <Budget />
          </section>
        </div>
      </div>
    </main>
  );
}
