import { api } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { keys, queryClient } from "../queries.ts";
import { nameOf } from "../session/find.ts";
import { sayTrouble } from "../ui/trouble.ts";
import { perform } from "../undo.ts";
import type { Library } from "./library-page.tsx";

type Row = Library["variations"][number];

/** Picking and rating across sessions; each can be taken back. */
export function useVerdictKeys(one: Row | undefined): void {
  const enabled = { enabled: one !== undefined };
  const choose = (choice: "pick" | "reject" | "clear") => (): void => {
    const was = one?.choice ?? "clear";
    const next = choice === was ? "clear" : choice;
    say(one, { choice: next }, { choice: was }, next === "clear" ? "neither picked nor rejected" : `${next}ed`);
  };
  const rate = (rating: number) => (): void => {
    const was = one?.rating ?? 0;
    const next = rating === was ? 0 : rating;
    say(one, { rating: next }, { rating: was }, next === 0 ? "not rated" : `rated ${next} of 5`);
  };
  useCommand("pick", choose("pick"), enabled);
  useCommand("reject", choose("reject"), enabled);
  useCommand("unflag", choose("clear"), enabled);
  useCommand("rate1", rate(1), enabled);
  useCommand("rate2", rate(2), enabled);
  useCommand("rate3", rate(3), enabled);
  useCommand("rate4", rate(4), enabled);
  useCommand("rate5", rate(5), enabled);
  useCommand("rate0", rate(0), enabled);
}

type Said = Pick<Parameters<typeof api.judge>[0], "choice" | "rating">;

function say(one: Row | undefined, now: Said, before: Said, words: string): void {
  if (!one) return;
  const send = async (what: Said): Promise<void> => {
    await api.judge({ variation: one.id, ...what });
    await queryClient.invalidateQueries({ queryKey: keys.library });
    void queryClient.invalidateQueries({ queryKey: keys.session(one.session) });
  };
  void perform({ said: `${nameOf(one)} is ${words}.`, redo: () => send(now), undo: () => send(before) }).catch(
    sayTrouble,
  );
}
