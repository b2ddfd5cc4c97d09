import type { Output } from "../api.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Mark, type MarkKind } from "../ui/mark.tsx";
import { Tip } from "../ui/tip.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import type { Compared } from "./compared.ts";
import { useComparison } from "./use-comparison.ts";
import classes from "./differences.module.css";

interface DifferencesProps {
  readonly session: string;
  readonly first: Compared;
  readonly second: Compared;
}

/** Only what differs: settings, elements, pixels. */
export function Differences({ session, first, second }: DifferencesProps) {
  const { data, error, refetch } = useComparison(session, first.id, second.id);
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the comparison" />;
  return (
    <div className={classes["differences"]}>
      <Recipe rows={data.recipe} />
      <Elements rows={data.elements} />
      {data.picture && <Pixels {...data.picture} />}
    </div>
  );
}

type RecipeRows = Output<"compare">["recipe"];

function Recipe({ rows }: { readonly rows: RecipeRows }) {
  return (
    <section>
      <h3>The recipe</h3>
      {rows.length === 0 && <p className="quiet">The same in every setting.</p>}
      <dl>
        {rows.map(({ setting, title, said, diff }) => (
          <div key={setting}>
            <dt className="quiet note">{title}</dt>
            <dd>{diff ? <WordDiff parts={diff} /> : `${said.first} → ${said.second}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type ElementRows = Output<"compare">["elements"];

const markOf = (word: string): MarkKind => (word === "right" || word === "missed" ? word : "unsure");

function Elements({ rows }: { readonly rows: ElementRows }) {
  return (
    <section>
      <h3>The elements</h3>
      {rows.length === 0 && <p className="quiet">Both read alike.</p>}
      <ul>
        {rows.map(({ element, first, second }) => (
          <li key={element} className={classes["element"]}>
            <span>{element}</span>
            <span className={classes["marks"]}>
              <Mark kind={markOf(first)} word /> <span aria-label="becomes">→</span> <Mark kind={markOf(second)} word />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type PixelNumbers = NonNullable<Output<"compare">["picture"]>;

function Pixels({ similarity, meanDifference, largeDifference, shift }: PixelNumbers) {
  const moved = Math.hypot(shift.x, shift.y) > 0.5;
  return (
    <section>
      <h3>The pixels</h3>
      <p>
        {similaritySentence(similarity)}{" "}
        <Tip text="Structural similarity of luma (SSIM): 1 is equal. Over 0.95 the two are hard to tell apart.">
          <span tabIndex={0} className={classes["number"]}>
            SSIM {similarity.toFixed(2)}
          </span>
        </Tip>
        ,{" "}
        <Tip text="Colour difference ΔE2000, on average and in the most changed 5 %: 1 is just seen side by side.">
          <span tabIndex={0} className={classes["number"]}>
            ΔE {meanDifference.toFixed(1)}, {largeDifference.toFixed(1)} where it changed most
          </span>
        </Tip>
        .
      </p>
      <p>{moved ? `Moved by ${shift.x.toFixed(1)}, ${shift.y.toFixed(1)} pixels.` : "Not moved."}</p>
    </section>
  );
}

function similaritySentence(similarity: number): string {
  if (similarity > 0.95) return "Nearly the same picture:";
  return similarity > 0.7 ? "The same picture with changes:" : "Another picture:";
}
