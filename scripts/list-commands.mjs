// Writes the list of commands that `samebut --help` of the published package shows: `node scripts/list-commands.mjs <file>`.
import { writeFileSync } from "node:fs";

const { listOperations } = await import("../src/cli/list-operations.ts");
writeFileSync(process.argv[2], JSON.stringify(listOperations()));
