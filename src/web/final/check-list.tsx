import { Mark } from "../ui/mark.tsx";
import { capitalised } from "../words.ts";
import type { Gate } from "./use-passes.ts";
import classes from "./check-list.module.css";

/** What stands in its list first: faults, then what was not measured. */
export const faultsOf = ({ checks }: Gate): Gate["checks"] => checks.filter(({ passed }) => !passed);

/** What the final check found: every fault with its place, what nobody measured, and the rest folded with its numbers. */
export function CheckList({ gate, of = "picture" }: { readonly gate: Gate; readonly of?: "picture" | "text" }) {
  const faults = faultsOf(gate);
  const unmeasured = gate.checks.filter(({ passed, value }) => passed && value === null);
  const good = gate.checks.filter(({ passed, value }) => passed && value !== null);
  return (
    <section className={classes["check"]} aria-label="The final check">
      <p className={classes["verdict"]} role="status">
        <Mark kind={gate.passed ? "right" : "missed"} />
        <strong>{gate.passed ? `It is still the approved ${of}.` : `It is not quite the approved ${of}.`}</strong>
      </p>
      {faults.length > 0 && (
        <ol className={classes["faults"]}>
          {faults.map(({ name, sentence }) => (
            <li key={name}>{sentence}</li>
          ))}
        </ol>
      )}
      {unmeasured.map(({ name, sentence }) => (
        <p key={name} className={classes["unmeasured"]}>
          <Mark kind="unsure" />
          <span>{sentence}</span>
        </p>
      ))}
      <details className={classes["good"]}>
        <summary>{good.length} checks passed</summary>
        <ul>
          {good.map(({ name, sentence }) => (
            <li key={name}>{capitalised(sentence)}</li>
          ))}
          {gate.similarity !== null && gate.meanDifference !== null && (
            <li>
              Shrunk back to the approved size: SSIM {gate.similarity.toFixed(3)} (1 is equal), ΔE2000{" "}
              {gate.meanDifference.toFixed(2)} on average (1 is just seen).
            </li>
          )}
        </ul>
      </details>
    </section>
  );
}
