import { useLook } from "../queries.ts";
import { capitalised, listed, plural } from "../words.ts";

interface EffectNoteProps {
  readonly session: string;
  readonly round: string;
  readonly arm: string;
}

/** What the change of one arm did, in words; asked for only when somebody wants to know. */
export function EffectNote({ session, round, arm }: EffectNoteProps) {
  const { data } = useLook(session, round);
  const effect = data?.effects.find((one) => one.arm === arm);
  if (!data) return <span>Looking at what it did …</span>;
  if (!effect) return <span>Nothing to compare it with: this is where it began.</span>;
  const targets = effect.elements.filter(({ target }) => target);
  const others = effect.elements.filter(({ target, pairs }) => !target && pairs.fixed + pairs.broke > 0);
  return (
    <span>
      {targets.map(({ element, statement, sentence }) => (
        <span key={element}>
          {capitalised(statement)}: {sentence}{" "}
        </span>
      ))}
      {others.length === 0
        ? "No other element changed in any variation."
        : `${plural(others.length, "other element")} changed in some variation: ${listed(others.map(({ statement }) => statement))}.`}
    </span>
  );
}
