/** Addresses of the page. Each names exactly what is looked at, so that it can be kept, sent and reloaded. */
export const patterns = {
  start: "/",
  session: "/sessions/:session",
  round: "/sessions/:session/rounds/:round",
  variation: "/sessions/:session/rounds/:round/:variation",
  brief: "/sessions/:session/brief",
  refine: "/sessions/:session/refine/:variation",
  restart: "/sessions/:session/restart",
  final: "/sessions/:session/final",
  compare: "/sessions/:session/compare/:variations",
  copyEdit: "/sessions/:session/copy-edit/:variation",
  lineage: "/sessions/:session/lineage",
  library: "/library",
  engines: "/engines",
  lessons: "/lessons",
} as const;

export type CompareMode = "slider" | "side" | "onion" | "hold" | "difference" | "blink";

export const to = {
  start: "/",
  library: (search = "") => `/library${search === "" ? "" : `?search=${encodeURIComponent(search)}`}`,
  engines: patterns.engines,
  lessons: patterns.lessons,
  session: (session: string) => `/sessions/${session}`,
  /** With the composer of a change open, for a text against one of its tendencies. */
  compose: (session: string, against?: string) =>
    `/sessions/${session}?change${against === undefined ? "" : `=${against}`}`,
  round: (session: string, round: string) => `/sessions/${session}/rounds/${round}`,
  variation: (session: string, round: string, variation: string) => `/sessions/${session}/rounds/${round}/${variation}`,
  brief: (session: string) => `/sessions/${session}/brief`,
  refine: (session: string, variation: string) => `/sessions/${session}/refine/${variation}`,
  /** Safe edits of a text, one at a time. */
  copyEdit: (session: string, variation: string) => `/sessions/${session}/copy-edit/${variation}`,
  restart: (session: string) => `/sessions/${session}/restart`,
  /** With one of its passes looked at; the newest otherwise. */
  final: (session: string, pass?: string) => `/sessions/${session}/final${pass === undefined ? "" : `?pass=${pass}`}`,
  lineage: (session: string) => `/sessions/${session}/lineage`,
  /** Two or more variations; the first is the one that the others are compared with. */
  compare: (session: string, variations: readonly string[], mode: CompareMode = "slider") =>
    `/sessions/${session}/compare/${variations.join("+")}?mode=${mode}`,
};
