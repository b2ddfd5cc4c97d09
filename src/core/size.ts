import { z } from "zod";

/** Pixels. */
export const Size = z.object({ width: z.int().min(1).max(65_536), height: z.int().min(1).max(65_536) });
export type Size = z.infer<typeof Size>;

export const sizeText = (size: Size): string => `${size.width}×${size.height}`;
export const sameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;
