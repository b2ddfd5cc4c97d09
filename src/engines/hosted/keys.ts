import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StudioError } from "../../core/errors.ts";

/** Where keys come from: never from a file of ours. */
export interface Keys {
  /** The key of this name; undefined when there is none. */
  find(name: string): Promise<string | undefined>;
}

export interface KeysOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  /** Runs a program and resolves to what it printed. Rejects when it fails or is not there. */
  readonly run?: (program: string, args: readonly string[]) => Promise<string>;
}

/** The environment, else the keychain of this computer: service "samebut", account the variable's name. */
export function createKeys(options: KeysOptions = {}): Keys {
  const { environment = process.env, platform = process.platform, run = runProgram } = options;
  const remembered = new Map<string, Promise<string | undefined>>();
  const inKeychain = (name: string): Promise<string | undefined> => {
    const command = keychainCommand(platform, name);
    if (!command) return Promise.resolve(undefined);
    return run(command.program, command.args).then(
      (printed) => printed.trim() || undefined,
      () => undefined,
    );
  };
  return {
    async find(name) {
      const set = environment[name]?.trim();
      if (set) return set;
      const found = remembered.get(name) ?? inKeychain(name);
      remembered.set(name, found);
      return found;
    },
  };
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** How the keychain is asked: `security` of macOS, `secret-tool` of libsecret. Windows has no such program. */
function keychainCommand(platform: NodeJS.Platform, name: string): Command | undefined {
  if (platform === "darwin")
    return { program: "security", args: ["find-generic-password", "-s", "samebut", "-a", name, "-w"] };
  if (platform === "linux") return { program: "secret-tool", args: ["lookup", "service", "samebut", "account", name] };
  return undefined;
}

const runProgram = async (program: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(program, [...args], { timeout: 5_000 })).stdout;

/** The remedy where a key is missing. */
export function howToGiveKey(name: string, platform: NodeJS.Platform = process.platform): string {
  const environment = `Set the environment variable ${name}`;
  if (platform === "darwin") return `${environment}, or run: security add-generic-password -s samebut -a ${name} -w`;
  if (platform === "linux")
    return `${environment}, or run: secret-tool store --label=samebut service samebut account ${name}`;
  return `${environment}.`;
}

export const missingKey = (provider: string, name: string): StudioError =>
  new StudioError("unavailable", `There is no key for ${provider} here.`, { hint: howToGiveKey(name) });
