import { type ComponentType, lazy } from "react";
import { patterns } from "./routes.ts";
import { SessionPage } from "./session/session-page.tsx";
import { StartPage } from "./start/start-page.tsx";

interface Page {
  readonly path: string;
  readonly component: ComponentType;
}

/** Which component shows which address. Pages that are not needed at first are loaded when they are opened. */
export const pages: readonly Page[] = [
  { path: patterns.start, component: StartPage },
  { path: patterns.session, component: SessionPage },
  { path: patterns.round, component: SessionPage },
  {
    path: patterns.compare,
    component: lazy(async () => ({ default: (await import("./compare/compare-page.tsx")).ComparePage })),
  },
  {
    path: patterns.copyEdit,
    component: lazy(async () => ({ default: (await import("./text/copy-edit/copy-page.tsx")).CopyPage })),
  },
  {
    path: patterns.lineage,
    component: lazy(async () => ({ default: (await import("./lineage/lineage-page.tsx")).LineagePage })),
  },
  {
    path: patterns.variation,
    component: lazy(async () => ({ default: (await import("./variation/variation-page.tsx")).VariationPage })),
  },
  {
    path: patterns.brief,
    component: lazy(async () => ({ default: (await import("./brief/brief-page.tsx")).BriefPage })),
  },
  {
    path: patterns.final,
    component: lazy(async () => ({ default: (await import("./final/final-page.tsx")).FinalPage })),
  },
  {
    path: patterns.restart,
    component: lazy(async () => ({ default: (await import("./restart/restart-page.tsx")).RestartPage })),
  },
  {
    path: patterns.refine,
    component: lazy(async () => ({ default: (await import("./refine/refine-page.tsx")).RefinePage })),
  },
  {
    path: patterns.library,
    component: lazy(async () => ({ default: (await import("./library/library-page.tsx")).LibraryPage })),
  },
  {
    path: patterns.engines,
    component: lazy(async () => ({ default: (await import("./engines/engines-page.tsx")).EnginesPage })),
  },
  {
    path: patterns.lessons,
    component: lazy(async () => ({ default: (await import("./lessons/lessons-page.tsx")).LessonsPage })),
  },
];
