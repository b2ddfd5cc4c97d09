import { useState } from "react";
import { api } from "../api.ts";
import { keys, queryClient } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { plural } from "../words.ts";
import type { Lessons } from "./lessons-page.tsx";
import classes from "./lessons.module.css";

/** Lessons to and from files, and the imports that can be taken out again. */
export function LessonFiles({ imports }: { readonly imports: Lessons["imports"] }) {
  const [path, setPath] = useState("");
  const [said, setSaid] = useState<string>();
  const ask = async (input: Parameters<typeof api.lessons>[0]): Promise<void> => {
    setSaid(undefined);
    const { summary } = await api.lessons(input);
    setSaid(summary.split("\n")[0]);
    await queryClient.invalidateQueries({ queryKey: keys.lessons });
  };
  const reason = path.trim() === "" ? "Write the path of a file first." : undefined;
  return (
    <section className={classes["files"]}>
      <h2>Share them</h2>
      <p className="quiet">A file of lessons holds words and counts, no pictures and no names.</p>
      <label className={classes["field"]}>
        File on this computer
        <input value={path} onChange={({ target }) => setPath(target.value)} spellCheck={false} autoComplete="off" />
      </label>
      <div className={classes["actions"]}>
        <Button onPress={() => ask({ export: path.trim() })} reason={reason}>
          Write mine to it
        </Button>
        <Button onPress={() => ask({ import: path.trim() })} reason={reason}>
          Add those in it
        </Button>
        {said !== undefined && <output>{said}</output>}
      </div>
      <ul className={classes["imports"]}>
        {imports.map(({ id, name, lessons }) => (
          <li key={id}>
            {name}, {plural(lessons, "lesson")}{" "}
            <Button kind="plain" onPress={() => ask({ forget: id })}>
              Take them out
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
