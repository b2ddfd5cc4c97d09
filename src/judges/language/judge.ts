import type { Element, ElementKind } from "../../core/element.ts";
import { invalid } from "../../core/errors.ts";
import type { Judge, JudgeAccuracy } from "../../core/judge.ts";
import type { LanguageModel } from "../../core/language-model.ts";
import type { Sample } from "../../core/sample.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { fitInto, flattenPicture } from "../../imaging/picture.ts";
import {
  type Heard,
  type Phrasing,
  Answers,
  heardOf,
  idOf,
  instructionsFor,
  isSure,
  questionText,
  questionsVersion,
  readingFrom,
  together,
} from "./questions.ts";

export interface LanguageJudgeOptions {
  readonly id: string;
  readonly model: LanguageModel;
  readonly reads: "image" | "text";
  /** How often it agreed with the person, by kind of element. */
  readonly accuracy?: (kind: ElementKind) => JudgeAccuracy | undefined;
}

/**
 * Any language model that sees, as a judge: all elements of a picture in one question, yes, no or unsure with a confidence and
 * a region or reason; what it is not sure of is asked again as a claim to be doubted. Its own confidence is never counted: only
 * how often it agreed with the person is.
 */
export function createLanguageJudge({ id, model, reads, accuracy = () => undefined }: LanguageJudgeOptions): Judge {
  return {
    id,
    version: questionsVersion,
    reads,
    accuracy,
    async readElements(sample, elements, signal) {
      signal.throwIfAborted();
      if (elements.length === 0) return [];
      const shown = reads === "image" ? await pictureOf(sample) : textOf(sample);
      // The same statement twice is one question.
      const distinct = [...new Map(elements.map((element) => [sameAs(element), element])).values()];
      const heard = await listen(model, shown, distinct, signal);
      return elements.map((element) => readingFrom(element, heard.get(sameAs(element))));
    },
    price: (elements) =>
      elements === 0
        ? Promise.resolve(0)
        : model.price({ characters: elements * charactersPerElement, pictures: reads === "image" ? 1 : 0 }),
    async readAttributes(sample, signal) {
      signal.throwIfAborted();
      // It answers questions; the bytes are looked at so that damage is said all the same.
      await (reads === "image" ? pictureOf(sample) : textOf(sample));
      return [];
    },
  };
}

/** A question about an element, and what is said of it in the answer. */
const charactersPerElement = 160;

const sameAs = ({ statement }: Element): string => statement.trim().toLowerCase();

interface Shown {
  readonly picture?: Sample;
  readonly text?: string;
}

async function listen(
  model: LanguageModel,
  shown: Shown,
  elements: readonly Element[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Heard>> {
  const first = await askAll(model, shown, elements, "question", signal);
  const doubtful = elements.filter(
    (element) => !isSure(first.get(sameAs(element)) ?? { probability: 0.5, evidence: undefined }),
  );
  if (doubtful.length === 0) return first;
  const second = await askAll(model, shown, doubtful, "statement", signal);
  const both = new Map(first);
  for (const element of doubtful) {
    const key = sameAs(element);
    const [before, after] = [first.get(key), second.get(key)];
    const known = before ? together(before, after) : after;
    if (known) both.set(key, known);
  }
  return both;
}

async function askAll(
  model: LanguageModel,
  { picture, text }: Shown,
  elements: readonly Element[],
  phrasing: Phrasing,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Heard>> {
  const questions = questionText(elements, phrasing);
  const answers: Answers = await model.ask({
    instructions: instructionsFor(picture ? "picture" : "text"),
    text: text === undefined ? questions : `${questions}\n\nThe text to look at:\n<text>\n${text}\n</text>`,
    pictures: picture ? [picture] : [],
    schema: Answers,
    signal,
  });
  return new Map(
    elements.flatMap((element, index) => {
      const heard = heardOf(answers, idOf(index), text);
      return heard ? [[sameAs(element), heard] as const] : [];
    }),
  );
}

/** Models look at about this many pixels; more is only sent and paid for. */
const largestSide = 1568;
const sentAsIs: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp"]);

async function pictureOf(sample: Sample): Promise<Shown> {
  const picture = await decodePicture(sample.data);
  const { width, height } = picture;
  if (Math.max(width, height) <= largestSide && sentAsIs.has(sample.mediaType)) return { picture: sample };
  const size =
    Math.max(width, height) <= largestSide ? picture : fitInto(picture, { width: largestSide, height: largestSide });
  const data = await encodePicture(resizeLanczos(flattenPicture(picture), size), "jpeg");
  return { picture: { ...sample, mediaType: "image/jpeg", data } };
}

function textOf({ data }: Sample): Shown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(data);
    if (text.trim() !== "") return { text };
  } catch {
    // said below
  }
  throw invalid("This is not a text that can be read.", "Give UTF-8 text that is not empty.");
}
