import { type ComponentProps, type ReactNode, useState } from "react";
import { cx } from "../words.ts";
import { sayTrouble } from "./trouble.ts";
import classes from "./button.module.css";

interface ButtonProps extends Omit<ComponentProps<"button">, "onClick"> {
  /** `primary`: the one thing to do. `plain`: words that can be pressed. */
  readonly kind?: "primary" | "normal" | "plain";
  /** While a promise is open the button waits, and trouble is said. */
  readonly onPress?: (() => void | Promise<unknown>) | undefined;
  /** Said while it waits. */
  readonly waiting?: ReactNode;
  /** Why it cannot be pressed now; it stays readable and can be reached. */
  readonly reason?: string | undefined;
}

/** A button that says what it does, waits while it does it, and says why when it cannot. */
export function Button({ kind = "normal", onPress, waiting, reason, className, children, ...rest }: ButtonProps) {
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    if (busy || reason !== undefined) return;
    setBusy(true);
    try {
      await onPress?.();
    } catch (error) {
      sayTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      {...rest}
      className={cx(classes["button"], classes[kind], className)}
      aria-disabled={busy || reason !== undefined || undefined}
      aria-busy={busy || undefined}
      title={reason ?? rest.title}
      {...(onPress ? { onClick: () => void press() } : {})}
    >
      {busy && waiting !== undefined ? waiting : children}
    </button>
  );
}
