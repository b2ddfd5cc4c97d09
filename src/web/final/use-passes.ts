import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Output, api } from "../api.ts";
import { keys } from "../queries.ts";
import { useSettled } from "../ui/use-settled.ts";
import { type PassSettings, passInput } from "./settings.ts";

export type Passes = Output<"passes">;
export type Pass = Passes["passes"][number];
export type Gate = NonNullable<Passes["gate"]>;
export type PassPlan = NonNullable<Output<"finish">["plan"]>;

/** The passes that were made and what the check found in one: from the store, whoever made them and whenever. */
export const usePasses = (session: string, variation: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: [...keys.passes(session), variation ?? ""],
    queryFn: () => api.passes({ session, ...(variation === undefined ? {} : { variation }) }),
    enabled,
    placeholderData: keepPreviousData,
  });

/** What these settings would make: asked again when the choosing pauses. Its refusals are sentences to show. */
export function usePlan(session: string, variation: string, settings: PassSettings) {
  const settled = useSettled(JSON.stringify(passInput(settings)), 200);
  return useQuery({
    queryKey: [...keys.session(session), "plan", variation, settled],
    queryFn: () => api.finish({ session, variation, ...(JSON.parse(settled) as object), preview: true }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
