import { BlockList, isIP } from "node:net";

/** Addresses that never lead to the public internet (IANA special-purpose registries, RFC 6890 and its successors). */
const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  special.addSubnet(network, bits, "ipv6");

const privateNames = /(?:^|\.)(?:localhost|local|internal|home\.arpa|lan)\.?$/iu;

/** Whether an address or name stands for this computer or its own network. IPv4 inside IPv6 is looked at too. */
export function isPrivateHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, "").replace(/%.*$/u, "");
  const family = isIP(bare);
  if (family === 0) return privateNames.test(bare) || !bare.includes(".");
  return special.check(bare, family === 6 ? "ipv6" : "ipv4");
}

/** Why bytes may not be fetched from there on a server's word; undefined when they may. Its own origin is always trusted. */
export function reasonAgainstUrl(url: URL, base: URL): string | undefined {
  if (url.origin === base.origin && url.username === "") return undefined;
  if (url.protocol !== "https:" && url.protocol !== "http:") return `an address that begins with ${url.protocol}`;
  if (url.username !== "" || url.password !== "") return "an address with a password inside";
  if (isPrivateHost(url.hostname)) return `${url.host}, an address inside your own network`;
  if (base.protocol === "https:" && url.protocol === "http:") return `${url.host} without encryption`;
  return undefined;
}
