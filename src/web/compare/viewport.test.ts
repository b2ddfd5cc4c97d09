import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Extent, frameOf, greatestZoom, panBy, wholePicture, zoomAt } from "./viewport.ts";

const picture: Extent = { width: 400, height: 200 };
const pane: Extent = { width: 800, height: 600 };

const extents = fc.record({ width: fc.integer({ min: 16, max: 8000 }), height: fc.integer({ min: 16, max: 8000 }) });
const views = fc.record({
  zoom: fc.option(fc.double({ min: 0.05, max: 8, noNaN: true })),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe("the shared viewport", () => {
  it.each([
    ["fits the whole picture", wholePicture, { scale: 1.92, left: 16, top: 108 }],
    ["centres a picture smaller than the pane", { zoom: 1, x: 0, y: 1 }, { scale: 1, left: 200, top: 200 }],
    ["keeps the left edge at the pane's", { zoom: 4, x: 0, y: 0.5 }, { scale: 4, left: 0, top: -100 }],
    ["keeps the right edge at the pane's", { zoom: 4, x: 1, y: 0.5 }, { scale: 4, left: -800, top: -100 }],
  ])("%s", (_, view, expected) => {
    expect(frameOf(view, picture, pane)).toMatchObject(expected);
  });

  it("leaves what is under the pointer where it is, unless an edge forbids it", () => {
    const view = { zoom: 4, x: 0.5, y: 0.5 };
    const at = { left: 300, top: 250 };
    const before = frameOf(view, picture, pane);
    const after = frameOf(zoomAt(view, 1.5, at, picture, pane), picture, pane);
    expect((at.left - after.left) / after.width).toBeCloseTo((at.left - before.left) / before.width, 10);
    expect((at.top - after.top) / after.height).toBeCloseTo((at.top - before.top) / before.height, 10);
  });

  it("stops at 800 %", () => {
    expect(zoomAt({ zoom: 7, x: 0.5, y: 0.5 }, 10, { left: 0, top: 0 }, picture, pane).zoom).toBe(greatestZoom);
  });

  it("moves with the hand", () => {
    const view = { zoom: 4, x: 0.5, y: 0.5 };
    const before = frameOf(view, picture, pane);
    const after = frameOf(panBy(view, { left: 30, top: -20 }, picture, pane), picture, pane);
    expect([after.left - before.left, after.top - before.top]).toEqual([30, -20]);
  });

  it("never shows a gap on one side while the other is hidden", () => {
    fc.assert(
      fc.property(views, extents, extents, (view, size, room) => {
        const frame = frameOf(view, size, room);
        const gaps = [frame.left, room.width - frame.left - frame.width];
        expect(gaps[0]! > 1e-6 && gaps[1]! < -1e-6).toBe(false);
        expect(gaps[0]! < -1e-6 && gaps[1]! > 1e-6).toBe(false);
      }),
    );
  });

  it("dragging there and back ends where it began once inside the edges", () => {
    fc.assert(
      fc.property(views, extents, fc.integer({ min: -200, max: 200 }), (view, size, by) => {
        const start = panBy(view, { left: 0, top: 0 }, size, pane);
        const there = panBy(start, { left: by, top: 0 }, size, pane);
        const moved = frameOf(there, size, pane).left - frameOf(start, size, pane).left;
        const back = panBy(there, { left: -moved, top: 0 }, size, pane);
        expect(back.x).toBeCloseTo(start.x, 6);
      }),
    );
  });
});
