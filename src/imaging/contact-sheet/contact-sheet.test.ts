import { describe, expect, it } from "vitest";
import { contactSheet } from "./contact-sheet.ts";
import { decodePicture } from "../files/decode.ts";
import type { Mark } from "./sheet-block.ts";
import { layOutSheet } from "./sheet-layout.ts";
import type { ContactSheetModel, SheetTile } from "./sheet-model.ts";
import { ballPicture, flatPicture } from "../testing.ts";
import { loadTypeface } from "./typeface.ts";

const faces = { regular: await loadTypeface(400), bold: await loadTypeface(600) };
const hostile = `</text></svg><script>alert("1")</script> & \u0000 ${"unbroken".repeat(24)} 梨 ${"many words ".repeat(16)}`;

const tile = (changed: Partial<SheetTile> = {}): SheetTile => ({
  picture: ballPicture(96, 96),
  name: "seed 11",
  state: "",
  picked: false,
  note: "",
  marks: [
    { statement: "a green pear", answer: "present" },
    { statement: "lit from the left", answer: "absent" },
    { statement: "a wooden table", answer: "unsure" },
  ],
  ...changed,
});
const model = (changed: Partial<ContactSheetModel> = {}): ContactSheetModel => ({
  overline: "Round 2 · fix",
  title: "add “hard light”",
  prompt: [
    { text: "a pear, ", changed: false },
    { text: "hard light", changed: true },
  ],
  rows: [
    {
      label: "",
      parent: tile({ name: "parent" }),
      tiles: [
        tile(),
        tile({ picked: true, state: "picked" }),
        tile({ picture: null, state: "failed", note: "It stopped." }),
      ],
    },
  ],
  sentences: ["Fixed in 2 of 2 pairs."],
  ...changed,
});

const models: readonly (readonly [string, ContactSheetModel])[] = [
  ["an ordinary round", model()],
  ["nothing at all", model({ overline: "", title: "", prompt: [], rows: [], sentences: [] })],
  [
    "hostile and endless texts",
    model({
      overline: hostile,
      title: hostile,
      prompt: [{ text: hostile, changed: true }],
      rows: [
        {
          label: hostile,
          parent: null,
          tiles: [
            tile({
              name: hostile,
              note: hostile,
              marks: [{ statement: hostile, answer: "absent" }],
            }),
          ],
        },
      ],
      sentences: [hostile],
    }),
  ],
  [
    "wide, tall and tiny pictures",
    model({
      rows: [
        {
          label: "",
          parent: tile({ picture: ballPicture(400, 50) }),
          tiles: [tile({ picture: ballPicture(20, 300) }), tile({ picture: flatPicture(1, 1, [9, 9, 9]) })],
        },
      ],
    }),
  ],
  [
    "more tiles than fit in a line",
    model({
      rows: [
        { label: "arm 1", parent: tile(), tiles: Array.from({ length: 11 }, () => tile()) },
        { label: "arm 2", parent: null, tiles: [tile()] },
      ],
    }),
  ],
];

describe("layOutSheet", () => {
  it.each(models)("keeps everything of %s on the sheet, and pictures apart", (_, sheet) => {
    const { width, height, marks } = layOutSheet(sheet, faces);
    expect([width % 8, height % 8]).toEqual([0, 0]);
    const boxes = marks.map((mark) => boxOf(mark));
    for (const box of boxes) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
      expect(box.bottom).toBeLessThanOrEqual(height);
    }
    const pictures = marks.filter(({ kind }) => kind === "picture").map(boxOf);
    for (const [i, a] of pictures.entries()) for (const b of pictures.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  });

  it("shows a control above its tile, and a turned answer as a turn", () => {
    const turned = tile({
      control: ballPicture(96, 96),
      marks: [
        { statement: "hard light", answer: "present", before: "absent" },
        { statement: "a pear", answer: "present", before: "present" },
      ],
    });
    const { marks } = layOutSheet(model({ rows: [{ label: "", parent: null, tiles: [turned, tile()] }] }), faces);
    const [control, own, beside] = marks.filter(({ kind }) => kind === "picture").map(boxOf);
    expect(control!.bottom).toBeLessThan(own!.top);
    expect(own!.top).toBe(beside!.top);
    const texts = marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
    expect(texts).toEqual(expect.arrayContaining(["before", "✗ →", "✓", "hard light", "a pear"]));
    expect(texts.filter((text) => text.includes("→"))).toHaveLength(1);
  });

  it("shows a 96-pixel picture at 256 or more", () => {
    const picture = layOutSheet(model(), faces).marks.find(({ kind }) => kind === "picture");
    expect(picture).toMatchObject({ width: 288, height: 288 });
  });

  it("uses the accent for the change alone", () => {
    const accents = layOutSheet(model(), faces).marks.filter((mark) => "ink" in mark && mark.ink === "accent");
    expect(accents).toEqual([expect.objectContaining({ text: "hard light" })]);
  });

  it("says each answer by a sign, its colour and its words", () => {
    const texts = layOutSheet(model({ rows: [{ label: "", parent: null, tiles: [tile()] }] }), faces).marks.flatMap(
      (mark) => (mark.kind === "text" ? [`${mark.ink} ${mark.text}`] : []),
    );
    expect(texts).toEqual(
      expect.arrayContaining(["right ✓", "quiet a green pear", "missed ✗", "text lit from the left", "quiet ?"]),
    );
  });
});

describe("contactSheet", () => {
  it.each(models)("draws %s as a PNG", async (_, sheet) => {
    const layout = layOutSheet(sheet, faces);
    const drawn = await decodePicture(await contactSheet(sheet, { scale: 1 }));
    expect(drawn).toMatchObject({ width: layout.width, height: layout.height, channels: 3 });
  });

  it("shows the pictures and the title in either theme, at twice the layout by default", async () => {
    const layout = layOutSheet(model(), faces);
    const place = layout.marks.find(({ kind }) => kind === "picture")! as Extract<Mark, { kind: "picture" }>;
    const [dark, paper] = await Promise.all(
      (["dark", "paper"] as const).map(async (theme) => decodePicture(await contactSheet(model(), { theme }))),
    );
    for (const sheet of [dark!, paper!]) {
      expect(sheet.width).toBe(2 * layout.width);
      const middle = ((2 * place.y + place.height) * sheet.width + 2 * place.x + place.width) * 3;
      expect(sheet.data[middle]).toBeGreaterThan(180);
    }
    expect(dark!.data[0]).toBeLessThan(60);
    expect(paper!.data[0]).toBeGreaterThan(230);
  });
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOf(mark: Mark): Box {
  if (mark.kind !== "text")
    return { left: mark.x, top: mark.y, right: mark.x + mark.width, bottom: mark.y + mark.height };
  const width = (mark.bold ? faces.bold : faces.regular).width(mark.text, mark.size);
  return {
    left: mark.x,
    top: mark.y - mark.size,
    right: mark.x + width,
    bottom: mark.y + mark.size * 0.4,
  };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
