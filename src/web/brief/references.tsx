import { useState } from "react";
import { api, upload } from "../api.ts";
import { type Outline, keys, queryClient, useEngines } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Picture } from "../ui/picture.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { perform } from "../undo.ts";
import { cx } from "../words.ts";
import { useFileDrop } from "./use-file-drop.ts";
import classes from "./references.module.css";

/** Pictures that lend their looks: dropped, pasted or chosen, each with what becomes of it on this engine. */
export function References({ outline }: { readonly outline: Outline }) {
  const { id, engine, brief } = outline.session;
  const { data } = useEngines();
  const [busy, setBusy] = useState(false);
  const description = data?.engines.find((one) => one.id === engine)?.description;
  const add = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    try {
      const references = await Promise.all(files.map((file) => upload(file)));
      await revise(id, { references });
    } catch (error) {
      sayTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  const { over, handlers } = useFileDrop((files) => void add(files));
  return (
    <section
      className={cx(classes["references"], over && classes["over"])}
      aria-label="Pictures to go by"
      {...handlers}
    >
      {brief.references.length > 0 && (
        <ul className={classes["list"]}>
          {brief.references.map(({ hash, name }) => (
            <li key={hash}>
              <Picture hash={hash} alt={name} width={1} height={1} shown={96} className={classes["picture"] ?? ""} />
              <Button kind="plain" onPress={() => leaveOut(id, hash, name)} waiting="…">
                leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className={classes["add"]} role="status">
        {busy ? (
          "Reading …"
        ) : over ? (
          "Let go to add it."
        ) : (
          <>
            Pictures to go by: drop or paste one here, or{" "}
            <label className={classes["file"]}>
              choose a file
              <input
                type="file"
                className="unseen"
                accept="image/*"
                multiple
                onChange={({ target }) => void add([...(target.files ?? [])])}
              />
            </label>
            .
          </>
        )}
      </p>
      {description && brief.references.length > 0 && !description.abilities.includes("references") && (
        <p className="quiet note">
          {description.title} takes no pictures to go by: they stay with the brief, and nothing is drawn from them. Say
          in the prompt what it should take from them.
        </p>
      )}
    </section>
  );
}

const leaveOut = (session: string, hash: string, name: string): Promise<void> =>
  perform({
    said: "A picture to go by is left out.",
    redo: () => revise(session, { unreference: [name] }),
    undo: () => revise(session, { references: [hash] }),
  });

async function revise(
  session: string,
  change: { readonly references?: string[]; readonly unreference?: string[] },
): Promise<void> {
  await api.revise({ session, ...change });
  await queryClient.invalidateQueries({ queryKey: keys.session(session) });
}
