/** How many previews a picture gets at most, spread evenly: decoding every step could cost more than drawing. */
const previewsPerPicture = 5;

/** Whether step i of n (from 0) shows a preview. The last does not: the picture follows it. */
export function showsPreview(index: number, steps: number): boolean {
  const every = Math.max(1, Math.floor(steps / (previewsPerPicture + 1)));
  return (index + 1) % every === 0 && index + 1 < steps && (index + 1) / every <= previewsPerPicture;
}
