#!/usr/bin/env node
// No static imports: on an old Node a native module would crash before a word is said.
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `Samebut needs Node 24 or newer and this is Node ${process.versions.node}: install a newer one from https://nodejs.org, or run \`npm start\` in a clone of Samebut, which brings its own.\n`,
  );
  process.exit(1);
}

const { existsSync } = await import("node:fs");
const { enableCompileCache } = await import("node:module");
enableCompileCache();
// A clone runs its TypeScript as it is; the installed package has only the compiled files.
const source = new URL("../src/cli/main.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : new URL("../dist/cli/main.js", import.meta.url).href);
await main(process.argv.slice(2));
