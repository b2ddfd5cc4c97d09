import { StudioError } from "../../core/errors.ts";

/** Refuses to call an account usable that holds nothing. */
export function requireCredits(provider: string, left: number, page: string): void {
  if (left > 0) return;
  throw new StudioError("refused", `${provider} knows the key, but the account has no credits left.`, {
    hint: `Buy some at ${page}.`,
  });
}
