import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { keys, queryClient } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { perform } from "../undo.ts";
import classes from "./budget.module.css";

/** Micros of a US dollar; null is no limit. */
interface Limits {
  readonly perSession: number | null;
  readonly perDay: number | null;
}

/** How much may be spent at most, and what was spent today. Nothing that would cost more is begun. */
export function Budget() {
  const { data } = useQuery({ queryKey: keys.spending, queryFn: () => api.spending({}) });
  if (!data) return null;
  const { limits, today } = data;
  return <Form key={JSON.stringify(limits)} limits={limits} spent={today.micros} unknown={today.unknown} />;
}

interface FormProps {
  readonly limits: Limits;
  readonly spent: number;
  /** Calls whose cost nobody knows. */
  readonly unknown: number;
}

function Form({ limits, spent, unknown }: FormProps) {
  const [session, setSession] = useState(dollarsText(limits.perSession));
  const [day, setDay] = useState(dollarsText(limits.perDay));
  const next = { perSession: microsIn(session), perDay: microsIn(day) };
  const reason =
    next.perSession === undefined || next.perDay === undefined
      ? "A limit is an amount in US dollars, for example 2.50; empty is no limit."
      : undefined;
  const isChanged = next.perSession !== limits.perSession || next.perDay !== limits.perDay;
  const save = (): Promise<void> =>
    perform({
      said: "The limits are set.",
      redo: () => setLimits({ perSession: next.perSession ?? null, perDay: next.perDay ?? null }),
      undo: () => setLimits(limits),
    });
  return (
    <form className={classes["budget"]} aria-label="Budget" onSubmit={(event) => event.preventDefault()}>
      <p>
        <label>
          A session may cost at most $ <Amount value={session} onChange={setSession} />
        </label>
        <label>
          a day $ <Amount value={day} onChange={setDay} />
        </label>
        {isChanged && (
          <Button onPress={save} reason={reason} waiting="Setting …">
            Set
          </Button>
        )}
      </p>
      <p className="quiet note" role="status">
        {isChanged && reason !== undefined
          ? reason
          : `Spent today: $${(spent / 1e6).toFixed(2)}${unknown > 0 ? `, and ${unknown} calls whose cost nobody knows` : ""}. Nothing is begun that would go over a limit.`}
      </p>
    </form>
  );
}

const Amount = ({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) => (
  <input
    className={classes["amount"]}
    inputMode="decimal"
    placeholder="no limit"
    value={value}
    onChange={({ target }) => onChange(target.value)}
  />
);

/** Only where one is taken back all are, and the other is set again. */
async function setLimits({ perSession, perDay }: Limits): Promise<void> {
  if (perSession === null || perDay === null) await api.spending({ unlimited: true });
  if (perSession !== null || perDay !== null)
    await api.spending({
      ...(perSession === null ? {} : { perSession: perSession / 1e6 }),
      ...(perDay === null ? {} : { perDay: perDay / 1e6 }),
    });
  await queryClient.invalidateQueries({ queryKey: keys.spending });
}

const dollarsText = (micros: number | null): string => (micros === null ? "" : String(micros / 1e6));

/** undefined: not an amount. */
function microsIn(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d{1,6}(?:[.,]\d{1,4})?$/u.test(trimmed) ? Math.round(Number(trimmed.replace(",", ".")) * 1e6) : undefined;
}
