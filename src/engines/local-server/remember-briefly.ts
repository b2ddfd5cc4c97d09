/**
 * Asks once for all who ask within a moment. What a server can do may change while the program runs, so it is asked again, but
 * not for every picture of a round; what failed is never remembered.
 */
export function rememberBriefly<Value>(
  ask: (signal?: AbortSignal) => Promise<Value>,
  milliseconds = 2_000,
): (signal?: AbortSignal) => Promise<Value> {
  let remembered: { readonly value: Promise<Value>; readonly until: number } | undefined;
  return (signal) => {
    if (remembered && performance.now() < remembered.until) return remembered.value;
    const value = ask(signal);
    value.catch(() => (remembered = undefined));
    remembered = { value, until: performance.now() + milliseconds };
    return value;
  };
}
