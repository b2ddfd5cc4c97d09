import { z } from "zod";

// Servers of the same name differ: numbers come as strings, texts as numbers, whatever is optional as null. A field that cannot be
// read at all is as if it were not there; it never makes the rest unreadable.

/** A finite number, also as a string of digits. */
export const LenientNumber = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .refine(Number.isFinite)
  .nullish()
  .catch(undefined);

/** A text; numbers are written out. */
export const LenientText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(undefined);

/** A name for something, which must be there. */
export const Identifier = z.union([z.string().min(1), z.number().transform(String)]);

/** True or false, also as "true", "false", 1 and 0. */
export const LenientFlag = z
  .union([
    z.boolean(),
    z.enum(["true", "false"]).transform((text) => text === "true"),
    z.literal([0, 1]).transform(Boolean),
  ])
  .nullish()
  .catch(undefined);

/** A list without its entries that cannot be read; anything that is no list is an empty one. */
export const lenientList = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const parsed = entry.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );
