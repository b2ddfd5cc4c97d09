import type { Brief } from "../../core/brief.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Reading } from "../../core/reading.ts";
import type { Attempt, Session } from "../../core/session.ts";
import type { Claim, ClaimOptions, Outcome, PlannedRound, Store } from "../../core/store.ts";
import type { Variation } from "../../core/variation.ts";
import { sha256 } from "../row-hash.ts";

/** Small rows with readable ids, for tests of whatever keeps them. */
export const sampleBrief = (prompt = "a green pear"): Brief => ({
  prompt,
  negativePrompt: "",
  medium: "image",
  elements: [
    {
      id: "pear",
      kind: "subject",
      statement: "a pear",
      question: "Is it a pear?",
      importance: "must",
      words: [],
    },
  ],
  references: [],
  target: { format: "png" },
  judge: null,
});

export const sampleSession = (id = "session-1"): Omit<Session, "head"> => ({
  id,
  title: "Pear “à la façon” 🍐",
  engine: "scripted",
  brief: sampleBrief(),
  createdAt: 1_000,
});

export const sampleAttempt = (session = "session-1", ordinal = 1): Attempt => ({
  id: `${session}-attempt-${ordinal}`,
  session,
  ordinal,
  prompt: "a green pear",
  reason: ordinal === 1 ? "" : "The light was wrong in every round.",
  createdAt: 1_000 + ordinal,
});

export const sampleRecipe = (seed: number): Recipe => ({
  engine: "scripted",
  fingerprint: "scripted-1",
  prompt: "a green pear",
  negativePrompt: "",
  seed,
  size: { width: 64, height: 48 },
  steps: 20,
  guidance: 4.5,
  sampler: null,
  strength: null,
  source: null,
  mask: null,
  instruction: null,
  adjustments: [],
  variation: null,
  window: null,
  settings: {},
});

/** An orientation with one arm and `count` slots. */
export function samplePlan(count: number, session = "session-1", ordinal = 1, name = "round"): PlannedRound {
  const id = `${session}-${name}-${ordinal}`;
  const arm = { id: `${id}-arm`, round: id, ordinal: 1, change: null, confounded: false };
  const round = {
    id,
    attempt: `${session}-attempt-1`,
    session,
    ordinal,
    kind: "orientation" as const,
    parent: null,
    createdAt: 2_000 + ordinal,
  };
  const slots = Array.from({ length: count }, (_, position) => ({
    id: `${id}-slot-${position}`,
    arm: arm.id,
    round: id,
    session,
    position,
    recipe: sampleRecipe(position),
    control: null,
    state: "ready" as const,
    calls: 0,
    variation: null,
    failure: null,
  }));
  return { round, arms: [arm], slots };
}

export const sampleOutcome = (content: string): Outcome => ({
  blob: { hash: sha256(content), mediaType: "image/png", bytes: content.length },
  width: 64,
  height: 48,
  warnings: [{ setting: "steps", message: "The engine made 18." }],
  seconds: 1.25,
  cost: { micros: 40_000, currency: "USD" },
});

export const sampleReading = (blob: string, subject = "element:a pear"): Reading => ({
  blob,
  reader: "scripted",
  version: 1,
  subject,
  body: { element: "pear", answer: "present", probability: 0.9 },
  createdAt: 3_000,
});

/** A session with an orientation that waits to be run. */
export async function planSession(store: Store, slots = 4, session = "session-1"): Promise<PlannedRound> {
  await store.createSession(sampleSession(session), sampleAttempt(session));
  const plan = samplePlan(slots, session);
  await store.addRound(plan);
  return plan;
}

export const claimOf = (plan: PlannedRound, options: Partial<ClaimOptions> = {}): ClaimOptions => ({
  round: plan.round.id,
  engine: "scripted",
  concurrency: 10,
  takeOver: "ask",
  ...options,
});

/** The claim that must be there. */
export async function mustClaim(store: Store, options: ClaimOptions): Promise<Claim> {
  const claim = await store.claim(options);
  if (!claim) throw new Error("There was nothing to claim.");
  return claim;
}

/** Runs every slot of the round; each picture is named after its slot. */
export async function runAll(store: Store, plan: PlannedRound): Promise<readonly Variation[]> {
  const made: Variation[] = [];
  for (;;) {
    const claim = await store.claim(claimOf(plan));
    if (!claim) return made;
    made.push(await store.finish(claim, sampleOutcome(claim.slot.id)));
  }
}
