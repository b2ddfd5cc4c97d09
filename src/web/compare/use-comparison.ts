import { useQuery } from "@tanstack/react-query";
import { type Output, api } from "../api.ts";
import { keys } from "../queries.ts";

export type Comparison = Output<"compare">;

/** What differs between two variations: settings, elements, pixels. Verdicts change it, so it belongs to the session. */
export const useComparison = (session: string, first: string, second: string | undefined) =>
  useQuery({
    queryKey: [...keys.session(session), "compare", first, second],
    queryFn: () => api.compare({ variations: [first, second ?? first] }),
    enabled: second !== undefined,
  });
