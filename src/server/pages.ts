import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context, Hono } from "hono";
import { setCookie } from "hono/cookie";
import { StudioError } from "../core/errors.ts";
import { cookieName, sameSecret } from "./access.ts";
import { failureResponse } from "./failures.ts";

/** The built page (`npm run build`), at the same depth in a clone (src) and once published (dist). */
export const builtPage = fileURLToPath(new URL("../../dist/page/", import.meta.url));

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

export interface Pages {
  readonly token: string;
  readonly folder: string;
}

/**
 * The files of the page. They hold nothing of the workspace, so they need no token; the opening link (`/?token=…`)
 * exchanges it for a cookie that scripts cannot read and other sites cannot send.
 */
export function mountPages(app: Hono, { token, folder }: Pages): void {
  app.get("*", async (c, next) => {
    const { pathname } = new URL(c.req.url);
    if (/^\/(?:api|blobs|mcp|thumbnails)(?:\/|$)/u.test(pathname)) return next();
    const given = c.req.query("token");
    if (given !== undefined) return exchange(c, given, token);
    const route = isRoute(c, pathname);
    const file = (await readInside(folder, pathname)) ?? (route ? await readInside(folder, "/index.html") : undefined);
    if (!file && route) return failureResponse(notBuilt, 503);
    if (!file) return next();
    const hashed = /-[\w-]{8,}\.\w+$/u.test(pathname);
    return new Response(file.data, {
      headers: {
        "Content-Type": file.mediaType,
        "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
      },
    });
  });
}

const notBuilt = new StudioError("unavailable", "The page has not been built yet.", {
  hint: "`npm start` builds it and opens it; `npm run build` builds it alone. The API and the command line need no page.",
});

function exchange(c: Context, given: string, token: string): Response {
  if (!sameSecret(given, token)) {
    const hint = "Run `samebut serve` again and open the link that it prints.";
    return failureResponse(
      new StudioError("refused", "The access token in this link is not the one of this server.", { hint }),
      401,
    );
  }
  setCookie(c, cookieName(c.req.header("host") ?? ""), token, {
    httpOnly: true,
    sameSite: "Strict",
    path: "/",
    maxAge: 400 * 24 * 3600,
  });
  const clean = new URL(c.req.url);
  clean.searchParams.delete("token");
  // One slash: "//host" would lead to another server.
  return c.redirect(`/${clean.pathname.replace(/^\/+/u, "")}${clean.search}`, 303);
}

/** Addresses inside the page, such as /sessions/<id>, are all the same file. */
const isRoute = (c: Context, pathname: string): boolean =>
  (c.req.header("accept") ?? "").includes("text/html") && !/\/\.|\.\w+$/u.test(pathname);

async function readInside(
  folder: string,
  pathname: string,
): Promise<{ data: Uint8Array<ArrayBuffer>; mediaType: string } | undefined> {
  const mediaType = mediaTypes[extname(pathname === "/" ? "/index.html" : pathname)];
  if (mediaType === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, decodeURIComponent(pathname === "/" ? "/index.html" : pathname)));
    return path.startsWith(root + sep) ? { data: Uint8Array.from(await readFile(path)), mediaType } : undefined;
  } catch {
    return undefined; // no such file, or no such name
  }
}
