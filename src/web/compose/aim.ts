import type { Input } from "../api.ts";

export type Tendency = NonNullable<Input<"changes">["tendency"]>;

/** What a change is for: an element of the brief, what a model does to texts unasked, or, with neither, what its words speak of. */
export interface Aim {
  readonly element?: string;
  readonly tendency?: Tendency;
}

export const tendencyTitles: Readonly<Record<Tendency, string>> = {
  corporate: "corporate language",
  hedging: "performed hedging",
  padding: "padding",
  invention: "facts that the brief does not hold",
};

const isTendency = (name: string): name is Tendency => Object.hasOwn(tendencyTitles, name);

const mark = "against ";

/** As the value of an option, and back. */
export const nameOfAim = ({ element, tendency }: Aim): string => (tendency ? mark + tendency : (element ?? ""));

export function aimNamed(name: string): Aim {
  const tendency = name.startsWith(mark) ? name.slice(mark.length) : "";
  if (isTendency(tendency)) return { tendency };
  return name === "" ? {} : { element: name };
}

/** What the end of an address says of it: "change", "change=padding"; undefined where no change is being written. */
export function aimInSearch(search: string): Aim | undefined {
  const named = new URLSearchParams(search).get("change");
  if (named === null) return undefined;
  return isTendency(named) ? { tendency: named } : {};
}
