import { Suspense, lazy, useState } from "react";
import { useLocation, useParams } from "wouter";
import type { Box } from "../../pixels/crop.ts";
import { api, upload } from "../api.ts";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, type OutlineVariation, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { AdviceColumn } from "../session/advice-column.tsx";
import { isText, nameOf, variationNamed } from "../session/find.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { Adjusting } from "./adjusting.tsx";
import { Conversation } from "./conversation.tsx";
import { type CropChoice, cropped, wholeCrop } from "./crop.ts";
import { MaskBrush } from "./mask-brush.tsx";
import { Results } from "./results.tsx";
import { RefinedPicture } from "./refined-picture.tsx";
import { type Settings, adjustmentsOf, planOf, uncroppedSize, untouched } from "./settings.ts";
import classes from "./refine.module.css";

const TextRefinePage = lazy(async () => ({
  default: (await import("../text/refine/refine-page.tsx")).TextRefinePage,
}));

/** Round 3 as a conversation: the picture large, what was said on the left, adjustments live on the right. */
export function RefinePage() {
  const { session = "", variation = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  const source = variationNamed(data, variation);
  if (!source) return <FailureNote error={new Error("There is no such picture in this session.")} />;
  if (isText(data))
    return (
      <Suspense fallback={<Waiting what="the text" />}>
        <TextRefinePage key={source.id} outline={data} source={source} />
      </Suspense>
    );
  return <Opened key={source.id} outline={data} source={source} />;
}

interface OpenedProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

function Opened({ outline, source }: OpenedProps) {
  const [, go] = useLocation();
  const [settings, setSettings] = useState(untouched);
  const [crop, setCrop] = useState(wholeCrop);
  const [held, setHeld] = useState(false);
  const [masking, setMasking] = useState(false);
  const [mask, setMask] = useState<Blob>();
  const session = outline.session.id;
  const isPicture = source.mediaType.startsWith("image/");
  useCommand("parent", () => setHeld(true), { release: () => setHeld(false) });
  useCommand("close", () => go(to.session(session)), { enabled: !masking });
  const keep = async (): Promise<void> => {
    const made = await keepAdjustments(session, source, settings, crop);
    if (made !== undefined) go(to.refine(session, made));
  };
  return (
    <main id="main" className={classes["page"]}>
      <Conversation
        outline={outline}
        source={source}
        mask={mask}
        onMask={() => setMasking(true)}
        onUnmask={() => setMask(undefined)}
      />
      <div className={classes["centre"]}>
        <h1 className={classes["title"]}>
          Keep everything the same, but … <span className="quiet note">{nameOf(source)}</span>
        </h1>
        {masking ? (
          <MaskBrush
            source={source}
            onDone={(made) => {
              setMask(made);
              setMasking(false);
            }}
          />
        ) : (
          <RefinedPicture
            outline={outline}
            source={source}
            settings={settings}
            crop={crop}
            onCrop={setCrop}
            showParent={held}
          />
        )}
        <Results outline={outline} source={source} />
      </div>
      <div className={classes["right"]}>
        {isPicture && (
          <Adjusting
            source={source}
            settings={settings}
            onSettings={setSettings}
            crop={crop}
            onCrop={setCrop}
            crops={cropOf(source, settings, crop) !== undefined}
            onReset={() => {
              setSettings(untouched);
              setCrop(wholeCrop);
            }}
            onKeep={keep}
          />
        )}
        <AdviceColumn outline={outline} onCompose={() => go(to.compose(session))} />
      </div>
    </main>
  );
}

/** All of them as one change: nothing is rounded in between, so the file is what was seen. The new picture's id. */
async function keepAdjustments(
  session: string,
  source: OutlineVariation,
  settings: Settings,
  crop: CropChoice,
): Promise<string | undefined> {
  const look = settings.look && (await upload(settings.look.file));
  const adjustments = [...adjustmentsOf(planOf(settings, cropOf(source, settings, crop), look))];
  const { pictures } = await api.refine({ session, variation: source.id, adjustments });
  return pictures[0]?.variation ?? undefined;
}

function cropOf({ width, height }: OutlineVariation, { amounts }: Settings, crop: CropChoice): Box | undefined {
  const size = uncroppedSize({ width: width ?? 1, height: height ?? 1 }, amounts);
  return cropped(crop, size.width / size.height);
}
