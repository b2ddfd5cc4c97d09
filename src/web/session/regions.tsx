import type { Look } from "../queries.ts";
import { useLit } from "./lit.ts";
import classes from "./regions.module.css";

/** Where the judge saw the element that is looked at. */
export function Regions({ look, variation }: { readonly look: Look; readonly variation: string }) {
  const lit = useLit();
  const evidence = look.cells.find((cell) => cell.variation === variation && cell.element === lit)?.judged?.evidence;
  if (!evidence || !("region" in evidence)) return null;
  const { left, top, width, height } = evidence.region;
  const share = (value: number): string => `${value * 100}%`;
  return (
    <span
      className={classes["region"]}
      style={{ left: share(left), top: share(top), width: share(width), height: share(height) }}
    />
  );
}
