import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** 32 random bytes, safe in an address. */
const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * The token of a workspace, made when there is none and readable by its owner only. It stays the same over restarts, so
 * that open pages and connected agents go on; deleting the file takes every access back. A workspace that cannot be
 * written gets a token for this process.
 */
export async function workspaceToken(home: string): Promise<string> {
  const path = join(home, "access-token");
  const known = await readToken(path);
  if (known !== undefined) return known;
  const token = newToken();
  const draft = `${path}.${process.pid}`;
  try {
    await writeFile(draft, `${token}\n`, { mode: 0o600 });
    await rename(draft, path);
    return (await readToken(path)) ?? token; // another process may have been a moment later
  } catch {
    return token;
  }
}

async function readToken(path: string): Promise<string | undefined> {
  const text = (await readFile(path, "utf8").catch(() => "")).trim();
  return /^[\w-]{43}$/u.test(text) ? text : undefined;
}

/** Compares in a time that does not depend on where the first difference is. */
export function sameSecret(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  return timingSafeEqual(digest(given), digest(secret));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Browsers send cookies to every port of a host, so each server's cookie bears its port. */
export const cookieName = (host: string): string => `samebut-${/:(\d+)$/u.exec(host)?.[1] ?? "80"}`;
