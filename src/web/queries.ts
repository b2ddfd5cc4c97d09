import { QueryClient, keepPreviousData, useQuery } from "@tanstack/react-query";
import { RequestFailure, api, type Input, type Output } from "./api.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => error instanceof RequestFailure && error.code === "offline" && count < 30,
      retryDelay: 1000,
      staleTime: 30_000,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

/** Everything that the page asks for, by name: `events.ts` refreshes by these. */
export const keys = {
  sessions: ["sessions"] as const,
  library: ["library"] as const,
  engines: ["engines"] as const,
  lessons: ["lessons"] as const,
  spending: ["spending"] as const,
  session: (session: string) => ["session", session] as const,
  outline: (session: string) => ["session", session, "outline"] as const,
  look: (session: string, round: string) => ["session", session, "look", round] as const,
  looks: (session: string) => ["session", session, "look"] as const,
  advice: (session: string) => ["session", session, "advice"] as const,
  passes: (session: string) => ["session", session, "passes"] as const,
  proposals: (session: string, aim: string) => ["session", session, "proposals", aim] as const,
};

export type Outline = Output<"outline">;
export type OutlineRound = Outline["rounds"][number];
export type OutlineArm = OutlineRound["arms"][number];
export type OutlineSlot = OutlineRound["slots"][number];
export type OutlineVariation = OutlineRound["variations"][number];
export type Look = Output<"look">;
export type Cell = Look["cells"][number];
export type Advice = Output<"advise">["advice"]["primary"];
export type Element = Outline["session"]["brief"]["elements"][number];
export type Verdict = Outline["verdicts"][number];
export type EngineRow = Output<"engines">["engines"][number];

export const useSessions = (search: string) =>
  useQuery({
    queryKey: [...keys.sessions, search],
    queryFn: () => api.list(search === "" ? {} : { search }),
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  });

export const useEngines = () => useQuery({ queryKey: keys.engines, queryFn: () => api.engines({}) });

export const useOutline = (session: string) =>
  useQuery({ queryKey: keys.outline(session), queryFn: () => api.outline({ session }) });

export const useLook = (session: string, round: string | undefined) =>
  useQuery({
    queryKey: keys.look(session, round ?? ""),
    queryFn: () => api.look({ session, ...(round === undefined ? {} : { round }) }),
    enabled: round !== undefined,
    placeholderData: (before) => (before?.round === round ? before : undefined),
  });

/** For an element, against a tendency of texts, or the base alone. */
export const useChanges = (session: string, aim: Omit<Input<"changes">, "session">) =>
  useQuery({
    queryKey: keys.proposals(session, JSON.stringify(aim)),
    queryFn: () => api.changes({ session, ...aim }),
    placeholderData: keepPreviousData,
  });

export const useAdvice = (session: string) =>
  useQuery({
    queryKey: keys.advice(session),
    queryFn: () => api.advise({ session }),
    placeholderData: keepPreviousData,
  });
