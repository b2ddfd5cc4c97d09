import type { History } from "../../core/history.ts";
import { StudioError } from "../../core/errors.ts";
import type { Session } from "../../core/session.ts";
import type { Studio } from "../../core/studio.ts";
import type { OperationCall } from "../define.ts";
import { importFile } from "../import-file.ts";
import { defaultEngine, draftSession, newSession } from "../new-session.ts";
import { planChecked } from "../shared/carry-out.ts";
import { copyDeskEngine } from "../text/refine-text.ts";

export interface Beginning {
  readonly prompt: string;
  /** Whether a text is made; a draft always becomes one. */
  readonly text: boolean;
  /** Path of a draft to go on from. */
  readonly draft?: string | undefined;
  readonly engine?: string | undefined;
  readonly judge?: string | undefined;
  readonly references: readonly string[];
  readonly count: number;
  readonly seeds?: readonly number[] | undefined;
}

/** A new session with the prompt, or with a draft as its first variation. What cannot be made at all leaves none behind. */
export async function begin(studio: Studio, asked: Beginning, call: OperationCall): Promise<Session> {
  return asked.draft === undefined ? beginFromPrompt(studio, asked, call.signal) : beginFromDraft(studio, asked, call);
}

async function beginFromDraft(studio: Studio, asked: Beginning, call: OperationCall): Promise<Session> {
  const { prompt, draft, judge } = asked;
  const engine = asked.engine ?? writerOf(studio) ?? copyDeskEngine;
  const { session } = await importFile.run(
    studio,
    importFile.input.parse({ file: draft, prompt, engine, ...(judge === undefined ? {} : { judge }) }),
    call,
  );
  return session as Session;
}

async function beginFromPrompt(studio: Studio, asked: Beginning, signal: AbortSignal): Promise<Session> {
  const { prompt, judge, references, count, seeds } = asked;
  const engine = asked.engine ?? (asked.text ? theWriter(studio) : defaultEngine);
  const medium = asked.text || studio.engines.get(engine)?.makes === "text" ? "text" : "image";
  const { session, attempt } = await draftSession(
    studio,
    newSession.input.parse({ prompt, engine, judge, references, medium }),
    signal,
  );
  const history: History = {
    session: { ...session, head: 0 },
    attempts: [attempt],
    rounds: [],
    arms: [],
    slots: [],
    variations: [],
    readings: [],
    verdicts: [],
    deliveries: [],
  };
  await planChecked({
    studio,
    history,
    engine: session.engine,
    request: { kind: "orientation", count, ...(seeds ? { seeds } : {}), settings: {} },
    signal,
  });
  return studio.store.createSession(session, attempt);
}

/** The first connected engine that writes texts of its own. */
const writerOf = (studio: Pick<Studio, "engines">): string | undefined =>
  [...studio.engines.values()].find(({ id, makes }) => makes === "text" && id !== copyDeskEngine)?.id;

function theWriter(studio: Pick<Studio, "engines">): string {
  const writer = writerOf(studio);
  if (writer !== undefined) return writer;
  throw new StudioError("unavailable", "No engine here writes texts.", {
    hint: "Connect a language model with `samebut engines add`, or give a draft that the copy desk edits: --draft draft.md",
  });
}
