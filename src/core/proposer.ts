import { z } from "zod";
import type { Medium } from "./brief.ts";
import type { Change } from "./change.ts";
import type { Element, ElementKind } from "./element.ts";

/** What a model does with a text that no element of the brief is about: the dials, and facts that it was not given. */
export const PromptTendency = z.enum(["corporate", "hedging", "padding", "invention"]);
export type PromptTendency = z.infer<typeof PromptTendency>;

/** One change that might help one element, and where the idea comes from. */
export interface ChangeProposal {
  readonly change: Change;
  /** "recipe light-direction", "synonym", "lesson". */
  readonly source: string;
  /** One sentence: what it does and why it might help. */
  readonly why: string;
  /** P(it makes a missed element right), where the proposer knows the model; the usual of the element's kind where left out. */
  readonly chance?: number;
}

/** The order of a whole new prompt, and why. */
export interface RestartTemplate {
  readonly source: string;
  /** Kinds of element, first to last; kinds that it leaves out come after these. */
  readonly order: readonly ElementKind[];
  readonly why: string;
}

/** Reads prompts: names their elements and thinks of changes. */
export interface Proposer {
  readonly id: string;
  /** Prompts of which medium it reads; left out: those of pictures. "any" for both. */
  readonly medium?: Medium | "any";
  /** Elements of a prompt, each with the words it comes from. Empty when this proposer does not understand it. */
  proposeElements(prompt: string, signal: AbortSignal): Promise<readonly Element[]>;
  /** Changes for one element of this prompt, the most promising first. */
  proposeChanges(prompt: string, element: Element, signal: AbortSignal): Promise<readonly ChangeProposal[]>;
  /** Changes against what a model does to a text unasked, the most promising first. */
  proposeAgainst?(prompt: string, tendency: PromptTendency, signal: AbortSignal): Promise<readonly ChangeProposal[]>;
  /** What one question about a prompt costs about, in micros; null is unknown, absent is free. */
  price?(prompt: string): Promise<number | null>;
  /** In which order a new prompt should say things when elements of these kinds were not heard, the worst first. */
  proposeRestart?(unheard: readonly ElementKind[], signal: AbortSignal): Promise<RestartTemplate | undefined>;
}
