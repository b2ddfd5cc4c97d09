import { type Size, sameSize } from "../../core/size.ts";

/** The sizes of every model, the default first. */
export const standardSizes: [Size, ...Size[]] = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
  { width: 1024, height: 1536 },
];

/** Models from gpt-image-2 on take any size by the rule below. */
export const takesAnySize = (model: string): boolean => /^gpt-image-(?:[2-9]|\d\d)/u.test(model);

/** As https://developers.openai.com/api/docs/guides/image-generation says. */
export function makesSize(model: string, size: Size): boolean {
  if (!takesAnySize(model)) return standardSizes.some((one) => sameSize(one, size));
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  const area = short * long;
  const even = short % 16 === 0 && long % 16 === 0;
  return even && long <= 3840 && long <= short * 3 && area >= 655_360 && area <= 8_294_400;
}

/** "1024x1024"; an edit of a picture in another size leaves the choice to the model. */
export const sizeParameter = (model: string, size: Size): string =>
  makesSize(model, size) ? `${size.width}x${size.height}` : "auto";
