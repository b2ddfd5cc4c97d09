import type { Answer } from "../core/reading.ts";
import { type Markup, markup } from "./markup.ts";

const words: Readonly<Record<Answer, string>> = {
  present: "right",
  absent: "missed",
  unsure: "unsure",
};

/** A tick, a cross or a question mark with its word: colour never speaks alone. */
export function mark(answer: Answer | null): Markup {
  if (answer === null) return markup`<span class="mark none"><span class="word">not looked at</span></span>`;
  return markup`<span class="mark ${answer}">${signs[answer]}<span class="word">${words[answer]}</span></span>`;
}

/** The answer without the change and with it; once, where it is the same or only one is known. */
export function markPair(before: Answer | null, after: Answer | null): Markup {
  if (before === null || after === null || before === after) return mark(after);
  const arrow = markup`<span class="arrow" aria-hidden="true">→</span><span class="word"> before, now </span>`;
  return markup`<span class="pair"><span class="was">${mark(before)}</span>${arrow}${mark(after)}</span>`;
}

const signs: Readonly<Record<Answer, Markup>> = {
  present: markup`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M2.5 8.5l3.8 3.8 7.2-8.8" />
  </svg>`,
  absent: markup`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3.5 3.5l9 9m0-9l-9 9" />
  </svg>`,
  unsure: markup`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M5 5.6a3 3 0 1 1 4.4 2.6c-.9.5-1.4 1-1.4 2m0 2.6v.1" />
  </svg>`,
};
