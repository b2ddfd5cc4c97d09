import { describe, expect, it } from "vitest";
import { adviceIn, notesOf } from "./notes.ts";
import type { Place } from "./report.ts";

const place = (start: number, text: string, more: Partial<Place> = {}): Place => ({
  start,
  end: start + text.length,
  line: 1,
  column: start + 1,
  text,
  tendency: "padding",
  family: "wordy",
  rule: "wordy/in-order-to",
  severity: 2,
  why: "More words than the meaning needs.",
  suggestion: "to",
  ...more,
});

describe("notes on a text", () => {
  it("say what a place is, why, and what to do", () => {
    const [note] = notesOf({ spans: [place(3, "in order to")], unsupported: [] });
    expect(note).toMatchObject({ id: 1, title: "Padding: long turns", words: "in order to" });
    expect(adviceIn(note!)).toBe("“to” does the same.");
  });

  it("put what is not in the brief before how it is worded", () => {
    const number = {
      start: 10,
      end: 14,
      line: 1,
      column: 11,
      kind: "number" as const,
      text: "40 %",
      sentence: "Not in your brief.",
    };
    const notes = notesOf({ spans: [place(8, "of 40 % or so")], unsupported: [number] });
    expect(notes.map(({ kind }) => kind)).toEqual(["invented"]);
  });

  it.each([
    ["uncertainty", null, "Shown, never held against the text."],
    ["corporate", null, "Only the writer knows what belongs here."],
    ["hedging", "", "It can go."],
  ] as const)("never calls honest uncertainty a fault: %s", (kind, suggestion, said) => {
    expect(adviceIn({ kind, suggestion })).toBe(said);
  });
});
