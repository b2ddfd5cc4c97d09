import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api.ts";

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

function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
