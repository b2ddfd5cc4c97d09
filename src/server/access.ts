import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** 32 random bytes, safe in an address. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * The token of a workspace, made at the first use and readable by its owner only. It stays the same over restarts, so
 * that open pages and connected agents go on; deleting the file takes every access back. A workspace that cannot be
 * written gets a token for this process.
 */
export async function workspaceToken(home: string): Promise<string> {
  const path = join(home, "access-token");
  const token = newToken();
  try {
    await writeFile(path, `${token}\n`, { mode: 0o600, flag: "wx" });
    return token;
  } catch {
    const known = (await readFile(path, "utf8").catch(() => "")).trim();
    return /^[\w-]{43}$/u.test(known) ? known : token;
  }
}

/** Compares in a time that does not depend on where the first difference is. */
export function sameSecret(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  return timingSafeEqual(digest(given), digest(secret));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Browsers send cookies to every port of a host, so each server's cookie bears its port. */
export const cookieName = (host: string): string => `samebut-${/:(\d+)$/u.exec(host)?.[1] ?? "80"}`;
