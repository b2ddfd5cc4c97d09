import { expect } from "vitest";
import { type EngineCheck, failureOf, generate, outputOf, run } from "./bench.ts";

export const stopChecks: readonly EngineCheck[] = [
  {
    name: "does not start when it is stopped already",
    async run(bench) {
      const error = await failureOf(() => run(bench, {}, { signal: AbortSignal.abort() }));
      expect(error.code).toBe("cancelled");
    },
  },
  {
    name: "stops soon when it is stopped on the way",
    async run(bench) {
      const stop = new AbortController();
      const seen: string[] = [];
      const error = await failureOf(async () => {
        for await (const event of generate(bench, {}, { signal: stop.signal })) {
          seen.push(event.type);
          stop.abort();
        }
      }).catch((unstopped: unknown) => unstopped);
      if (seen[0] === "output") return "it is done at once";
      expect(seen).not.toContain("output");
      expect(error).toMatchObject({ code: "cancelled" });
    },
  },
  {
    name: "goes on with the next after somebody stopped listening",
    async run(bench) {
      for await (const event of generate(bench, {})) if (event) break;
      outputOf(await run(bench, {}));
    },
  },
];
