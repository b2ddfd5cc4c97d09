import { describe, expect, it } from "vitest";
import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import type { LanguageModel } from "../core/language-model.ts";
import { createSpendingGuard } from "./spending-guard.ts";

const schema = z.object({});
const question = { instructions: "i", text: "t", schema, signal: new AbortController().signal };

/** A model at a price, held within a limit of the day. */
function held(price: number | null, perDay: number | null, spent = 0) {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const model: LanguageModel = {
    name: "A model",
    price: async () => price,
    async ask({ text, schema: form }) {
      asked.push(text);
      await new Promise<void>((resolve) => void answers.push(resolve));
      return form.parse({});
    },
  };
  const guard = createSpendingGuard({
    spending: { limits: async () => ({ perSession: null, perDay }) },
    store: { spentSince: async () => ({ micros: spent, unknown: 0 }) },
    clock: { now: () => 0 },
    written: async () => undefined,
  });
  return { model: guard(model), asked, answerAll: () => answers.splice(0).forEach((answer) => answer()) };
}

describe("a model that judges or proposes", () => {
  it.each([
    ["free", 0, 1, 1, true],
    ["without a limit", 500, null, 0, true],
    ["of unknown price without a limit", null, null, 0, true],
    ["within the limit", 500, 1000, 500, true],
    ["over the limit", 500, 1000, 501, false],
    ["of unknown price under a limit", null, 1000, 0, false],
  ] as const)("%s", async (_, price, perDay, spent, passes) => {
    const { model, asked, answerAll } = held(price, perDay, spent);
    const answer = model.ask(question).then(
      () => "answered",
      (error: unknown) => error,
    );
    if (passes) await expect.poll(() => asked).toEqual(["t"]);
    answerAll();
    if (passes) expect(await answer).toBe("answered");
    else {
      expect(await answer).toBeInstanceOf(StudioError);
      expect(await answer).toMatchObject({ code: "refused", message: expect.stringMatching(/A model was not asked/u) });
      expect(asked).toEqual([]);
    }
  });

  it("counts what is in flight: of three at once, only as many are asked as the limit has room for", async () => {
    const { model, asked, answerAll } = held(400, 1000);
    const answers = [1, 2, 3].map(() =>
      model.ask(question).then(
        () => "answered",
        () => "refused",
      ),
    );
    await expect.poll(() => asked).toHaveLength(2);
    answerAll();
    expect((await Promise.all(answers)).toSorted()).toEqual(["answered", "answered", "refused"]);
  });
});
