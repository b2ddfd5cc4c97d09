/**
 * The address of a server as people paste it: without the page or the endpoint that was open in it, without a query. What stands
 * before it stays, for servers behind a path of a proxy.
 *
 * @param endings "/sdapi/v1", "/docs": taken away with everything below, the first that fits
 */
export function serverAddress(pasted: string, endings: readonly string[] = []): string {
  const url = new URL(pasted);
  [url.search, url.hash] = ["", ""];
  const path = url.pathname.replace(/\/+$/u, "");
  const found = endings.map((ending) => `${path}/`.indexOf(`${ending}/`)).find((at) => at >= 0);
  url.pathname = found === undefined ? path : path.slice(0, found);
  return url.href.replace(/\/+$/u, "");
}
