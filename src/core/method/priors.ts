import type { ElementKind } from "../element.ts";

/*
 * Every starting value of the method in one place. They are guesses until measured; each says why it is what it is.
 * Pairs of numbers are the shapes of a Beta; four numbers are Dirichlet weights in the order kept, fixed, broke, neither.
 */

export type Shape = readonly [a: number, b: number];
export type Cells = readonly [kept: number, fixed: number, broke: number, neither: number];

// What a prompt does to an element

/** A heard element comes in 19 of 20 pictures, an unheard one in 1 of 20, and chance is anything in between. */
export const stateShapes = { heard: [19, 1], chance: [2, 2], unheard: [1, 19] } as const satisfies Record<
  string,
  Shape
>;
export type StateName = keyof typeof stateShapes;
export type StateWeights = Readonly<Record<StateName, number>>;
/** Most statements of an ordinary prompt are heard; of the misses, chance is the more common kind. */
export const stateWeights: StateWeights = { heard: 0.6, chance: 0.25, unheard: 0.15 };
/** Before it is read, an edit is expected to show what its source showed in nine of ten. */
export const editKeeps = 0.9;
/** What other prompts of this engine did weighs against these shares as if the shares had been seen in ten prompts. */
export const learnedWeightPrompts = 10;
/** Half: a state is named when it is more likely than the other two together. */
export const stateNamed = 0.5;
/** Under three in four, one or two more seeds regularly change the answer (4 pictures part .05 from .5 in .876 at best). */
export const stateSettled = 0.75;

// Judges

/** A judge that nobody measured is taken to be right in nine of ten, known as well as ten cases tell. */
export const unmeasuredJudge: Shape = [9, 1];
/** A judge worse than a coin would turn its answers round; nobody connects one, so a draw stops at a coin. */
export const worstJudge = 0.5;
/** Sensitivity and specificity are each taken at 8 quantiles of what is believed of them: 8 × 8 = 64 imputations. */
export const accuracyQuantiles = 8;
export const imputations = accuracyQuantiles * accuracyQuantiles;

// Effects

/** 64 × 63 = 4,032 draws: the 5 % and 95 % quantiles then wobble by less than .01. */
export const drawsPerImputation = 63;
/** Rounds of the sampler before draws count; cells of a handful of pairs forget their start within two or three. */
export const burnIn = 6;
/** Nothing is known of the change that is being tried: flat. */
export const targetPrior: Cells = [1, 1, 1, 1];
/** Most changes leave most things alone, and one flip is not a claim (two are a suggestion). */
export const elsewherePrior: Cells = [6, 2, 2, 2];
/**
 * Of the size of an effect: between a quarter each (Perks 1947) and a half (Jeffreys), so that always and never are within
 * reach. A flat prior covers .6 of effects that always work from four pairs, this .85 and more; see effect-calibration.test.ts.
 */
export const sizePrior: Cells = [0.3, 0.3, 0.3, 0.3];
/** A loss of one in ten is worth a look … */
export const harmNoticed = 0.1;
/** … when it is rather true than not: one broken of three or four pairs, two of eight. Overlooked harm costs more than a look. */
export const harmSuggestedAt = 0.5;
/** Lessons speak with the voice of at most four pairs, so that one round of this session can overrule them. */
export const lessonPairs = 4;
/** Four in five: worth a look. */
export const suggestedAt = 0.8;
/** Nineteen in twenty: the usual risk of a claim. */
export const likelyAt = 0.95;
/** Ninety-nine in a hundred, and on new pictures … */
export const confirmedAt = 0.99;
/** … of which eight in all, because fewer cannot reach it against a flat prior without luck … */
export const confirmedPairs = 8;
/** … and four drawn after the claim was made, because a claim is not confirmed by the pictures that suggested it. */
export const confirmedFreshPairs = 4;
/** Further pairs are only promised up to here; an effect that needs more is too small to buy. */
export const mostFurtherPairs = 40;
/** The 90 % interval runs between these quantiles. */
export const intervalTails = [0.05, 0.95] as const;
/** Differences under the 90 % quantile of placebo differences are noise. */
export const noiseQuantile = 0.9;
/** Without placebo runs the spread of differences is guessed from the controls and weighs as much as two differences. */
export const guessedVarianceFreedom = 2;
/** Placebo differences speak for the spread with at most twelve voices, so that ten pairs of a change can overrule them. */
export const placeboVarianceFreedom = 12;

// Assumptions

/** "The same in every picture" means at least four of five (the share at which GRADE speaks of a default). */
export const defaultShare = 0.8;
/** Listed when at least nine of ten such lists are right. */
export const assumptionListed = 0.9;
/** Before looking, an attribute left free is as likely to be fixed by this prompt as not. */
export const fixedWeight = 0.5;
/** How much an attribute's spread differs from prompt to prompt: as if ten pictures had shown it. */
export const spreadPictures = 10;
/** Without a baseline an attribute is taken to have four values, equally common. */
export const valuesWithoutBaseline = 4;
/** An attribute reading below this is a guess between several values and counts as not read. */
export const attributeRead = 0.5;
/** A value in at most one of twenty other pictures is caused by this prompt. */
export const rareShare = 0.05;

// Default tendencies

/** More than half of the surface smoother than a photograph of it would be. */
export const overSmoothedOver = 0.5;
/** Light and dark within a quarter of the scale: no shadow worth the name. */
export const flatLightUnder = 64;
/** The instrument's own meaning: closer to the middle than a tenth of half the diagonal. */
export const deadCentreUnder = 0.1;
/** Two sessions' worth of first pictures; fewer are one prompt's own look. */
export const fewestUsual = 8;
/** In at most one of five other pictures: this prompt does it and not the engine. */
export const unusualShare = 0.2;

