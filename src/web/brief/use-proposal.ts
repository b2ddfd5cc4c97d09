import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { useSettled } from "../ui/use-settled.ts";

/** What a prompt asks for, as it is written: asked again when the writing pauses. */
export function useProposal(prompt: string, engine: string) {
  const settled = useSettled(prompt.trim(), 200);
  return useQuery({
    queryKey: ["propose", engine, settled],
    queryFn: () => api.propose({ prompt: settled, engine }),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
  });
}
