import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { StudioError } from "../core/errors.ts";
import { cookieName, sameSecret } from "./access.ts";
import { failureResponse } from "./failures.ts";

/** Who may ask: requests for one of these hosts, from no other page than our own. */
export function guardOrigin(allowedHosts: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const problem = foreignness(c.req.raw, allowedHosts);
    if (problem) return failureResponse(problem, 403);
    return next();
  };
}

/** What shows that a request was not made by the person or their own page; undefined when nothing does. */
export function foreignness(
  { method, url, headers }: Pick<Request, "method" | "url" | "headers">,
  allowedHosts: ReadonlySet<string>,
): StudioError | undefined {
  const host = headers.get("host")?.toLowerCase() ?? "";
  if (!allowedHosts.has(host)) {
    return new StudioError("refused", `This server does not answer for the host “${host.slice(0, 100)}”.`, {
      hint: "Open the address that `samebut serve` printed, or allow the name with --allow-host.",
    });
  }
  const origin = headers.get("origin");
  if (origin !== null && !isOwnOrigin(origin, host)) return anotherPage;
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin") return undefined;
  const reads = method === "GET" || method === "HEAD";
  // "none" is a person at the address bar. A link on another page may open our page, but nothing behind it.
  if (reads && (site === "none" || (isNavigation(headers) && isPage(url)))) return undefined;
  return anotherPage;
}

const anotherPage = new StudioError("refused", "Another web page asked for this, so it was not answered.", {
  hint: "Open the address that `samebut serve` printed in a tab of its own.",
});

function isOwnOrigin(origin: string, host: string): boolean {
  const parsed = URL.parse(origin);
  return (
    parsed !== null &&
    /^https?:$/u.test(parsed.protocol) &&
    parsed.origin === origin &&
    hostWithPort(parsed, host) === host
  );
}

/** URLs leave out the port that their scheme implies; a Host header may name it. */
const hostWithPort = (url: URL, host: string): string =>
  url.port === "" && /:(?:80|443)$/u.test(host) ? `${url.host}${/:\d+$/u.exec(host)?.[0]}` : url.host;

const isNavigation = (headers: Headers): boolean =>
  headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";

const isPage = (url: string): boolean => !/^\/(?:api|blobs|mcp)(?:\/|$)/u.test(new URL(url).pathname);

/** Lets through who knows the token: by the Authorization header or, where allowed, by the page's cookie. */
export function guardToken(token: string, options: { readonly cookie: boolean }): MiddlewareHandler {
  return async (c, next) => {
    const bearer = /^Bearer +(\S+)$/iu.exec(c.req.header("authorization") ?? "")?.[1];
    if (sameSecret(bearer, token)) return next();
    const cookie = options.cookie ? getCookie(c, cookieName(c.req.header("host") ?? "")) : undefined;
    if (!sameSecret(cookie, token)) return refuseToken(c, bearer ?? cookie);
    if (isSurelyOurPage(c)) return next();
    return failureResponse(
      new StudioError("refused", "A cookie alone may not change anything.", {
        hint: "Send the token in the Authorization header: Bearer …",
      }),
      403,
    );
  };
}

function refuseToken(c: Context, given: string | undefined): Response {
  c.header("WWW-Authenticate", "Bearer");
  const message =
    given === undefined
      ? "This needs the access token of the server."
      : "The access token is not the one of this server.";
  const hint = "Open the link that `samebut serve` printed, or send its token in the Authorization header: Bearer …";
  return failureResponse(new StudioError("refused", message, { hint }), 401);
}

/** Every browser of today says where a write comes from; what does not say it was not our page. */
const isSurelyOurPage = (c: Context): boolean =>
  c.req.method === "GET" ||
  c.req.method === "HEAD" ||
  c.req.header("origin") !== undefined ||
  c.req.header("sec-fetch-site") === "same-origin";
