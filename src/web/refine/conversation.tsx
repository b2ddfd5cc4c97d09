import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { api, upload } from "../api.ts";
import { type Outline, type OutlineRound, type OutlineVariation, keys, useEngines } from "../queries.ts";
import { to } from "../routes.ts";
import { nameOf, variationOf } from "../session/find.ts";
import { Button } from "../ui/button.tsx";
import { InstructionField } from "../ui/instruction-field.tsx";
import { Mark } from "../ui/mark.tsx";
import { Slider } from "../ui/slider.tsx";
import { capitalised, cx } from "../words.ts";
import classes from "./conversation.module.css";

interface ConversationProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  readonly mask: Blob | undefined;
  readonly onMask: () => void;
  readonly onUnmask: () => void;
}

/** Image-to-image keeps the rest best in this stretch of strengths. */
const band = { from: 0.35, to: 0.5 };

/** What was said so far, from the picture it began with, and the place to say the next thing. */
export function Conversation({ outline, source, mask, onMask, onUnmask }: ConversationProps) {
  const [text, setText] = useState("");
  const [strength, setStrength] = useState(0.42);
  const [tool, setTool] = useState<string>();
  const [asked, setAsked] = useState<string>();
  useGoOn(outline, asked);
  const session = outline.session.id;
  const sendIt = async (): Promise<void> => {
    const made = await api.refine({
      session,
      variation: source.id,
      instruction: text,
      strength,
      wait: false,
      ...(mask ? { mask: await upload(mask) } : {}),
    });
    setTool(`By ${made.tool}: ${made.why}`);
    setText("");
    setAsked(made.round);
  };
  return (
    <section className={classes["column"]} aria-label="Conversation">
      <Turns outline={outline} source={source} />
      <InstructionField
        value={text}
        onChange={setText}
        onSend={sendIt}
        placeholder="make the background darker"
        examples={quick}
        told={
          tool !== undefined && (
            <p className={classes["tool"]} role="status">
              {tool}
            </p>
          )
        }
      >
        <Drawing outline={outline} strength={strength} onStrength={setStrength} />
        <p className={classes["mask"]}>
          {mask ? (
            <>
              Only inside the mask.{" "}
              <Button kind="plain" onPress={onUnmask}>
                without it
              </Button>
            </>
          ) : (
            <Button kind="plain" onPress={onMask}>
              only in one place: paint where
            </Button>
          )}
        </p>
      </InstructionField>
    </section>
  );
}

/** Where only one picture was made, the conversation goes on from it; of several the person chooses. */
function useGoOn(outline: Outline, asked: string | undefined): void {
  const [, go] = useLocation();
  const round = outline.rounds.find(({ id }) => id === asked);
  const [made] = round?.slots.length === 1 ? round.variations : [];
  const next = made && to.refine(outline.session.id, made.id);
  useEffect(() => {
    if (next !== undefined) go(next);
  }, [next, go]);
}

const quick = ["a little warmer", "cooler", "brighter", "a dark background", "a light background", "soft light"];

interface DrawingProps {
  readonly outline: Outline;
  readonly strength: number;
  readonly onStrength: (strength: number) => void;
}

/** How far the model may go where an adjustment is not enough. Leaving the band is allowed, and explained. */
function Drawing({ outline, strength, onStrength }: DrawingProps) {
  const { data } = useEngines();
  const engine = data?.engines.find(({ id }) => id === outline.session.engine)?.description;
  if (!engine?.abilities.includes("image-to-image")) return null;
  const outside =
    strength < band.from
      ? `Under ${band.from} it may change nothing that can be seen.`
      : strength > band.to
        ? `Over ${band.to} more than you asked for may change.`
        : "";
  return (
    <div className={classes["strength"]}>
      <Slider
        label="If it must be drawn again: strength"
        value={strength}
        minimum={0.1}
        maximum={0.9}
        step={0.01}
        band={band}
        text={strength.toFixed(2).replace(/^0/u, "")}
        onChange={onStrength}
      />
      <p className="quiet note" role="status">
        {outside}
      </p>
    </div>
  );
}

interface Turn {
  readonly variation: OutlineVariation;
  readonly round: OutlineRound;
}

/** From the picture that it began with to this one. */
function chainOf(outline: Outline, variation: OutlineVariation): readonly Turn[] {
  const round = outline.rounds.find(({ id }) => id === variation.round);
  if (!round) return [];
  const isEdit = round.kind === "refine" || round.kind === "final";
  const before = isEdit ? variationOf(outline, variation.control) : undefined;
  return [...(before ? chainOf(outline, before) : []), { variation, round }];
}

function Turns({ outline, source }: Pick<ConversationProps, "outline" | "source">) {
  const chain = chainOf(outline, source);
  const session = outline.session.id;
  const looks = useQueries({
    queries: chain.slice(1).map(({ round }) => ({
      queryKey: keys.look(session, round.id),
      queryFn: () => api.look({ session, round: round.id }),
    })),
  });
  return (
    <ol className={classes["turns"]}>
      {chain.map(({ variation, round }, index) => {
        const rest = looks[index - 1]?.data?.rest.find((check) => check.variation === variation.id);
        const heading = index === 0 ? `${nameOf(variation)}, round ${round.ordinal}` : (round.arms[0]?.heading ?? "");
        return (
          <li key={variation.id} className={cx(classes["turn"], variation.id === source.id && classes["now"])}>
            <Link href={to.refine(session, variation.id)} className={classes["heading"]}>
              {capitalised(heading)}
            </Link>
            {rest && (
              <p className={classes["rest"]}>
                <Mark
                  kind={{ kept: "right", drifted: "missed", "could not be told": "unsure" }[rest.verdict] as "right"}
                />
                <span>{rest.sentence}</span>
              </p>
            )}
            {variation.id === source.id && variation.replay.length > 1 && (
              <p className={classes["rest"]}>
                <span>Played from the clean root as one: {variation.replay.join(", ")}.</span>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