// What can be fixed, until lessons say (chance that one good proposal makes a missed element right)

/** Words move surface (colour, light, ground) more easily than arrangement, and arrangement more easily than who or how many. */
export const fixChance: Readonly<Record<ElementKind, number>> = {
  subject: 0.4,
  identity: 0.25,
  count: 0.35,
  composition: 0.4,
  lighting: 0.5,
  colour: 0.65,
  background: 0.65,
  material: 0.55,
  style: 0.6,
  expression: 0.45,
  lettering: 0.25,
  quality: 0.4,
  point: 0.7,
  fact: 0.7,
  audience: 0.6,
  tone: 0.6,
  structure: 0.65,
  length: 0.6,
  "call-to-action": 0.75,
};
/** Image-to-image at .35 to .50 keeps the arrangement, so it reaches what lies on the surface and little else. */
export const refineChance: Readonly<Record<ElementKind, number>> = {
  subject: 0.05,
  identity: 0.1,
  count: 0.05,
  composition: 0.1,
  lighting: 0.25,
  colour: 0.35,
  background: 0.35,
  material: 0.35,
  style: 0.4,
  expression: 0.35,
  lettering: 0.1,
  quality: 0.5,
  point: 0.5,
  fact: 0.6,
  audience: 0.5,
  tone: 0.6,
  structure: 0.4,
  length: 0.6,
  "call-to-action": 0.7,
};
/** These chances are worth as much as four pairs: one round of evidence moves them, one picture does not. */
export const fixChancePairs = 4;
/** A prompt is built upon when its pictures are worth this much more on average than those of the prompt before. */
export const promptLead = 0.02;
/** What was computed and read by the judge is only as wrong as the judge: one in twenty. */
export const computedChance: Shape = [19, 1];
/** A change that did not move an element makes the next one for it half as surely fail too. */
export const otherChangesCount = 0.5;

// What is next

/** A must weighs three nices (also `weightOf` in element.ts). An element is done when it is right in nine of ten worlds. */
export const doneAt = 0.9;
/** Thirteen pictures, an orientation and three rounds of three, are what a person gives for one more must-have … */
export const patiencePictures = 13;
/** … or for the way from half right to all right where that is less: with two musts it is the same. */
export const wholeWay = 0.5;
/** Worlds drawn to compare actions; the same worlds for all, so that differences are of the actions. */
export const adviceDraws = 2_000;
export const orientationPictures = 4;
export const fixPictures = 3;
export const moreSeedsPictures = 3;
/** One arm per element, up to what fits beside each other on a screen. */
export const mostArms = 3;
/** An adjustment is computed and costs no picture, but it costs a look. */
export const adjustmentPictures = 0.25;
/** Words for one element break another in one of twenty pictures: 27 % of published edits harm something, over half a dozen elements. */
export const breakElsewhere: Shape = [1, 19];
/** … and fix another that was wrong by luck in one of ten. */
export const luckElsewhere: Shape = [1, 9];
/** An image-to-image pass breaks what was right in one of twenty; an adjustment in one of a hundred. */
export const breakByRefining: Shape = [1, 19];
export const breakByAdjusting: Shape = [1, 99];
/** A prompt written anew loses one of ten elements that the old one had. */
export const lostInRewrite = 0.1;
/** A phrase that this engine was never seen to follow is believed a little less inside a rewrite: other words move, too. */
export const untriedInRewrite = 0.8;
/** From two must-haves that are never heard a prompt written anew competes with fixing one after the other. */
export const severalMissed = 2;
/** Rounds of refinement a session is expected to need; the values of the actions outrank it. */
export const plannedRounds = 3;
/** Two rounds in a row that probably gained nothing are a reason to stop. */
export const gainExpected = 0.5;
/** One or two broken pairs happen by chance; three that the fixes do not outnumber are a pattern. */
export const breaksCounted = 3;
/** A must-have at even odds or better may go to the final pass if the person agrees; under it something is missing. */
export const probablyDoneAt = 0.5;
/** A fix is ineffective when it probably (nine in ten) helps less than half of the misses: three pairs without one fix. */
export const ineffectiveAt = 0.9;

// Lessons

/** A lesson loses half of its weight over 200 later pairs on the same engine: models and habits change. */
export const lessonHalfLife = 200;
/** A phrase leans on what is known of its pattern as if that were two pairs, and a pattern on its role alike. */
export const lessonParentPairs = 2;

// Keep the rest (until an engine's placebo says better)

/** Half a pixel of shift is the smallest that eyes see when flipping. */
export const shiftNoticed = 0.5;
/** Half a per cent of scale is half a pixel at the edge of a small picture. */
export const scaleNoticed = 0.005;
/** SSIM under .90 outside the region is visible restructuring rather than grain. */
export const ssimKept = 0.9;
/** ΔE2000 of 2.3 is the usual just noticeable difference for pictures beside each other. */
export const colourKept = 2.3;
/** An element that falls below even odds after an edit is a change to look at. */
export const elementDropped = 0.5;

// Composition

/** Jeffreys: half a picture each way, so that a share of 4 of 4 stays finite on the logit scale. */
export const composeNoise = 0.5;
/** The 5 % and 95 % quantiles of a count of pictures do not move with more. */
export const compositionDraws = 2_000;

// Crops that may rescue a composition

/** A crop that keeps 70 % of the area costs a sixth of each side; more is another picture. */
export const cropAreaKept = 0.7;
/** Sizes and places that are tried: finer than anybody places a subject. */
export const cropScales = 9;
export const cropSteps = 11;
