import { describe, expect, it } from "vitest";
import { linearOfByte, luminance } from "../imaging/colour.ts";
import { styles } from "./styles.ts";

describe("the colours", () => {
  const themes = [...styles.matchAll(/:root\{(?<rules>[^}]*)\}/gu)].map(
    ({ groups }) =>
      new Map(
        [...groups!["rules"]!.matchAll(/--(?<name>\w+):#(?<colour>[0-9a-f]{3,6})/gu)].map((match) => [
          match.groups!["name"]!,
          match.groups!["colour"]!,
        ]),
      ),
  );
  const names = ["light", "dark", "print"];

  it.each(themes.map((theme, i) => [names[i], theme] as const))("can be read in %s: at least 4.5 to 1", (_, theme) => {
    for (const name of ["text", "quiet", "amber", "right", "missed"]) {
      expect(contrast(theme.get(name)!, theme.get("ground")!)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("are there for light, dark and print", () => expect(themes).toHaveLength(3));
});

function contrast(first: string, second: string): number {
  const light = (colour: string): number => {
    const full = colour.length === 3 ? colour.replace(/./gu, "$&$&") : colour;
    const [r, g, b] = [0, 2, 4].map((at) => linearOfByte[Number.parseInt(full.slice(at, at + 2), 16)]!);
    return luminance(r!, g!, b!);
  };
  const [high, low] = [light(first), light(second)].toSorted((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}
