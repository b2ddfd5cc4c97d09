// The nouns
export * from "./brief.ts";
export * from "./change.ts";
export * from "./delivery.ts";
export * from "./element.ts";
export * from "./errors.ts";
export * from "./history.ts";
export * from "./reading.ts";
export * from "./recipe.ts";
export * from "./round.ts";
export * from "./sample.ts";
export * from "./session.ts";
export * from "./short-id.ts";
export * from "./size.ts";
export * from "./variation.ts";
export * from "./verdict.ts";

// The ports
export * from "./blobs.ts";
export * from "./clock.ts";
export * from "./connections.ts";
export * from "./engine.ts";
export * from "./events.ts";
export * from "./instrument.ts";
export * from "./judge.ts";
export * from "./language-model.ts";
export * from "./proposer.ts";
export * from "./store.ts";
export * from "./studio.ts";
export * from "./work.ts";

// The method
export * from "./method/advice.ts";
export * from "./method/assumptions.ts";
export * from "./method/composition.ts";
export * from "./method/crops.ts";
export * from "./method/effect.ts";
export * from "./method/effect-sentence.ts";
export * from "./method/hit-rate.ts";
export * from "./method/interpretation.ts";
export * from "./method/keep-the-rest.ts";
export * from "./method/lessons.ts";
export * from "./method/lint.ts";
export * from "./method/measured-effect.ts";
export * from "./method/observation.ts";
export * from "./method/pairs.ts";
export * from "./method/placebo.ts";
export * from "./method/restart-triggers.ts";
export * from "./method/rewrite.ts";
export * from "./method/situation.ts";
export * from "./method/truth.ts";
export * from "./method/value.ts";
export * from "./plan/request.ts";
export * from "./plan-round.ts";
export * from "./read-variations.ts";
export * from "./run-once.ts";
export * from "./run-round.ts";
export * from "./word-diff.ts";
