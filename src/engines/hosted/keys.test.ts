import { describe, expect, it } from "vitest";
import { createKeys, howToGiveKey } from "./keys.ts";

describe("a key", () => {
  it("is the environment's, before the keychain is asked", async () => {
    const keys = createKeys({
      environment: { FAL_KEY: " from-environment " },
      run: () => Promise.reject(new Error("asked")),
    });
    expect(await keys.find("FAL_KEY")).toBe("from-environment");
  });

  it.each([
    ["darwin", "security find-generic-password -s samebut -a FAL_KEY -w"],
    ["linux", "secret-tool lookup service samebut account FAL_KEY"],
  ] as const)("is asked of the keychain of %s, once", async (platform, command) => {
    const asked: string[] = [];
    const run = async (program: string, args: readonly string[]): Promise<string> => {
      asked.push([program, ...args].join(" "));
      return "from-keychain\n";
    };
    const keys = createKeys({ environment: { FAL_KEY: "" }, platform, run });
    expect([await keys.find("FAL_KEY"), await keys.find("FAL_KEY")]).toEqual(["from-keychain", "from-keychain"]);
    expect(asked).toEqual([command]);
  });

  it.each(["linux", "win32"] as const)(
    "is missing on %s where nobody has it, and it is said how to give it",
    async (platform) => {
      const keys = createKeys({ environment: {}, platform, run: () => Promise.reject(new Error("no such program")) });
      expect(await keys.find("FAL_KEY")).toBeUndefined();
      expect(howToGiveKey("FAL_KEY", platform)).toContain("Set the environment variable FAL_KEY");
    },
  );
});
