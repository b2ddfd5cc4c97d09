import { expect, it } from "vitest";
import { fillRestartTemplate } from "./restart-template.ts";

it("fills the slots in the template's order and leaves out empty parts", () => {
  const template = "{lighting}; {count} {subject}; {style}; {quality}";
  expect(
    fillRestartTemplate(template, {
      subject: ["cats"],
      count: ["three"],
      lighting: ["soft light", "from the left"],
    }),
  ).toBe("soft light, from the left, three cats");
});

it("keeps words that look like a replacement pattern or a slot", () => {
  expect(fillRestartTemplate("{subject}", { subject: ["$& {style}"], style: ["x"] })).toBe("$& {style}");
});
