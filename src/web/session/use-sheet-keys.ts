import { useLocation } from "wouter";
import { pictureAddress } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import type { Outline, OutlineRound, OutlineSlot } from "../queries.ts";
import { to } from "../routes.ts";
import { sayTrouble } from "../ui/trouble.ts";
import { copyPicture, copyText } from "./copy.ts";
import { nameOf, variationOf } from "./find.ts";
import { choose, rate, verdictIn } from "./verdicts.ts";

interface SheetKeys {
  readonly outline: Outline;
  readonly round: OutlineRound;
  /** In the order in which they are seen. */
  readonly slots: readonly OutlineSlot[];
  readonly at: number;
  readonly setAt: (index: number) => void;
  readonly setHeld: (held: boolean) => void;
}

/** The keys of the review grid: arrows move without wrapping, a verdict moves on to the next picture. */
export function useSheetKeys({ outline, round, slots, at, setAt, setHeld }: SheetKeys): void {
  const [, go] = useLocation();
  const variation = variationOf(outline, slots[at]?.variation ?? null);
  const session = outline.session.id;
  const enabled = { enabled: variation !== undefined };
  const move = (step: number): void => {
    const next = Math.max(0, Math.min(slots.length - 1, at + step));
    setAt(next);
    document.querySelector<HTMLElement>(`[data-tile="${slots[next]?.id}"]`)?.focus();
  };
  const say = (act: (name: { session: string; variation: string; name: string }) => Promise<void>): void => {
    if (variation) void act({ session, variation: variation.id, name: nameOf(variation) }).catch(sayTrouble);
  };
  const verdict = verdictIn(outline, variation?.id ?? "");
  useCommand("left", () => move(-1));
  useCommand("right", () => move(1));
  useCommand("up", () => move(-columnsNow(slots[at])));
  useCommand("down", () => move(columnsNow(slots[at])));
  useCommand("open", () => variation && go(to.variation(session, round.id, variation.id)), enabled);
  useCommand("parent", () => setHeld(true), { ...enabled, release: () => setHeld(false) });
  const decide = (choice: "pick" | "reject" | "clear") => (): void => {
    say((act) => choose(act, verdict, choice));
    move(1);
  };
  useCommand("pick", decide("pick"), enabled);
  useCommand("reject", decide("reject"), enabled);
  useCommand("unflag", decide("clear"), enabled);
  useRatings((rating) => say((act) => rate(act, verdict, rating)), enabled);
  useCommand("refine", () => variation && go(to.refine(session, variation.id)), enabled);
  useCommand(
    "compare",
    () => variation?.control && go(to.compare(session, [variation.control, variation.id])),
    enabled,
  );
  useCommand(
    "copyPicture",
    () => variation && void copyPicture(pictureAddress(variation.blob)).catch(sayTrouble),
    enabled,
  );
  const prompt = round.arms.find(({ id }) => id === variation?.arm)?.prompt ?? "";
  useCommand("copyPrompt", () => void copyText(prompt, "The prompt").catch(sayTrouble), enabled);
}

function useRatings(say: (rating: number) => void, options: { readonly enabled: boolean }): void {
  useCommand("rate0", () => say(0), options);
  useCommand("rate1", () => say(1), options);
  useCommand("rate2", () => say(2), options);
  useCommand("rate3", () => say(3), options);
  useCommand("rate4", () => say(4), options);
  useCommand("rate5", () => say(5), options);
}

/** How many tiles stand side by side now. */
function columnsNow(slot: OutlineSlot | undefined): number {
  const tile = document.querySelector(`[data-tile="${slot?.id}"]`)?.closest("ul");
  const tops = [...(tile?.children ?? [])].map((child) => (child as HTMLElement).offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}
