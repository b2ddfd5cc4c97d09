import { useLocation } from "wouter";
import { api, pictureAddress } from "../../api.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import { type Outline, type OutlineRound, type OutlineVariation, useLook } from "../../queries.ts";
import { to } from "../../routes.ts";
import { Matrix } from "../../session/matrix.tsx";
import { Recipe } from "../../variation/recipe.tsx";
import { shortId } from "../../words.ts";
import { Proof } from "./proof.tsx";
import { useHiddenKinds } from "./text-round.tsx";
import { takeName } from "./take-name.ts";
import { useTakeKeys } from "./use-take-keys.ts";
import classes from "./take-page.module.css";

interface TextTakePageProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly variation: OutlineVariation;
}

/** One text alone: as a proof, with what was read in it, how it was made, and the file. */
export function TextTakePage({ outline, round, variation }: TextTakePageProps) {
  const [, go] = useLocation();
  const [hidden, toggle] = useHiddenKinds();
  const { data: look } = useLook(outline.session.id, round.id);
  const made = round.slots.filter((slot) => slot.variation !== null);
  const at = made.findIndex((slot) => slot.variation === variation.id);
  const show = (index: number): void => {
    const next = made[index]?.variation;
    if (next) go(to.variation(outline.session.id, round.id, next), { replace: true });
  };
  useTakeKeys({ outline, round, slots: made, at, setAt: show });
  const back = (): void => go(to.round(outline.session.id, shortId(round.id)));
  useCommand("open", back);
  useCommand("close", back);
  return (
    <main id="main" className={classes["page"]}>
      <Proof
        outline={outline}
        round={round}
        variation={variation}
        slot={made[at]?.id ?? ""}
        hidden={hidden}
        onToggle={toggle}
        level={1}
      />
      <div className={classes["more"]}>
        <Recipe variation={variation.id} ask={() => api.recipe({ variation: variation.id })} />
        <p>
          <a href={pictureAddress(variation.blob)} download={`${takeName(outline, variation).replaceAll(" ", "-")}.md`}>
            Save the file
          </a>
        </p>
      </div>
      {look && <Matrix outline={outline} round={{ ...round, slots: made.slice(at, at + 1) }} look={look} />}
    </main>
  );
}
