import { useState } from "react";
import { type Input, api } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { listed } from "../words.ts";
import classes from "./hand-over.module.css";

type DeliverInput = Input<"deliver">;
type Format = NonNullable<DeliverInput["formats"]>[number];
type Metadata = NonNullable<DeliverInput["metadata"]>;

const formats: readonly { readonly format: Format; readonly title: string }[] = [
  { format: "png", title: "PNG" },
  { format: "jpeg", title: "JPEG" },
  { format: "webp", title: "WebP" },
  { format: "avif", title: "AVIF" },
  { format: "tiff", title: "TIFF" },
];

const metadata: Readonly<Record<Metadata, string>> = {
  full: "how it was made, with prompt and recipe",
  private: "only that a machine made it",
  none: "nothing",
};

interface HandOverProps {
  readonly session: string;
  readonly variation: string | undefined;
  /** The brief's own. */
  readonly wanted: Format;
  readonly isText: boolean;
}

/** The files that leave the house: formats, what they say of themselves, and the one button. */
export function HandOver({ session, variation, wanted, isText }: HandOverProps) {
  const [chosen, setChosen] = useState<readonly Format[]>([wanted]);
  const [says, setSays] = useState<Metadata>("full");
  const [profile, setProfile] = useState<"srgb" | "p3">("srgb");
  const [name, setName] = useState("picture");
  const toggle = (format: Format): void =>
    setChosen(chosen.includes(format) ? chosen.filter((other) => other !== format) : [...chosen, format]);
  const reason = !isText && chosen.length === 0 ? "Choose at least one format." : undefined;
  const pictureOptions = { formats: [...chosen], profile, name: name.trim() || "picture" };
  const deliver = (): Promise<unknown> =>
    api.deliver({ session, metadata: says, ...(variation && { variation }), ...(isText ? {} : pictureOptions) });
  useCommand("run", () => void (reason === undefined && deliver().catch(sayTrouble)));
  return (
    <section className={classes["over"]} aria-label="Hand over">
      {!isText && (
        <fieldset className={classes["formats"]}>
          <legend className={classes["label"]}>Hand over as</legend>
          {formats.map(({ format, title }) => (
            <label key={format}>
              <input type="checkbox" checked={chosen.includes(format)} onChange={() => toggle(format)} /> {title}
            </label>
          ))}
        </fieldset>
      )}
      <div className={classes["fields"]}>
        <label>
          The files say
          <select value={says} onChange={({ target }) => setSays(target.value as Metadata)}>
            {Object.entries(metadata).map(([mode, words]) => (
              <option key={mode} value={mode}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {!isText && (
          <>
            <label>
              Colours
              <select value={profile} onChange={({ target }) => setProfile(target.value === "p3" ? "p3" : "srgb")}>
                <option value="srgb">sRGB</option>
                <option value="p3">Display P3</option>
              </select>
            </label>
            <label>
              Name
              <input
                value={name}
                onChange={({ target }) => setName(target.value)}
                title="May hold {title} {seed} {engine} {width} {height} {date}"
              />
            </label>
          </>
        )}
      </div>
      <p className={classes["go"]}>
        <Button kind="primary" onPress={deliver} reason={reason} waiting="Writing the files …">
          Deliver
        </Button>
        <span className="quiet note">
          {says === "private" ? "the picture alone" : `with ${listed(["report", "recipe", "contact sheets"])}`}{" "}
          <Key of="run" />
        </span>
      </p>
    </section>
  );
}
