import { useCallback, useState } from "react";
import type { Outline, OutlineRound } from "../../queries.ts";
import { variationOf } from "../../session/find.ts";
import type { NoteKind } from "../notes/notes.ts";
import { Proof } from "./proof.tsx";
import { SharedTurns } from "./shared-turns.tsx";
import { Take } from "./take.tsx";
import { useTakeKeys } from "./use-take-keys.ts";
import classes from "./text-round.module.css";

interface TextRoundProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
}

/** A round of texts: its takes side by side, or the one text large with its notes in the margin. */
export function TextRound({ outline, round }: TextRoundProps) {
  const [at, setAt] = useState(0);
  const [hidden, toggle] = useHiddenKinds();
  const slots = round.arms.flatMap((arm) => round.slots.filter((slot) => slot.arm === arm.id));
  const [first] = slots;
  const only = slots.length === 1 ? variationOf(outline, first?.variation ?? null) : undefined;
  useTakeKeys({ outline, round, slots, at, setAt });
  if (only && first)
    return <Proof outline={outline} round={round} variation={only} slot={first.id} hidden={hidden} onToggle={toggle} />;
  return (
    <section aria-label="Takes">
      <div className={classes["columns"]} data-count={Math.min(slots.length, 4)}>
        {slots.map((slot, index) => (
          <Take
            key={slot.id}
            outline={outline}
            round={round}
            slot={slot}
            current={index === at}
            hidden={hidden}
            onToggle={toggle}
            onCurrent={() => setAt(index)}
          />
        ))}
      </div>
      <SharedTurns outline={outline} round={round} />
    </section>
  );
}

/** Kinds of marks that the person does not want to see now. */
export function useHiddenKinds(): readonly [ReadonlySet<NoteKind>, (kind: NoteKind) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<NoteKind>>(new Set());
  const toggle = useCallback(
    (kind: NoteKind): void =>
      setHidden((before) => {
        const after = new Set(before);
        if (!after.delete(kind)) after.add(kind);
        return after;
      }),
    [],
  );
  return [hidden, toggle];
}
