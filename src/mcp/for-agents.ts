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
  if (mediaType === "image/png" && long >= smallest && long <= largest && data.byteLength <= mostBytes) return { data, mediaType };
  if (long < smallest) {
    const times = Math.ceil(smallest / long);
    picture.resize(width * times, height * times, { kernel: "nearest" });
  } else picture.resize(largest, largest, { fit: "inside", withoutEnlargement: true });
  const png = await picture.toColourspace("srgb").png().toBuffer();
  if (png.byteLength <= mostBytes) return { data: png, mediaType: "image/png" };
  return { data: await sharp(png).flatten().jpeg({ quality: 90 }).toBuffer(), mediaType: "image/jpeg" };
}
