import { z } from "zod";
import { Size } from "../../core/size.ts";

/** "1024x768" as people type it; also × and a space. */
export const SizeField = z
  .string()
  .regex(/^\s*\d{1,5}\s*[x×X]\s*\d{1,5}\s*$/u, "A size is width x height in pixels, for example 96x96.")
  .transform((text) => {
    const [width = 0, height = 0] = text.split(/[x×X]/u).map(Number);
    return { width, height };
  })
  .pipe(Size);
