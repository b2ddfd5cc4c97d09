import { describe, expect, it } from "vitest";
import type { AdviceContext } from "./action-plans.ts";
import { type Advice, type AdviceReport, advise, pricePerPicture } from "./advice.ts";
import type { History } from "../../history.ts";
import { type RoundSketch, add, historyFrom, picturesFrom, verdictsFrom } from "../../testing/history.ts";

const elements = {
  pear: {},
  wood: { kind: "material" },
  left: { kind: "lighting", statement: "light from the left" },
} as const;
const proposal = (element: string, words: string, known?: readonly [number, number, number, number]) => ({
  change: add(element, words),
  source: "recipe",
  why: "",
  ...(known && { known }),
});
const context = (options: Partial<AdviceContext> = {}): AdviceContext => ({
  accuracy: () => ({ sensitivity: 0.97, specificity: 0.97, n: 400 }),
  proposals: [proposal("left", "hard light from the left"), proposal("left", "lit from the left side")],
  ...options,
});
const session = (...rounds: readonly RoundSketch[]): History => historyFrom({ elements, rounds });
const orientation = (answers: Readonly<Record<string, string>>): RoundSketch => ({
  kind: "orientation",
  arms: [{ pictures: picturesFrom(answers) }],
});
const missed = orientation({ pear: "pppp", wood: "pppp", left: "aaaa" });
const fix = (words: string, answers: Readonly<Record<string, string>>): RoundSketch => ({
  kind: "fix",
  parent: 0,
  arms: [{ change: add("left", words), pictures: picturesFrom(answers) }],
});
const everything = ({ primary, alternatives }: AdviceReport): readonly Advice[] => [primary, ...alternatives];
const find = (report: AdviceReport, action: string): Advice | undefined =>
  everything(report).find((advice) => advice.action === action);

describe("advice", () => {
  it("begins with an orientation", () =>
    expect(advise(session(), context()).primary).toMatchObject({ action: "orient", price: 4 }));

  it("asks for elements where the brief has none", () => {
    expect(advise(historyFrom({ elements: {}, rounds: [orientation({})] }), context()).primary.action).toBe("orient");
    const read = historyFrom({ elements: {}, rounds: [{ kind: "orientation", arms: [{ pictures: [{ seed: 1 }] }] }] });
    expect(advise(read, context()).primary).toMatchObject({
      action: "stop",
      why: expect.stringContaining("no elements"),
    });
  });

  it("draws no more for what nobody can read, and asks the person", () => {
    const { primary, alternatives } = advise(
      session(orientation({ pear: "pppp", wood: "????", left: "pppp" })),
      context(),
    );
    expect(primary).toMatchObject({ action: "stop", why: expect.stringContaining("Nobody here can read “wood”") });
    expect(alternatives.find(({ action }) => action === "more-seeds")?.gain ?? 0).toBeLessThan(0.05);
  });

  it("fixes a systematic miss with one change, and shows gain, price and index", () => {
    const { primary, best } = advise(session(missed), context());
    expect(primary).toMatchObject({
      action: "fix",
      element: "left",
      price: 3,
      changes: [{ element: "left", change: add("left", "hard light from the left") }],
    });
    expect(primary.gain).toBeGreaterThan(0.05);
    expect(primary.index).toBeGreaterThan(best?.value ?? 1);
    expect(primary.evidence.join(" ")).toMatch(/never heard “light from the left”: 0 of 4.*untried.*3 pictures/u);
  });

  it("takes the proposal that lessons speak for", () => {
    const proposals = [
      proposal("left", "hard light from the left"),
      proposal("left", "lit from the left side", [0, 9, 0, 1]),
    ];
    expect(advise(session(missed), context({ proposals })).primary.changes[0]?.change).toEqual(
      add("left", "lit from the left side"),
    );
  });

  it("does not repeat a change that was run, and stops when every proposal was", () => {
    const failed = fix("hard light from the left", { pear: "ppp", wood: "ppp", left: "aaa" });
    expect(advise(session(missed, failed), context()).primary.changes[0]?.change).toEqual(
      add("left", "lit from the left side"),
    );
    const again = fix("lit from the left side", { pear: "ppp", wood: "ppp", left: "aaa" });
    expect(
      everything(advise(session(missed, failed, again), context())).flatMap(({ action, changes }) =>
        action === "fix" ? changes : [],
      ),
    ).toEqual([]);
  });

  it("draws more seeds when a miss is chance and nobody has better words", () => {
    const mixed = orientation({ pear: "paaa", wood: "appp", left: "ppaa" });
    const report = advise(session(mixed), context({ proposals: [], without: ["fix", "refine"] }));
    expect(report.primary.action).toBe("more-seeds");
  });

  it("speaks of texts as texts", () => {
    const history = session(orientation({ pear: "paaa", wood: "appp", left: "ppaa" }));
    const brief = { ...history.session.brief, medium: "text" as const };
    const { primary } = advise(
      { ...history, session: { ...history.session, brief } },
      context({ proposals: [], without: ["fix", "refine"] }),
    );
    expect(primary.why).toMatch(/^Write three more takes: /u);
    expect(primary.evidence.join(" ")).toMatch(/for 3 texts;/u);
  });

  it("goes to the final pass when every must-have is in, then delivers, then is through", () => {
    const good = orientation({ pear: "pppp", wood: "pppp", left: "pppp" });
    expect(advise(session(good), context()).primary.action).toBe("final");
    const final: RoundSketch = {
      kind: "final",
      parent: 0,
      arms: [
        {
          change: { kind: "adjustment", element: null, adjustments: [{ kind: "contrast", amount: 0.1 }] },
          pictures: [{ seed: null, recipe: { source: "blob of round0arm0picture0" } }],
        },
      ],
    };
    const finished = session(good, final);
    expect(advise(finished, context()).primary.action).toBe("deliver");
    const delivery = {
      id: "d",
      session: "session",
      variation: "round1arm0picture0",
      folder: "out",
      files: [],
      createdAt: 0,
    };
    expect(advise({ ...finished, deliveries: [delivery] }, context()).primary).toMatchObject({
      action: "stop",
      why: "It is delivered.",
    });
  });

  it("follows a person's pick", () => {
    const pictures = verdictsFrom({ pear: "pa", wood: "aa", left: "aa" });
    const history = session({
      kind: "orientation",
      arms: [{ pictures: [pictures[0]!, { ...pictures[1]!, choice: "pick" }] }],
    });
    expect(advise(history, context()).primary).toMatchObject({
      action: "final",
      why: expect.stringContaining("You picked it"),
    });
  });

  it("stops when nothing is worth its price, and keeps the best", () => {
    const report = advise(session(missed), context({ patience: 0.5 }));
    expect(report.primary.action).toBe("stop");
    expect(report.primary.evidence.join(" ")).toContain("The next best is to fix one element");
  });

  it("offers a restart only after something was learned", () => {
    expect(find(advise(session(missed), context()), "restart")).toBeUndefined();
    expect(
      find(advise(session(missed, fix("hard light", { pear: "ppp", wood: "ppp", left: "aaa" })), context()), "restart"),
    ).toBeDefined();
  });

  it("opens arms side by side when misses outnumber the rounds left", () => {
    const all = Object.fromEntries(["a", "b", "c", "d"].map((id) => [id, { kind: "colour" as const }]));
    const history = historyFrom({
      elements: all,
      rounds: [orientation({ a: "aaaa", b: "aaaa", c: "aaaa", d: "aaaa" })],
    });
    const proposals = Object.keys(all).map((id) => proposal(id, `more ${id}`));
    const report = advise(history, context({ proposals, without: ["restart"] }));
    expect(report.primary.changes.length).toBeGreaterThan(1);
    expect(new Set(report.primary.changes.map(({ element }) => element)).size).toBe(report.primary.changes.length);
    expect(report.triggers.join(" ")).toContain("4 must-haves never came");
  });

  it("weighs a prompt written anew from two unheard must-haves on, and not for one", () => {
    const all = Object.fromEntries(["a", "b", "c"].map((id) => [id, { kind: "colour" as const }]));
    const proposals = Object.keys(all).map((id) => proposal(id, `more ${id}`));
    const restartsAfter = (reads: Readonly<Record<string, string>>) =>
      find(advise(historyFrom({ elements: all, rounds: [orientation(reads)] }), context({ proposals })), "restart");
    expect(restartsAfter({ a: "aaaa", b: "aaaa", c: "pppp" })).toBeDefined();
    expect(restartsAfter({ a: "aaaa", b: "pppp", c: "pppp" })).toBeUndefined();
  });
});

describe("the index", () => {
  it("falls as the price rises", () => {
    const indices = [52, 26, 13, 6, 3].map(
      (patience) => find(advise(session(missed), context({ patience })), "fix")?.index ?? Number.NaN,
    );
    expect(indices).toEqual(indices.toSorted((a, b) => b - a));
    expect(indices[0]).toBeGreaterThan(indices[4] ?? 1);
  });

  it("is the same for the same seed and in whatever order the elements stand", () => {
    const history = session(missed);
    const { brief } = history.session;
    const turned = {
      ...history,
      session: { ...history.session, brief: { ...brief, elements: brief.elements.toReversed() } },
    };
    const indices = (one: History): unknown =>
      everything(advise(one, context({ seed: 5 }))).map(({ action, index, gain }) => [action, index, gain]);
    expect(indices(turned)).toEqual(indices(history));
    expect(indices(history)).toEqual(indices(history));
  });

  it("gives every must-have the same patience, in short briefs and long ones", () => {
    const brief = (count: number): History =>
      historyFrom({
        elements: Object.fromEntries(Array.from({ length: count }, (_, index) => [`e${index}`, {}])),
        rounds: [],
      });
    expect(pricePerPicture(brief(1), 13)).toBeCloseTo(0.5 / 13, 12);
    expect(pricePerPicture(brief(2), 13)).toBeCloseTo(0.5 / 13, 12);
    expect(pricePerPicture(brief(10), 13)).toBeCloseTo(0.1 / 13, 12);
  });

  it("prices a computed adjustment under an image-to-image pass", () => {
    const adjust = {
      change: {
        kind: "adjustment" as const,
        element: "left",
        adjustments: [{ kind: "exposure" as const, stops: 0.5 }],
      },
      source: "adjust",
      why: "",
    };
    const edit = {
      change: { kind: "instruction" as const, element: "left", text: "light from the left", strength: 0.42 },
      source: "edit",
      why: "",
    };
    const price = (proposals: AdviceContext["proposals"]): number =>
      find(advise(session(missed), context({ proposals })), "refine")?.price ?? Number.NaN;
    expect(price([adjust])).toBeLessThan(1);
    expect(price([edit])).toBe(3);
  });
});
