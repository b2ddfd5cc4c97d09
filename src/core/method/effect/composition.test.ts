import { describe, expect, it } from "vitest";
import { checkComposite } from "./composition.ts";

const share = (right: number, read: number) => ({ right, read });

describe("the winners of a round together", () => {
  it("add up when they give what the arms gave alone", () => {
    const found = checkComposite("left", share(0, 4), [share(4, 4), share(0, 4)], share(4, 4));
    expect(found).toMatchObject({ verdict: "additive", sentence: expect.stringContaining("They add up.") });
    expect(found.expected).toBeGreaterThan(0.6);
  });

  it("interact when together they lose what each kept", () => {
    const kept = share(30, 30);
    const found = checkComposite("pear", kept, [kept, kept], share(4, 30));
    expect(found).toMatchObject({ verdict: "worse together" });
    expect(found.sentence).toMatch(
      /came in 4 of 30; the two changes alone predicted \d+ to 30\. They are worse together\.$/u,
    );
  });

  it("may also help each other", () => {
    const missed = share(0, 30);
    expect(checkComposite("left", missed, [missed, missed], share(28, 30)).verdict).toBe("better together");
  });

  it("gives the same numbers for the same seed", () => {
    const once = () => checkComposite("pear", share(3, 4), [share(2, 4)], share(1, 3), 7);
    expect(once()).toEqual(once());
  });
});
