import { open, readFile, rename } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { Connection, type Connections } from "../core/connections.ts";
import type { Engine } from "../core/engine.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { discoverServers, whatAnswers } from "./discover.ts";
import type { Surroundings } from "./kind.ts";
import { kinds } from "./kinds.ts";

const File = z.object({ version: z.literal(1), engines: z.array(Connection) });

export interface ConnectionsOptions {
  readonly file: string;
  readonly engines: Map<string, Engine>;
  readonly surroundings?: Surroundings;
  /** Whoever else uses what is connected: judges and proposers. Throws when it cannot be used so. */
  readonly attach?: (connection: Connection, surroundings: Surroundings) => void;
  readonly detach?: (id: string) => void;
}

/** The registered engines of a workspace, kept in one small file; puts each into `engines`. */
export async function createConnections(options: ConnectionsOptions): Promise<Connections> {
  const { file, engines, surroundings = {}, attach, detach } = options;
  let connections = await readConnections(file);
  for (const connection of connections) {
    engines.set(connection.id, engineFrom(connection, surroundings));
    attach?.(connection, surroundings);
  }

  /** One after the other: two that are connected at once are both kept. */
  let last: Promise<unknown> = Promise.resolve();
  const save = (change: (before: readonly Connection[]) => readonly Connection[]): Promise<void> => {
    const saved = last.then(async () => {
      const next = change(connections);
      await writeDurably(file, `${JSON.stringify({ version: 1, engines: next }, null, 2)}\n`);
      connections = [...next];
    });
    last = saved.catch(() => undefined);
    return saved;
  };

  return {
    kinds: kinds.map(({ kind }) => kind),
    list: () => Promise.resolve(connections),
    async add(asked) {
      const connection = parseConnection({
        ...asked,
        ...(asked.folder === undefined ? {} : { folder: resolve(asked.folder) }),
      });
      const engine = engineFrom(connection, surroundings);
      const description = await engine.describe().catch(async (error: unknown) => {
        throw (await whoElseAnswers(connection)) ?? error;
      });
      attach?.(connection, surroundings);
      await save((before) => [...before.filter(({ id }) => id !== connection.id), connection]);
      engines.set(connection.id, engine);
      return description;
    },
    async remove(id) {
      if (!connections.some((connection) => connection.id === id)) return false;
      await save((before) => before.filter((connection) => connection.id !== id));
      detach?.(id);
      await engines.get(id)?.close?.();
      return engines.delete(id);
    },
    discover: (signal) => discoverServers(kinds, connections, signal),
  };
}

/** A server of another kind than was said, known by its answers; undefined where nobody knows it, or nobody answers. */
async function whoElseAnswers({ kind, url }: Connection): Promise<StudioError | undefined> {
  if (url === undefined) return undefined;
  const found = await whatAnswers(url, kinds, AbortSignal.timeout(15_000)).catch(() => undefined);
  if (!found || found.kind === kind) return undefined;
  return new StudioError("invalid", `At ${url} is no ${kind}, but ${found.title}.`, {
    hint: `Connect it as that: samebut engines add ${found.kind} ${url}`,
  });
}

function engineFrom(connection: Connection, surroundings: Surroundings): Engine {
  const known = kinds.find(({ kind }) => kind === connection.kind);
  if (known) return known.create(connection, surroundings);
  throw invalid(
    `There is no kind of engine called “${connection.kind}”.`,
    `There is: ${kinds.map(({ kind }) => kind).join(", ")}.`,
  );
}

function parseConnection(value: unknown): Connection {
  const parsed = Connection.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ message }) => message).join(" "));
  return parsed.data;
}

async function readConnections(file: string): Promise<Connection[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new StudioError("storage", `${file} cannot be read.`, { hint: "Check its permissions.", cause: error });
  });
  if (text === undefined) return [];
  try {
    return File.parse(JSON.parse(text)).engines;
  } catch (cause) {
    throw new StudioError("corrupt", `${file} is not a list of engines.`, {
      hint: "Move it away and register your engines again: samebut engines add <kind> <folder or address>.",
      cause,
    });
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    throw new StudioError("storage", `${file} could not be written.`, {
      hint: "Free some space or check the permissions of the workspace folder; nothing was changed.",
      cause,
    });
  }
}

/** The rename is durable once its folder is. Windows cannot sync folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
