import type { TextCollector } from "../raw-metadata.ts";

/** The prefixes by which we know namespaces, whatever a file calls them. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://ns.adobe.com/xap/1.0/", "xmp"],
  ["http://ns.adobe.com/photoshop/1.0/", "photoshop"],
  ["http://ns.adobe.com/exif/1.0/", "exif"],
  ["http://ns.adobe.com/tiff/1.0/", "tiff"],
  ["http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"],
  ["http://ns.adobe.com/xap/1.0/mm/", "xmpMM"],
  ["http://ns.useplus.org/ldf/xmp/1.0/", "plus"],
]);

const longestPacket = 1_000_000;
const token = /<(?<close>\/?)(?<name>[\w:.-]+)(?<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|(?<words>[^<]+)/gu;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/**
 * The properties of an XMP packet, attributes and elements alike, each with its text. No XML parser: entities of a
 * document type are never expanded, and what is not well formed costs only itself.
 */
export function readXmp(packet: string, into: TextCollector): void {
  if (packet.length > longestPacket)
    return into.problem("The XMP packet is larger than any real one, so it was left out.");
  const spaces = namespacesIn(packet);
  const stack: string[] = [];
  for (const { groups = {} } of packet.matchAll(token)) {
    const { close, name, rest = "", words } = groups;
    if (words !== undefined) addWords(stack, words, into);
    else if (close) stack.splice(Math.max(0, stack.lastIndexOf(known(name!, spaces))));
    else {
      addAttributes(rest, spaces, into);
      if (!rest.trimEnd().endsWith("/")) stack.push(known(name!, spaces));
    }
    if (stack.length > 200) return into.problem("The XMP packet is nested too deeply, so it was left out.");
  }
  return undefined;
}

function addWords(stack: readonly string[], words: string, into: TextCollector): void {
  const property = stack.findLast((name) => !name.startsWith("rdf:") && !name.startsWith("x:"));
  if (property !== undefined && words.trim() !== "") into.add("XMP", property, decodeEntities(words));
}

function addAttributes(rest: string, spaces: ReadonlyMap<string, string>, into: TextCollector): void {
  for (const [, name = "", double, single] of rest.matchAll(attribute)) {
    if (/^(?:xmlns|xml:|rdf:|x:)/u.test(name)) continue;
    into.add("XMP", known(name, spaces), decodeEntities(double ?? single ?? ""));
  }
}

const namespacesIn = (packet: string): ReadonlyMap<string, string> =>
  new Map(
    [...packet.matchAll(/xmlns:([\w.-]+)\s*=\s*["']([^"'<]*)["']/gu)].map(([, prefix = "", uri = ""]) => [
      prefix,
      prefixes.get(uri) ?? prefix,
    ]),
  );

function known(name: string, spaces: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  return colon < 0 ? name : `${spaces.get(prefix) ?? prefix}:${name.slice(colon + 1)}`;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/giu, (whole, decimal, hex, name) => {
    if (typeof name === "string") return entities[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "�";
  });
