import { useLocation } from "wouter";
import { useCommand } from "../../keyboard/use-command.ts";
import type { Outline, OutlineRound, OutlineSlot } from "../../queries.ts";
import { to } from "../../routes.ts";
import { copyText } from "../../session/copy.ts";
import { variationOf } from "../../session/find.ts";
import { choose, rate, verdictIn } from "../../session/verdicts.ts";
import { useText } from "../../ui/text-sample.tsx";
import { sayTrouble } from "../../ui/trouble.ts";
import { takeName } from "./take-name.ts";

interface TakeKeys {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly slots: readonly OutlineSlot[];
  readonly at: number;
  readonly setAt: (index: number) => void;
}

/** The keys of the sheet, for takes: left and right go from one to the next; up and down scroll, as in any text. */
export function useTakeKeys({ outline, round, slots, at, setAt }: TakeKeys): void {
  const [, go] = useLocation();
  const session = outline.session.id;
  const variation = variationOf(outline, slots[at]?.variation ?? null);
  const enabled = { enabled: variation !== undefined };
  const verdict = verdictIn(outline, variation?.id ?? "");
  const { data: text = "" } = useText(variation?.blob);
  const act = variation && { session, variation: variation.id, name: takeName(outline, variation) };
  const move = (step: number): void => {
    const next = Math.max(0, Math.min(slots.length - 1, at + step));
    setAt(next);
    const take = document.querySelector<HTMLElement>(`[data-tile="${slots[next]?.id}"]`);
    take?.focus({ preventScroll: true });
    take?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const decide = (choice: "pick" | "reject" | "clear") => (): void => {
    if (act) void choose(act, verdict, choice).catch(sayTrouble);
    move(1);
  };
  useCommand("left", () => move(-1), { enabled: slots.length > 1 });
  useCommand("right", () => move(1), { enabled: slots.length > 1 });
  useCommand("pick", decide("pick"), enabled);
  useCommand("reject", decide("reject"), enabled);
  useCommand("unflag", decide("clear"), enabled);
  const say = (rating: number) => (): void => void (act && rate(act, verdict, rating).catch(sayTrouble));
  useCommand("rate1", say(1), enabled);
  useCommand("rate2", say(2), enabled);
  useCommand("rate3", say(3), enabled);
  useCommand("rate4", say(4), enabled);
  useCommand("rate5", say(5), enabled);
  useCommand("rate0", say(0), enabled);
  useCommand("open", () => variation && go(to.variation(session, round.id, variation.id)), enabled);
  useCommand("refine", () => variation && go(to.refine(session, variation.id)), enabled);
  useCommand("copyEdit", () => variation && go(to.copyEdit(session, variation.id)), enabled);
  useCommand("compare", () => variation?.control && go(to.compare(session, [variation.control, variation.id])), {
    enabled: variation?.control != null,
  });
  useCommand("copyPicture", () => void copyText(text, "The text").catch(sayTrouble), enabled);
}
