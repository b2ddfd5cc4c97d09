import { expect, it } from "vitest";
import { textOfPreview } from "./preview.ts";

const address = (text: string, type = "text/plain"): string =>
  `data:${type};base64,${Buffer.from(text).toString("base64")}`;

it("reads what is written so far, in any script", () => {
  expect(textOfPreview(address("Der Bäcker öffnet um 9 – 你好 😀"))).toBe("Der Bäcker öffnet um 9 – 你好 😀");
});

it("leaves pictures alone", () => {
  expect(textOfPreview(address("png", "image/png"))).toBeUndefined();
  expect(textOfPreview(undefined)).toBeUndefined();
});
