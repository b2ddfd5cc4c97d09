import type { Outline, OutlineSlot } from "../queries.ts";
import { Picture } from "../ui/picture.tsx";
import { variationOf } from "./find.ts";
import classes from "./twins.module.css";

/** The parent strip: each picture's own twin, same seed, without the change. */
export function Twins({ outline, slots }: { readonly outline: Outline; readonly slots: readonly OutlineSlot[] }) {
  const controls = [...new Set(slots.flatMap(({ control }) => control ?? []))];
  return (
    <aside className={classes["twins"]} aria-label="Before the change">
      <p className={classes["label"]}>before</p>
      <ul className={classes["list"]}>
        {controls.map((id) => {
          const variation = variationOf(outline, id);
          if (!variation) return null;
          const name = variation.seed === null ? "the picture before" : `seed ${variation.seed} before`;
          return (
            <li key={id}>
              <Picture
                hash={variation.blob}
                alt={name}
                width={variation.width}
                height={variation.height}
                shown={120}
                eager
              />
              <span className={classes["seed"]}>{variation.seed ?? ""}</span>
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
