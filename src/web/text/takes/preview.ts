/** What of a text is written so far, out of the data address that live previews come in; undefined for pictures. */
export function textOfPreview(address: string | undefined): string | undefined {
  const found = /^data:text\/plain(?:;charset=utf-8)?;base64,(.*)$/u.exec(address ?? "");
  if (!found) return undefined;
  const bytes = Uint8Array.from(atob(found[1] ?? ""), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
