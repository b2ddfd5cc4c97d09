import { describe, expect, it } from "vitest";
import { retryAfterSeconds } from "./retry.ts";

const now = Date.parse("2026-11-23T12:00:00Z");

describe("how long a server asks to wait", () => {
  it.each([
    ["in seconds", { "retry-after": "12" }, 12],
    ["until a date", { "retry-after": "Mon, 23 Nov 2026 12:00:30 GMT" }, 30],
    ["until a date that is over", { "retry-after": "Mon, 23 Nov 2026 11:00:00 GMT" }, 0],
    ["in milliseconds, more exactly", { "retry-after-ms": "1500", "retry-after": "9" }, 1.5],
    ["as Azure says it", { "x-ms-retry-after-ms": "250" }, 0.25],
    ["in words", { "retry-after": "soon" }, undefined],
    ["not at all", {}, undefined],
    [
      "as OpenAI says it: the quota that is used up",
      {
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1m6s",
        "x-ratelimit-remaining-tokens": "9000",
        "x-ratelimit-reset-tokens": "6m0s",
      },
      66,
    ],
    ["in parts of a second", { "x-ratelimit-reset-requests": "850ms" }, 0.85],
    [
      "as Anthropic says it",
      {
        "anthropic-ratelimit-requests-remaining": "0",
        "anthropic-ratelimit-requests-reset": "2026-11-23T12:00:20Z",
        "anthropic-ratelimit-tokens-remaining": "5000",
        "anthropic-ratelimit-tokens-reset": "2026-11-23T12:05:00Z",
      },
      20,
    ],
    ["as the IETF's draft says it", { "ratelimit-remaining": "0", "ratelimit-reset": "7" }, 7],
    ["in seconds since 1970", { "x-ratelimit-reset": String(now / 1000 + 40) }, 40],
  ] as const)("%s", (_, headers, seconds) => {
    expect(retryAfterSeconds({ status: 429, headers: new Headers(headers) }, now)).toBe(seconds);
  });

  it.each([
    ["Google", { error: { code: 429, details: [{ "@type": "x" }, { retryDelay: "37s" }] } }, 37],
    ["Replicate", { detail: "Request was throttled.", status: 429, retry_after: 5 }, 5],
    ["nobody", { error: "too many" }, undefined],
    ["nobody, in another form", "busy", undefined],
  ])("as %s says it in the body", (_, body, seconds) => {
    expect(retryAfterSeconds({ status: 429, headers: new Headers(), body }, now)).toBe(seconds);
  });

  it("is not taken from the quotas of an answer that was no refusal for them", () => {
    const headers = new Headers({ "x-ratelimit-reset-requests": "6m0s" });
    expect(retryAfterSeconds({ status: 500, headers }, now)).toBeUndefined();
  });
});
