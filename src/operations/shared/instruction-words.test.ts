import { expect, it } from "vitest";
import { plainInstruction } from "./instruction-words.ts";

it.each([
  ["keep everything the same, but make the light warmer", "make the light warmer"],
  ["Keep everything the same but … darker", "darker"],
  ["please keep everything else the same, only crop tighter", "crop tighter"],
  ["leave the rest as it is, just warmer", "warmer"],
  ["Keep all unchanged except the background: make it darker", "the background: make it darker"],
  ["make the light warmer", "make the light warmer"],
  ["keep the pear", "keep the pear"],
  ["keep everything the same", "keep everything the same"],
])("%j asks for %j", (instruction, plain) => {
  expect(plainInstruction(instruction)).toBe(plain);
});
