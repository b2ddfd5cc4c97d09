import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Element } from "../core/element.ts";
import { textElements } from "./text.ts";

describe("elements of a prompt for a text", () => {
  it("names each sentence, item and point with its kind", () => {
    const prompt =
      "Announce the bakery. Mention: opens 15 May, rye bread, and free coffee. Under 80 words; friendly tone.\n- Ask people to sign up";
    expect(textElements(prompt).map(({ kind, statement }) => `${kind}: ${statement}`)).toEqual([
      "point: Announce the bakery",
      "fact: opens 15 May",
      "point: rye bread",
      "point: free coffee",
      "length: Under 80 words",
      "tone: friendly tone",
      "call-to-action: Ask people to sign up",
    ]);
  });

  it("keeps decimals and addresses whole, and says where each element stands", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 200 }), fc.constant("It costs 3.50 at example.com. Go.")),
        (prompt) => {
          for (const element of textElements(prompt)) {
            expect(Element.safeParse(element).success).toBe(true);
            for (const { start, end } of element.words)
              expect(prompt.slice(start, end).trim()).toBe(element.statement.trim());
          }
        },
      ),
    );
    expect(textElements("It costs 3.50 at example.com. Go.").map(({ statement }) => statement)).toEqual([
      "It costs 3.50 at example.com",
      "Go",
    ]);
  });
});
