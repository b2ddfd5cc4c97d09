import { announce } from "../undo.ts";

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, what: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  announce(`${what} is copied.`);
}

/** Puts the whole picture on the clipboard, as PNG: the one kind that every program takes. */
export async function copyPicture(address: string): Promise<void> {
  const png = async (): Promise<Blob> => {
    const blob = await (await fetch(address)).blob();
    if (blob.type === "image/png") return blob;
    const picture = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    return canvas.convertToBlob({ type: "image/png" });
  };
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
  announce("The picture is copied.");
}
