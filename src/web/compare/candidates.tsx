import { useEffect, useRef } from "react";
import { Picture } from "../ui/picture.tsx";
import { cx } from "../words.ts";
import type { Compared } from "./compared.ts";
import classes from "./candidates.module.css";

interface CandidatesProps {
  readonly all: readonly Compared[];
  readonly chosen: readonly Compared[];
  /** Compare the first with this one; with `more`, beside those that are there. */
  readonly onChoose: (one: Compared, more: boolean) => void;
}

/** The session's pictures as a strip: a press compares the first with it, Shift adds it beside the others. */
export function Candidates({ all, chosen, onChoose }: CandidatesProps) {
  const strip = useRef<HTMLUListElement>(null);
  const second = chosen[1]?.id;
  useEffect(() => {
    strip.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [second]);
  return (
    <ul className={classes["strip"]} ref={strip} aria-label="Compare with another picture of this session">
      {all.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className={cx(classes["candidate"], one.id === chosen[0]?.id && classes["first"])}
            aria-pressed={chosen.some(({ id }) => id === one.id)}
            title={`${one.name}. Shift: beside the others.`}
            onClick={(event) => onChoose(one, event.shiftKey)}
          >
            <Picture hash={one.blob} alt={one.name} width={one.width} height={one.height} shown={96} />
          </button>
        </li>
      ))}
    </ul>
  );
}
