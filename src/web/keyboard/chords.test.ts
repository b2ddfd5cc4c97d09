import { beforeAll, describe, expect, it } from "vitest";
import { chordOf, chordText } from "./chords.ts";

beforeAll(
  () => void Object.defineProperty(globalThis, "navigator", { value: { platform: "Linux" }, configurable: true }),
);

const press = (key: string, ...modifiers: readonly string[]) => ({
  key,
  ctrlKey: modifiers.includes("ctrl"),
  metaKey: modifiers.includes("meta"),
  altKey: modifiers.includes("alt"),
  shiftKey: modifiers.includes("shift"),
});

describe("chords", () => {
  it.each([
    [press("p"), "p"],
    [press("X", "shift"), "Shift+X"],
    [press("?", "shift"), "?"],
    [press("k", "ctrl"), "Mod+k"],
    [press("Z", "ctrl", "shift"), "Mod+Shift+z"],
    [press("Enter", "ctrl"), "Mod+Enter"],
    [press("ArrowLeft", "alt"), "Alt+ArrowLeft"],
    [press(" "), " "],
    [press("1"), "1"],
    [press("\\"), "\\"],
    [press("Shift", "shift"), ""],
  ])("%o is %s", (event, chord) => {
    expect(chordOf(event)).toBe(chord);
  });

  it.each([
    ["Mod+k", "Ctrl K"],
    [" ", "Space"],
    ["Alt+ArrowLeft", "Alt ←"],
    ["Mod++", "Ctrl +"],
    ["+", "+"],
    ["?", "?"],
  ])("%s reads %s", (chord, text) => {
    expect(chordText(chord)).toBe(text);
  });
});
