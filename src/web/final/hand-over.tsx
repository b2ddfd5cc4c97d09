import { useState } from "react";
import { type Input, api } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import classes from "./hand-over.module.css";

type DeliverInput = Input<"deliver">;
type Format = NonNullable<DeliverInput["formats"]>[number];
type Metadata = NonNullable<DeliverInput["metadata"]>;

interface Kind {
  readonly formats: readonly { readonly format: Format; readonly title: string }[];
  readonly metadata: Readonly<Record<Metadata, string>>;
  readonly name: string;
  readonly nameMayHold: string;
  /** What lies beside the files, and what to say where nothing does. */
  readonly beside: (says: Metadata) => string;
}

const pictures: Kind = {
  formats: [
    { format: "png", title: "PNG" },
    { format: "jpeg", title: "JPEG" },
    { format: "webp", title: "WebP" },
    { format: "avif", title: "AVIF" },
    { format: "tiff", title: "TIFF" },
  ],
  metadata: {
    full: "how it was made, with prompt and recipe",
    private: "only that a machine made it",
    none: "nothing",
  },
  name: "picture",
  nameMayHold: "{title} {seed} {engine} {width} {height} {date}",
  beside: (says) => (says === "private" ? "the picture alone" : "with report, recipe and contact sheets"),
};

const texts: Kind = {
  formats: [
    { format: "md", title: "Markdown" },
    { format: "txt", title: "Plain text" },
    { format: "html", title: "HTML" },
    { format: "docx", title: "Word" },
  ],
  metadata: {
    full: "how it was made, with prompt and recipe",
    private: "only what made it",
    none: "nothing",
  },
  name: "text",
  nameMayHold: "{title} {round} {engine} {date}",
  beside: (says) => (says === "full" ? "with report and recipe" : "the text alone"),
};

interface HandOverProps {
  readonly session: string;
  readonly variation: string | undefined;
  /** The format that is chosen at first. */
  readonly wanted: Format;
  readonly isText?: boolean;
}

/** The files that leave the house: formats, what they say of themselves, and the one button. */
export function HandOver({ session, variation, wanted, isText = false }: HandOverProps) {
  const kind = isText ? texts : pictures;
  const [chosen, setChosen] = useState<readonly Format[]>([wanted]);
  const [says, setSays] = useState<Metadata>("full");
  const [profile, setProfile] = useState<"srgb" | "p3">("srgb");
  const [name, setName] = useState(kind.name);
  const toggle = (format: Format): void =>
    setChosen(chosen.includes(format) ? chosen.filter((other) => other !== format) : [...chosen, format]);
  const reason = chosen.length === 0 ? "Choose at least one format." : undefined;
  const deliver = (): Promise<unknown> =>
    api.deliver({
      session,
      ...(variation && { variation }),
      formats: [...chosen],
      name: name.trim() || kind.name,
      metadata: says,
      ...(!isText && { profile }),
    });
  useCommand("run", () => void (reason === undefined && deliver().catch(sayTrouble)));
  return (
    <section className={classes["over"]} aria-label="Hand over">
      <fieldset className={classes["formats"]}>
        <legend className={classes["label"]}>Hand over as</legend>
        {kind.formats.map(({ format, title }) => (
          <label key={format}>
            <input type="checkbox" checked={chosen.includes(format)} onChange={() => toggle(format)} /> {title}
          </label>
        ))}
      </fieldset>
      <div className={classes["fields"]}>
        <label>
          The files say
          <select value={says} onChange={({ target }) => setSays(target.value as Metadata)}>
            {Object.entries(kind.metadata).map(([mode, words]) => (
              <option key={mode} value={mode}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {!isText && (
          <label>
            Colours
            <select value={profile} onChange={({ target }) => setProfile(target.value === "p3" ? "p3" : "srgb")}>
              <option value="srgb">sRGB</option>
              <option value="p3">Display P3</option>
            </select>
          </label>
        )}
        <label>
          Name
          <input value={name} onChange={({ target }) => setName(target.value)} title={`May hold ${kind.nameMayHold}`} />
        </label>
      </div>
      <p className={classes["go"]}>
        <Button kind="primary" onPress={deliver} reason={reason} waiting="Writing the files …">
          Deliver
        </Button>
        <span className="quiet note">
          {kind.beside(says)} <Key of="run" />
        </span>
      </p>
    </section>
  );
}
