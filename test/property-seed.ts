import fc from "fast-check";

/**
 * Property tests draw the same examples on every machine, so that a change is refused for what it does and not for what was drawn.
 * `SAMEBUT_PROPERTY_SEED=any` draws others, a number those of a run that failed.
 */
const asked = process.env["SAMEBUT_PROPERTY_SEED"];
if (asked !== "any") fc.configureGlobal({ seed: Number(asked ?? 20_261_124) });
