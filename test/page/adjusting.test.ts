import { describe, expect, it } from "vitest";
import { adjustDeep } from "../../src/engines/adjust/apply-adjustments.ts";
import { deepOf, shallow } from "../../src/imaging/deep-picture.ts";
import type { Picture } from "../../src/imaging/picture.ts";
import { noResources } from "../../src/pixels/adjust.ts";
import { cropRows, pixelBox } from "../../src/pixels/crop.ts";
import { parseCube } from "../../src/pixels/cube.ts";
import { groups } from "../../src/web/refine/controls.ts";
import { bytesOf, previewOf, rowsOf } from "../../src/web/refine/preview.ts";
import { type Amounts, adjustmentsOf, chosenLook, planOf, untouched } from "../../src/web/refine/settings.ts";

const [width, height] = [60, 44];

/** Every level of every channel, with edges, in a picture of some noise. */
const picture: Picture = {
  width,
  height,
  channels: 3,
  data: Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => (((i / 3) % width) * 4 + ((i * 7919) % 23) + (i % 3) * 40 + (i > width * 66 ? 90 : 0)) % 256,
  ),
};
const canvas = {
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : picture.data[Math.floor(i / 4) * 3 + (i % 4)]!,
  ),
};

const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `${(i >> 1) & 1} ${i & 1} ${((i >> 2) & 1) * 0.8}`);
const swapped = parseCube(`LUT_3D_SIZE 2\n${corners.join("\n")}`);
const look = { name: "swapped.cube", file: new File([], "swapped.cube"), cube: swapped };
const box = { left: 0.2, top: 0.1, width: 0.5, height: 0.75 };
const much = { exposure: 0.4, temperature: 30, tint: 0.1, darks: 0.1, shadowAmount: 0.3, denoise: 0.4 };

type Case = readonly [string, Partial<Amounts>, { readonly look?: typeof look; readonly crop?: typeof box }];
const cases: readonly Case[] = [
  ...groups.flatMap(({ controls }) =>
    controls.flatMap(({ name, label, minimum, maximum }): readonly Case[] => [
      [`${label} at its least`, { [name]: minimum }, {}],
      [`${label} at its most`, { [name]: maximum }, {}],
    ]),
  ),
  ["a look", { lookAmount: 0.7 }, { look }],
  ["a quarter turn", { quarters: 1 }, {}],
  ["three quarters", { quarters: 3 }, {}],
  ["detail inside a crop", { sharpen: 1, vignette: 0.6, grain: 0.5 }, { crop: box }],
  ["everything at once", { ...much, quarters: 1, straighten: 3, sharpen: 0.5, grain: 0.2 }, { look, crop: box }],
];

/** What the page shows while a slider moves is what the file gets when it is let go. */
describe("the live adjustments of the page", () => {
  it.each(cases)("are the file's: %s", (_, amounts, { look: chosen, crop }) => {
    const plan = planOf({ amounts: { ...untouched.amounts, ...amounts }, look: chosen }, crop);
    const cubes = new Map([[chosenLook, swapped]]);
    const shown = previewOf(rowsOf(canvas), plan, { ...noResources, cubes });
    const seen = crop ? cropRows(shown, pixelBox(crop, shown)) : shown;
    const file = shallow(adjustDeep(deepOf(picture, 8), adjustmentsOf(plan), { cubes, masks: new Map() }));
    expect([seen.width, seen.height]).toEqual([file.width, file.height]);
    const bytes = bytesOf(seen).filter((_value, i) => i % 4 !== 3);
    const worst = bytes.reduce((most, value, i) => Math.max(most, Math.abs(value - file.data[i]!)), 0);
    expect(worst, "levels of 255").toBeLessThanOrEqual(1);
  });

  it("change the picture wherever a slider is moved", () => {
    const before = bytesOf(rowsOf(canvas));
    for (const { name, maximum } of groups.flatMap(({ controls }) => controls)) {
      if (/Hue|lookAmount/u.test(name)) continue;
      const plan = planOf({ amounts: { ...untouched.amounts, [name]: maximum }, look: undefined }, undefined);
      expect(bytesOf(previewOf(rowsOf(canvas), plan, noResources)), name).not.toEqual(before);
    }
  });
});
