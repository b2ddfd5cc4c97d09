import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { api } from "../api.ts";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Element, type Outline, keys, queryClient, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { isPromptless, isText, nounOf } from "../session/find.ts";
import { Button } from "../ui/button.tsx";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { Waiting } from "../ui/waiting.tsx";
import { perform } from "../undo.ts";
import { type DraftElement, noEdits, plainElements, withEdits } from "./draft.ts";
import { ElementList } from "./element-list.tsx";
import { litText } from "./prompt-field.tsx";
import { References } from "./references.tsx";
import classes from "./brief-page.module.css";

/** The brief of a session: its elements can be reworded, weighed, moved, added and left out at any time. */
export function BriefPage() {
  const { session = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the brief" />;
  return <Opened outline={data} />;
}

type Size = { readonly width: number; readonly height: number };

function Opened({ outline }: { readonly outline: Outline }) {
  const [, go] = useLocation();
  const { brief, id } = outline.session;
  const [edits, setEdits] = useState(noEdits);
  const [lit, setLit] = useState<DraftElement>();
  const [size, setSize] = useState(brief.target.size ? `${brief.target.size.width}x${brief.target.size.height}` : "");
  const elements = withEdits(brief.elements, edits);
  const target = sizeIn(size);
  const reason =
    size.trim() !== "" && !target ? "A size is width x height in pixels, for example 2400x3000." : undefined;
  const save = async (): Promise<void> => {
    await perform({
      said: "The brief is changed.",
      redo: () => revise(id, plainElements(elements), target, brief.target.format),
      undo: () => revise(id, [...brief.elements], brief.target.size, brief.target.format),
    });
    go(to.session(id));
  };
  useCommand("run", () => void (reason === undefined && save().catch(sayTrouble)));
  useCommand("close", () => go(to.session(id)));
  return (
    <main id="main" className={classes["page"]}>
      <div>
        <h1>Brief</h1>
        {isPromptless(outline) ? (
          <p className={classes["prompt"]}>What must the text hold? Add it line by line: points, facts, a length.</p>
        ) : (
          <>
            <p className={classes["prompt"]}>{litText(brief.prompt, lit?.words ?? [])}</p>
            <p className="quiet note">
              The prompt stays as it was run. A change tries other words; starting over writes a new one.
            </p>
          </>
        )}
        {!isText(outline) && <References outline={outline} />}
        {!isText(outline) && (
          <label className={classes["target"]}>
            Delivery size in pixels{" "}
            <input
              className={classes["size"]}
              placeholder="as the picture"
              value={size}
              onChange={({ target: field }) => setSize(field.value)}
            />
          </label>
        )}
        <p className={classes["go"]}>
          <Button kind="primary" onPress={save} reason={reason} waiting={`Reading the ${nounOf(outline)}s again …`}>
            Save the brief
          </Button>
          <Key of="run" />
          <Button kind="plain" onPress={() => go(to.session(id))}>
            leave it as it was
          </Button>
        </p>
        {reason !== undefined && <p role="status">{reason}</p>}
      </div>
      <ElementList
        elements={elements}
        edits={edits}
        onEdit={setEdits}
        onLight={setLit}
        newKind={isText(outline) ? "point" : "subject"}
      />
    </main>
  );
}

/** New elements are read at once in every picture that is there. */
async function revise(
  session: string,
  elements: Element[],
  size: Size | undefined,
  format: Outline["session"]["brief"]["target"]["format"],
): Promise<void> {
  await api.revise({ session, elements, target: { format, ...(size ? { size } : {}) } });
  await queryClient.invalidateQueries({ queryKey: keys.session(session) });
}

function sizeIn(text: string): Size | undefined {
  const [, width, height] = /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/u.exec(text) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : undefined;
}
