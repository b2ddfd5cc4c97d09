import { useEngines } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Slider } from "../ui/slider.tsx";
import type { PassSettings } from "./settings.ts";
import classes from "./detail.module.css";

/** Where tiles gain detail and are still the same picture. */
const band = { from: 0.35, to: 0.45 };
const usual = 0.4;

interface DetailChoiceProps {
  readonly sessionEngine: string;
  readonly settings: PassSettings;
  readonly onChange: (settings: PassSettings) => void;
  /** Draws one tile. */
  readonly onProof: () => Promise<void>;
  readonly reason: string | undefined;
}

/** Whether it is drawn again in tiles, how strongly, by whom, and what each tile is told; one tile can be tried first. */
export function DetailChoice({ sessionEngine, settings, onChange, onProof, reason }: DetailChoiceProps) {
  const { data } = useEngines();
  const able = (data?.engines ?? []).filter(({ description }) => description?.abilities.includes("image-to-image"));
  const engine = settings.engine ?? able.find(({ id }) => id === sessionEngine)?.id ?? able[0]?.id;
  const { strength } = settings;
  if (engine === undefined)
    return <p className="quiet note">No connected engine starts from a picture, so it is enlarged only.</p>;
  return (
    <section className={classes["detail"]}>
      <label className={classes["title"]}>
        <input
          type="checkbox"
          checked={strength > 0}
          onChange={({ target }) => onChange({ ...settings, engine, strength: target.checked ? usual : 0 })}
        />
        Draw fine detail again, tile by tile
      </label>
      {strength > 0 && (
        <div className={classes["how"]}>
          <Slider
            label="Strength"
            value={strength}
            minimum={0.05}
            maximum={0.6}
            step={0.01}
            text={`${strength.toFixed(2)}, ${strengthWords(strength)}`}
            band={band}
            onChange={(next) => onChange({ ...settings, strength: next })}
          />
          <div className={classes["fields"]}>
            <label>
              Drawn by
              <select value={engine} onChange={({ target }) => onChange({ ...settings, engine: target.value })}>
                {able.map(({ id, description }) => (
                  <option key={id} value={id}>
                    {description?.title}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Each tile is told
              <select
                value={settings.tiles}
                onChange={({ target }) => onChange({ ...settings, tiles: target.value as (typeof settings)["tiles"] })}
              >
                <option value="neutral">quality alone</option>
                <option value="described">light and materials too</option>
                <option value="whole">the whole prompt</option>
              </select>
            </label>
          </div>
          <Button onPress={onProof} waiting="Drawing one tile …" reason={reason}>
            Try one tile first
          </Button>
          <p className="quiet note">
            Where a tile becomes another picture it is drawn with less, and if the whole no longer passes the check it
            is made again with less. Both are said.
          </p>
        </div>
      )}
    </section>
  );
}

function strengthWords(strength: number): string {
  if (strength < band.from) return "careful: little new detail";
  return strength <= band.to ? "as recommended" : "tiles may show other things";
}

interface EnlargingProps {
  readonly settings: PassSettings;
  readonly onChange: (settings: PassSettings) => void;
}

/** How pixels are made where there were none: rarely touched, so it is folded. */
export function Enlarging({ settings, onChange }: EnlargingProps) {
  const { upscaler, texture, sharpen, depth } = settings;
  const own = upscaler !== "built-in" && upscaler !== "lanczos";
  return (
    <details className={classes["enlarging"]}>
      <summary>
        Enlarged by {own ? "your own network" : upscaler === "lanczos" ? "Lanczos alone" : "the built-in network"},{" "}
        {depth} bits
      </summary>
      <div className={classes["how"]}>
        <div className={classes["fields"]}>
          <label>
            Upscaler
            <select
              value={own ? "own" : upscaler}
              onChange={({ target }) =>
                onChange({ ...settings, upscaler: target.value === "own" ? "./" : target.value })
              }
            >
              <option value="built-in">built-in network</option>
              <option value="lanczos">Lanczos alone</option>
              <option value="own">an ONNX file</option>
            </select>
          </label>
          <label>
            Depth
            <select
              value={depth}
              onChange={({ target }) => onChange({ ...settings, depth: target.value === "16" ? 16 : 8 })}
            >
              <option value={8}>8 bits</option>
              <option value={16}>16 bits, for retouching</option>
            </select>
          </label>
          {own && (
            <label className={classes["wide"]}>
              Path of the file
              <input value={upscaler} onChange={({ target }) => onChange({ ...settings, upscaler: target.value })} />
            </label>
          )}
        </div>
        {upscaler !== "lanczos" && (
          <Slider
            label="Texture of the network"
            value={texture}
            minimum={0}
            maximum={1}
            step={0.05}
            text={`${Math.round(texture * 100)} %`}
            onChange={(next) => onChange({ ...settings, texture: next })}
          />
        )}
        <Slider
          label="Sharpening"
          value={sharpen}
          minimum={0}
          maximum={2}
          step={0.05}
          text={sharpen === 0 ? "none" : sharpen.toFixed(2)}
          onChange={(next) => onChange({ ...settings, sharpen: next })}
        />
      </div>
    </details>
  );
}
