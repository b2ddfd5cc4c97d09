import { join } from "node:path";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { except } from "hono/combine";
import { StudioError } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { mountOperations } from "./api.ts";
import { mountBlobs } from "./blobs.ts";
import { mountDeliveries } from "./deliveries.ts";
import { mountEvents } from "./events.ts";
import { type DrawDifference, mountDifferences } from "./differences.ts";
import { failureResponse } from "./failures.ts";
import { guardOrigin, guardToken } from "./guards.ts";
import { safeHeaders } from "./headers.ts";
import { describeApi } from "./openapi.ts";
import { builtPage, mountPages } from "./pages.ts";
import { type Shrink, mountThumbnails } from "./thumbnails.ts";
import { isUpload, mountUploads } from "./uploads.ts";

const maximumBodyBytes = 1024 * 1024;

/** The door for agents: a handler of MCP's streamable HTTP. */
export interface McpDoor {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly studio: Studio;
  readonly operations: readonly Operation[];
  /** Who knows it may ask anything. */
  readonly token: string;
  /** Allowed Host headers in lower case, with the port: "localhost:4747". */
  readonly allowedHosts: ReadonlySet<string>;
  /** Folder of the built web page; the one that ships otherwise. */
  readonly webFolder?: string | undefined;
  /** Makes thumbnails; without it the pictures themselves are sent. */
  readonly shrink?: Shrink | undefined;
  /** Draws where two pictures differ; without it there are no such maps. */
  readonly drawDifference?: DrawDifference | undefined;
  readonly mcp?: McpDoor | undefined;
  /** Aborts when the server closes: event streams end and work stops. */
  readonly closing?: AbortSignal | undefined;
  /** Hears of faults that no answer may tell. */
  readonly report?: ((error: unknown) => void) | undefined;
}

/** The whole server without a port: `app.request` answers in tests as it does in use. */
export function createApp(options: AppOptions): Hono {
  const { studio, operations, token, mcp, closing = new AbortController().signal } = options;
  const app = new Hono();
  app.onError((error) => {
    if (!(error instanceof StudioError)) options.report?.(error);
    return failureResponse(error);
  });
  app.use(safeHeaders);
  app.use(guardOrigin(options.allowedHosts));
  app.use(except(isUpload, bodyLimit({ maxSize: maximumBodyBytes, onError: () => failureResponse(tooLarge, 413) })));

  app.use("/api/*", guardToken(token, { cookie: true }));
  app.get("/api/openapi.json", (c) => c.json(describeApi(operations, studio.version)));
  mountEvents(app, { studio, closing });
  mountOperations(app, { studio, operations, closing });

  app.use("/blobs/*", guardToken(token, { cookie: true }));
  mountBlobs(app, studio.blobs);
  mountUploads(app, studio.blobs);

  app.use("/thumbnails/*", guardToken(token, { cookie: true }));
  mountThumbnails(app, { blobs: studio.blobs, shrink: options.shrink, folder: join(studio.home, "thumbnails") });

  app.use("/differences/*", guardToken(token, { cookie: true }));
  mountDifferences(app, studio.blobs, options.drawDifference);

  app.use("/deliveries/*", guardToken(token, { cookie: true }));
  mountDeliveries(app, studio);

  app.use("/mcp", guardToken(token, { cookie: false }));
  if (mcp) app.all("/mcp", (c) => mcp.fetch(c.req.raw));

  mountPages(app, { token, folder: options.webFolder ?? builtPage });
  app.notFound((c) =>
    failureResponse(new StudioError("not-found", `There is nothing at ${new URL(c.req.url).pathname.slice(0, 100)}.`)),
  );
  return app;
}

const tooLarge = new StudioError("invalid", "The body is larger than 1 MB.", {
  hint: "Send a picture as the body of POST /blobs, and its hash here.",
});
