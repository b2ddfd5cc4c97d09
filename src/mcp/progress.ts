import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerContext } from "@modelcontextprotocol/server";
import type { LiveEvent } from "../core/events.ts";
import type { Studio } from "../core/studio.ts";
import { visible } from "./visible.ts";

const leastMilliseconds = 100;

/** Which tool call the running code belongs to: live events say their session, but a session may be worked on by several. */
const currentCall = new AsyncLocalStorage<symbol>();

/** Runs a call and, when the client asked for it, tells how far its variations are. */
export async function withProgress<T>(
  studio: Pick<Studio, "live" | "store" | "clock">,
  context: ServerContext,
  run: () => Promise<T>,
): Promise<T> {
  const progressToken = context.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return run();
  const call = Symbol("call");
  const count = createCount(studio);
  let last = -Infinity;
  const unsubscribe = studio.live.subscribe((event) => {
    if (event.type === "preview" || currentCall.getStore() !== call) return;
    const progress = event.type === "note" ? count.now() : count.add(event);
    if (event.type === "progress" && studio.clock.now() - last < leastMilliseconds) return;
    last = studio.clock.now();
    void context.mcpReq
      .notify({
        method: "notifications/progress",
        params: { progressToken, ...progress, message: visible(describe(event)) },
      })
      .catch(() => undefined);
  });
  try {
    return await currentCall.run(call, run);
  } finally {
    unsubscribe();
  }
}

type Step = Extract<LiveEvent, { type: "progress" | "slot" }>;

/** Variations done so far, parts included, of those that the rounds seen so far have. It never goes back. */
function createCount(studio: Pick<Studio, "store">) {
  const done = new Map<string, number>();
  const totals = new Map<string, number | undefined>();
  const learnTotal = async ({ session, round }: Step): Promise<void> => {
    totals.set(round, undefined);
    const { slots } = await studio.store.history(session);
    totals.set(round, slots.filter((slot) => slot.round === round).length);
  };
  const now = (): { progress: number; total?: number } => {
    const progress = sum([...done.values()]);
    const known = [...totals.values()].filter((total) => total !== undefined);
    return known.length === 0 || known.length < totals.size ? { progress } : { progress, total: sum(known) };
  };
  return {
    now,
    add(event: Step): ReturnType<typeof now> {
      if (!totals.has(event.round)) void learnTotal(event).catch(() => undefined);
      const fraction = event.type === "progress" ? event.fraction : event.state === "running" ? 0 : 1;
      done.set(event.slot, Math.max(fraction, done.get(event.slot) ?? 0));
      return now();
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function describe(event: Exclude<LiveEvent, { type: "preview" }>): string {
  if (event.type === "note") return event.text;
  const which = `variation ${event.position + 1}`;
  if (event.type === "slot") return `${which}: ${event.message ?? event.state}`;
  return `${which}: ${event.steps === undefined ? `${Math.round(event.fraction * 100)} %` : `step ${event.step} of ${event.steps}`}, ${event.seconds.toFixed(1)} s`;
}
