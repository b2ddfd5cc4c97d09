import { wordsOf } from "../api.ts";
import { Button } from "./button.tsx";
import classes from "./failure.module.css";

/** What could not be shown, why, and how to go on, in the place where it would have been. */
export function FailureNote({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => unknown) | undefined;
}) {
  const { message, hint } = wordsOf(error);
  return (
    <div className={classes["failure"]} role="alert">
      <p>{message}</p>
      {hint !== undefined && <p className="quiet">{hint}</p>}
      {onRetry && <Button onPress={async () => void (await onRetry())}>Try again</Button>}
    </div>
  );
}
