import type { z } from "zod";
import { addEngine } from "./add-engine.ts";
import type { Operation } from "./define.ts";
import { judgeVariation } from "./judge-variation.ts";
import { listEngines } from "./list-engines.ts";
import { listSessions } from "./list-sessions.ts";
import { newSession } from "./new-session.ts";
import { redo } from "./redo.ts";
import { removeEngine } from "./remove-engine.ts";
import { resume } from "./resume.ts";
import { reviseBrief } from "./revise-brief.ts";

/** Everything that can be asked, in the order of the work. */
export const operations = [newSession, reviseBrief, judgeVariation, resume, redo, listSessions, listEngines, addEngine, removeEngine] as const;

/** The same list for doors that mount all of it alike. */
export const allOperations = operations as readonly unknown[] as readonly Operation[];

type Operations = (typeof operations)[number];

/** The whole interface as a type: name → function. */
export type Api = {
  readonly [O in Operations as O["name"]]: (input: z.input<O["input"]>) => Promise<z.output<O["output"]>>;
};
