/** Namespaces of the properties that we write. */
const spaces: Readonly<Record<string, string>> = {
  dc: "http://purl.org/dc/elements/1.1/",
  xmp: "http://ns.adobe.com/xap/1.0/",
  xmpMM: "http://ns.adobe.com/xap/1.0/mm/",
  stRef: "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
  Iptc4xmpExt: "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
  samebut: "https://samebut.dev/ns/1.0/",
};

export type XmpValue =
  | string
  /** An ordered list. */
  | { readonly seq: readonly string[] }
  /** A text in the default language. */
  | { readonly alt: string }
  | { readonly struct: Readonly<Record<string, string>> };

/** An XMP packet (ISO 16684-1) of these properties, by prefixed name. Empty values are left out. */
export function xmpPacket(properties: Readonly<Record<string, XmpValue | null>>): string {
  const entries = Object.entries(properties).flatMap(([name, value]) =>
    value === null || value === "" ? [] : [`   <${name}${contentOf(value)}</${name}>`],
  );
  const used = Object.entries(spaces).filter(([prefix]) => entries.some((entry) => entry.includes(`<${prefix}:`)));
  const declared = used.map(([prefix, uri]) => `\n    xmlns:${prefix}="${uri}"`).join("");
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""${declared}>
${entries.join("\n")}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

function contentOf(value: XmpValue): string {
  if (typeof value === "string") return `>${escaped(value)}`;
  if ("seq" in value)
    return `><rdf:Seq>${value.seq.map((one) => `<rdf:li>${escaped(one)}</rdf:li>`).join("")}</rdf:Seq>`;
  if ("alt" in value) return `><rdf:Alt><rdf:li xml:lang="x-default">${escaped(value.alt)}</rdf:li></rdf:Alt>`;
  const fields = Object.entries(value.struct).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  return ` rdf:parseType="Resource">${fields.join("")}`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Characters that XML cannot hold become "�"; a carriage return would come back as a line feed. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[&<>]/gu, (character) => entities[character]!)
    .replace(/\r\n?/gu, "\n")
    .replace(/(?![\t\n])[\p{Control}\uFFFE\uFFFF]/gu, "�");
