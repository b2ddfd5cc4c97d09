import { describe, expect, it } from "vitest";
import { type CommandId, commands } from "./commands.ts";

const ids = Object.keys(commands) as CommandId[];
const overlap = (a: CommandId, b: CommandId): boolean =>
  commands[a].scope === commands[b].scope || [commands[a].scope, commands[b].scope].includes("anywhere" as never);

describe("the first keys", () => {
  it("never mean two things in one place", () => {
    const conflicts = ids.flatMap((a, i) =>
      ids
        .slice(i + 1)
        .filter(
          (b) => overlap(a, b) && commands[a].keys.some((key) => (commands[b].keys as readonly string[]).includes(key)),
        )
        .map((b) => `${a} and ${b}`),
    );
    expect(conflicts).toEqual([]);
  });
});
