import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { api, upload } from "../api.ts";
import { type DraftElement, noEdits, plainElements, withEdits } from "../brief/draft.ts";
import { ElementList } from "../brief/element-list.tsx";
import { EngineChoice } from "../brief/engine-choice.tsx";
import { PromptField } from "../brief/prompt-field.tsx";
import { useProposal } from "../brief/use-proposal.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type EngineRow, queryClient, useEngines } from "../queries.ts";
import { to } from "../routes.ts";
import start from "../start/start.module.css";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { costText, cx, plural } from "../words.ts";
import { exampleDraft } from "./example.ts";
import classes from "./new-text.module.css";

const takes = 4;

/** A text begins from a draft, from a brief, or from both: the draft is read as it is, a language model writes from a brief. */
export function NewText() {
  const [draft, setDraft] = useState("");
  const [brief, setBrief] = useState("");
  const [edits, setEdits] = useState(noEdits);
  const [lit, setLit] = useState<DraftElement>();
  const { data: engines } = useEngines();
  const writers = (engines?.engines ?? []).filter(({ description }) => description?.makes === "text");
  const [named, setEngine] = useState<string>();
  const engine = named ?? usualEngine(writers, draft);
  const { data: proposal } = useProposal(brief, engine);
  const field = useRef<HTMLTextAreaElement>(null);
  const [, go] = useLocation();
  const hasBrief = brief.trim() !== "";
  const hasDraft = draft.trim() !== "";
  const elements = hasBrief ? withEdits(proposal?.elements ?? [], edits) : [];
  const description = writers.find(({ id }) => id === engine)?.description;
  const reason = reasonAgainst({ hasDraft, hasBrief, engine });
  const begin = async (text = draft): Promise<void> => {
    const plain = plainElements(elements);
    if (text.trim() !== "") return go(to.session(await fromDraft(text, engine, brief.trim(), plain)));
    const { session } = await api.new({ prompt: brief, medium: "text", engine, elements: plain });
    void queryClient.invalidateQueries({ queryKey: ["sessions"] });
    go(to.session(session.id));
    await api.orient({ session: session.id, count: takes, wait: false });
    return undefined;
  };
  useCommand("prompt", () => field.current?.focus());
  useCommand("run", () => void (reason === undefined && begin().catch(sayTrouble)));
  return (
    <form className={start["brief"]} onSubmit={(event) => event.preventDefault()}>
      <div className={start["writing"]}>
        <textarea
          ref={field}
          className={classes["draft"]}
          dir="auto"
          aria-label="The draft"
          placeholder="Paste the draft here, if there is one"
          rows={8}
          spellCheck
          value={draft}
          onChange={({ target }) => setDraft(target.value)}
        />
        <PromptField
          className={classes["wish"]}
          label="What it must say"
          placeholder={
            hasDraft ? "What must it say? Leave it empty without a brief" : "What should it say, to whom, how long?"
          }
          value={brief}
          onChange={setBrief}
          lit={lit?.words ?? []}
        />
        <div className={start["run"]}>
          <p className={start["go"]}>
            <Button kind="primary" onPress={() => begin()} reason={reason} waiting="Starting …">
              {hasDraft || engine === copyDesk ? "Read the draft" : "Write it as asked, four times"}
            </Button>
            <span className="quiet note">
              {description ? (hasDraft ? "free" : costText(description.price, takes)) : ""} · <Key of="run" />
            </span>
          </p>
          {reason !== undefined && (
            <p className={cx(classes["reason"], "quiet")} role="status">
              {reason} {hasBrief && !hasDraft && <Link href={to.engines}>Connect a language model</Link>}
            </p>
          )}
        </div>
        {!hasDraft && !hasBrief && (
          <div className={start["try"]}>
            <p>
              <Button kind="plain" onPress={() => begin(exampleDraft)} waiting="Reading …">
                the opening of a bakery, in too many words
              </Button>
            </p>
            <p className="quiet note">
              An example to press: a draft with everything that the copy desk knows, offline.
            </p>
          </div>
        )}
        <EngineChoice value={engine} onChange={setEngine} makes="text" />
      </div>
      {hasBrief && (
        <div>
          <h2 className={start["label"]}>
            {elements.length === 0 ? "It asks for nothing yet" : `It asks for ${plural(elements.length, "thing")}`}
          </h2>
          <ElementList elements={elements} edits={edits} onEdit={setEdits} onLight={setLit} newKind="point" />
        </div>
      )}
    </form>
  );
}

const copyDesk = "copy-desk";

/** A draft needs nobody; a brief needs a writer, where one is connected. */
const usualEngine = (writers: readonly EngineRow[], draft: string): string =>
  (draft.trim() === "" ? writers.find(({ id }) => id !== copyDesk)?.id : undefined) ?? copyDesk;

interface Begun {
  readonly hasDraft: boolean;
  readonly hasBrief: boolean;
  readonly engine: string;
}

function reasonAgainst({ hasDraft, hasBrief, engine }: Begun): string | undefined {
  if (hasDraft) return undefined;
  if (!hasBrief)
    return engine === copyDesk ? "Paste a draft, or drop a file." : "Paste a draft, or say what it should say.";
  return engine === copyDesk ? "The copy desk edits drafts and writes none." : undefined;
}

/** The draft becomes the first text of a session, as it is. */
async function fromDraft(
  draft: string,
  engine: string,
  brief: string,
  elements: ReturnType<typeof plainElements>,
): Promise<string> {
  const body = new Blob([draft], { type: "text/plain" });
  const hash = await upload(body);
  const { session } = await api.import({
    blob: hash,
    name: "draft.md",
    title: titleOf(draft),
    engine,
    ...(brief === "" ? {} : { prompt: brief, elements }),
  });
  void queryClient.invalidateQueries({ queryKey: ["sessions"] });
  return session.id;
}

const longestTitle = 80;

/** The first line that says something. */
function titleOf(draft: string): string {
  const line = draft
    .split("\n")
    .map((one) => one.replace(/^[#\s>*-]+/u, "").trim())
    .find((one) => one !== "");
  return (line ?? "A draft").slice(0, longestTitle).toWellFormed();
}
