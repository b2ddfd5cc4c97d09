import { describe, expect, it } from "vitest";
import { Adjustment } from "../../core/recipe.ts";
import { understandAdjustment } from "./understand.ts";

const size = { width: 100, height: 100 };
const exposure = (stops: number) => ({ kind: "exposure", stops });
const temperature = (mired: number) => ({ kind: "temperature", mired });
const contrast = (amount: number) => ({ kind: "contrast", amount });
const saturation = (amount: number) => ({ kind: "saturation", amount });
const sharpen = (amount: number) => ({ kind: "sharpen", amount, radius: 1 });
const crop = (width: number, height: number) => ({
  kind: "crop",
  left: expect.closeTo((1 - width) / 2, 9),
  top: expect.closeTo((1 - height) / 2, 9),
  width,
  height,
});

describe("understandAdjustment", () => {
  it.each([
    ["Keep everything the same, but make it a little warmer", [temperature(20)]],
    ["keep everything the same but make it warmer.", [temperature(40)]],
    ["Keep everything else exactly the same, just make the light cooler", [temperature(-40)]],
    ["Make it much warmer, please", [temperature(80)]],
    ["warmer light", [temperature(40)]],
    ["the picture is a bit too cold", [temperature(20)]],
    ["a touch less yellow", [temperature(-20)]],
    ["make the whole image darker", [exposure(-0.67)]],
    ["Could you make it slightly brighter?", [exposure(0.33)]],
    ["It's too dark", [exposure(0.67)]],
    ["far too bright", [exposure(-1.33)]],
    ["half a stop brighter", [exposure(0.5)]],
    ["make it darker by 1 stop", [exposure(-1)]],
    ["0.3 EV brighter", [exposure(0.3)]],
    ["cooler by 30 mired", [temperature(-30)]],
    ["more contrast", [contrast(0.2)]],
    ["give it a little more contrast", [contrast(0.1)]],
    ["less contrast", [contrast(-0.2)]],
    ["20 % less saturated", [saturation(-0.2)]],
    ["make the colours less saturated", [saturation(-0.3)]],
    ["a lot more vivid", [saturation(0.5)]],
    ["make it black and white", [saturation(-1)]],
    ["Keep everything the same, but in black and white", [saturation(-1)]],
    ["b&w", [saturation(-1)]],
    ["sharper", [sharpen(0.8)]],
    ["it looks a bit too soft", [sharpen(0.4)]],
    ["crop tighter", [crop(0.8, 0.8)]],
    ["crop in a bit", [crop(0.9, 0.9)]],
    ["a slightly tighter crop", [crop(0.9, 0.9)]],
    ["crop to 4:5", [crop(0.8, 1)]],
    ["crop it to 16:9", [crop(1, 0.56)]],
    ["square crop", [crop(1, 1)]],
    ["make it a little warmer and crop to 4:5", [temperature(20), crop(0.8, 1)]],
    ["darker, with more contrast, and black and white", [exposure(-0.67), contrast(0.2), saturation(-1)]],
    ["Warmer. A bit sharper.", [temperature(40), sharpen(0.4)]],
  ])("%s", (sentence, expected) => {
    const understood = understandAdjustment(sentence, size);
    expect(understood).toEqual(expected);
    for (const adjustment of understood!) expect(Adjustment.safeParse(adjustment).success).toBe(true);
  });

  it.each([
    "make the background darker",
    "Keep everything the same, but make the background a little warmer",
    "make the pear sharper",
    "warm light from the left",
    "warmer light from the left",
    "soft light",
    "make the light softer",
    "add a lamp",
    "add a warmer lamp",
    "a brighter smile",
    "make her look less cold and more confident",
    "make it warmer and add a lamp",
    "don't make it warmer",
    "not so dark",
    "make it a warmer room",
    "a black and white cat",
    "paint the wall black and white",
    "darker wood",
    "more light from above",
    "crop out the lamp",
    "remove the colour chart",
    "crop to 4:0",
    "200 % more contrast",
    "9 stops brighter",
    "blurry stop brighter",
    "keep everything the same",
    "make it better",
    "",
    " . ",
  ])("leaves “%s” to a model", (sentence) => {
    expect(understandAdjustment(sentence, size)).toBeUndefined();
  });

  it("crops to a ratio from the size of the picture", () => {
    expect(understandAdjustment("crop to 4:5", { width: 1920, height: 1080 })).toEqual([crop(864 / 1920, 1)]);
  });
});
