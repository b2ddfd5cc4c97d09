import type { z } from "zod";
import { addEngine } from "./add-engine.ts";
import { adjust } from "./adjust.ts";
import { adviseSession } from "./advise-session.ts";
import { compareVariations } from "./compare-variations.ts";
import { compose } from "./compose.ts";
import type { Operation } from "./define.ts";
import { deliver } from "./deliver.ts";
import { discoverEngines } from "./discover-engines.ts";
import { doctor } from "./doctor.ts";
import { finish } from "./finish/finish.ts";
import { passes } from "./finish/passes.ts";
import { fix } from "./fix.ts";
import { importFile } from "./import-file.ts";
import { judgeVariation } from "./judge-variation.ts";
import { listChanges } from "./list-changes.ts";
import { library } from "./library.ts";
import { lessons } from "./lessons.ts";
import { listEngines } from "./list-engines.ts";
import { listSessions } from "./list-sessions.ts";
import { look } from "./look.ts";
import { moreSeeds } from "./more-seeds.ts";
import { newSession } from "./new-session.ts";
import { orient } from "./orient.ts";
import { outline } from "./outline.ts";
import { propose } from "./propose.ts";
import { placebo } from "./placebo.ts";
import { readSession } from "./read-session.ts";
import { redo } from "./redo.ts";
import { refine } from "./refine.ts";
import { removeEngine } from "./remove-engine.ts";
import { restart } from "./restart.ts";
import { resume } from "./resume.ts";
import { reviseBrief } from "./revise-brief.ts";
import { run } from "./run.ts";
import { showRecipe } from "./show-recipe.ts";
import { showSession } from "./show-session.ts";
import { spending } from "./spending.ts";
import { stop } from "./stop.ts";
import { testEngine } from "./test-engine.ts";
import { checkText } from "./text/check-text.ts";
import { copyEdit } from "./text/copy-edit.ts";
import { compareTexts } from "./text/compare-texts.ts";
import { editText } from "./text/edit-text.ts";
import { showScope } from "./text/show-scope.ts";

/** Everything that can be asked, in the order of the work. */
export const operations = [
  run,
  propose,
  newSession,
  importFile,
  reviseBrief,
  orient,
  readSession,
  judgeVariation,
  adviseSession,
  listChanges,
  fix,
  moreSeeds,
  compose,
  placebo,
  showScope,
  refine,
  adjust,
  finish,
  passes,
  deliver,
  restart,
  stop,
  resume,
  redo,
  compareVariations,
  checkText,
  compareTexts,
  copyEdit,
  editText,
  showSession,
  showRecipe,
  outline,
  look,
  lessons,
  listSessions,
  library,
  listEngines,
  discoverEngines,
  addEngine,
  testEngine,
  spending,
  removeEngine,
  doctor,
] as const;

/** The same list for doors that mount all of it alike. */
export const allOperations = operations as readonly unknown[] as readonly Operation[];

type Operations = (typeof operations)[number];

/** The whole interface as a type: name → function. */
export type Api = {
  readonly [O in Operations as O["name"]]: (input: z.input<O["input"]>) => Promise<z.output<O["output"]>>;
};
