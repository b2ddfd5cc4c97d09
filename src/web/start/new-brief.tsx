import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { api } from "../api.ts";
import { type DraftElement, noEdits, plainElements, withEdits } from "../brief/draft.ts";
import { ElementList } from "../brief/element-list.tsx";
import { EngineChoice } from "../brief/engine-choice.tsx";
import { PromptField } from "../brief/prompt-field.tsx";
import { useProposal } from "../brief/use-proposal.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { queryClient, useEngines, useSessions } from "../queries.ts";
import { to } from "../routes.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { costText, plural } from "../words.ts";
import classes from "./start.module.css";

const example = "a green pear on a wooden table, hard light from the left, dark background";
const variations = 4;

interface NewBriefProps {
  readonly prompt: string;
  readonly onPrompt: (prompt: string) => void;
}

/** The prompt on the left, what it asks for on the right as it is written, and what running it takes. */
export function NewBrief({ prompt, onPrompt }: NewBriefProps) {
  const [engine, setEngine] = useState("still-life");
  const [edits, setEdits] = useState(noEdits);
  const [lit, setLit] = useState<DraftElement>();
  const field = useRef<HTMLTextAreaElement>(null);
  const { data: proposal } = useProposal(prompt, engine);
  const { data: engines } = useEngines();
  const { data: sessions } = useSessions("");
  const begin = useBegin(engine);
  const written = prompt.trim() !== "";
  const elements = written ? withEdits(proposal?.elements ?? [], edits) : [];
  const description = engines?.engines.find(({ id }) => id === engine)?.description;
  const reasons = written ? (proposal?.reasons ?? []) : [];
  const run = (): Promise<void> => begin(prompt, plainElements(elements));
  useCommand("prompt", () => field.current?.focus());
  useCommand("run", () => void (written && reasons.length === 0 && run().catch(sayTrouble)));
  return (
    <form className={classes["brief"]} onSubmit={(event) => event.preventDefault()}>
      <div className={classes["writing"]}>
        <PromptField
          fieldRef={field}
          label="The brief, as you would write it"
          placeholder="What should the picture show?"
          value={prompt}
          onChange={onPrompt}
          lit={lit?.words ?? []}
          earlier={(sessions?.sessions ?? []).flatMap(({ session: { brief } }) =>
            brief.medium === "image" ? brief.prompt : [],
          )}
          autoFocus
        />
        {written ? (
          <Run reasons={reasons} cost={description ? costText(description.price, variations) : ""} onRun={run} />
        ) : (
          <div className={classes["try"]}>
            <p>
              <Button kind="plain" onPress={() => begin(example)} waiting="Starting …">
                {example}
              </Button>
            </p>
            <p className="quiet note">
              An example to press: four pictures by the built-in model, in a few seconds, offline.
            </p>
          </div>
        )}
        <EngineChoice value={engine} onChange={setEngine} />
      </div>
      {written && (
        <div className={classes["asks"]}>
          <h2 className={classes["label"]}>
            {elements.length === 0 ? "It asks for nothing yet" : `It asks for ${plural(elements.length, "thing")}`}
          </h2>
          <ElementList elements={elements} edits={edits} onEdit={setEdits} onLight={setLit} />
        </div>
      )}
    </form>
  );
}

interface RunProps {
  readonly reasons: readonly string[];
  readonly cost: string;
  readonly onRun: () => Promise<void>;
}

/** The one thing to do, what it costs, or every reason why not yet. */
function Run({ reasons, cost, onRun }: RunProps) {
  return (
    <div className={classes["run"]}>
      {reasons.length > 0 && (
        <ul className={classes["reasons"]} role="status">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p className={classes["go"]}>
        <Button kind="primary" onPress={onRun} reason={reasons[0]} waiting="Starting …">
          Run it as written, four times
        </Button>
        <span className="quiet note">
          {cost} · <Key of="run" />
        </span>
      </p>
    </div>
  );
}

type Elements = ReturnType<typeof plainElements>;

/** Begins a session and opens it before its round runs: the page listens first, engines make no previews for nobody. */
function useBegin(engine: string) {
  const [, go] = useLocation();
  return async (prompt: string, elements?: Elements): Promise<void> => {
    const { session } = await api.new({ prompt, engine, ...(elements ? { elements } : {}) });
    void queryClient.invalidateQueries({ queryKey: ["sessions"] });
    go(to.session(session.id));
    await api.orient({ session: session.id, count: variations, wait: false });
  };
}
