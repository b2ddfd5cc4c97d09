import type { Sharp } from "sharp";

/** Pixels of the long side. Vision models see little in a stamp, and gain nothing from more than this. */
const smallest = 256;
const largest = 1024;
/** Base64 adds a third; eight of these stay below what clients read at once. */
const mostBytes = 700_000;

interface Image {
  readonly data: Uint8Array;
  readonly mediaType: string;
}

/** A picture as an agent looks at it: PNG, small ones enlarged pixel by pixel, large ones shrunk, JPEG only where PNG is too heavy. */
export async function forAgents(data: Uint8Array, mediaType: string): Promise<Image> {
  const { default: sharp } = await import("sharp");
  const picture = sharp(data);
  const { width, height } = await picture.metadata();
  const long = Math.max(width, height);
  const fits = data.byteLength <= mostBytes;
  if (mediaType === "image/png" && long >= smallest && long <= largest && fits) return { data, mediaType };
  if (long < smallest) {
    const times = Math.ceil(smallest / long);
    picture.resize(width * times, height * times, { kernel: "nearest" });
  } else picture.resize(largest, largest, { fit: "inside", withoutEnlargement: true });
  const shrunk = picture.toColourspace("srgb");
  const share = Math.min(1, largest / long) ** 2;
  if (data.byteLength * share > mostBytes) return jpeg(shrunk);
  const png = await shrunk.png().toBuffer();
  return png.byteLength <= mostBytes ? { data: png, mediaType: "image/png" } : jpeg(sharp(png));
}

/** The best quality that is light enough; noise at its worst is at the last. */
async function jpeg(picture: Sharp): Promise<Image> {
  picture.flatten({ background: "#fff" });
  for (const quality of [90, 75, 50]) {
    const data = await picture.clone().jpeg({ quality }).toBuffer();
    if (data.byteLength <= mostBytes) return { data, mediaType: "image/jpeg" };
  }
  return { data: await picture.jpeg({ quality: 25 }).toBuffer(), mediaType: "image/jpeg" };
}
