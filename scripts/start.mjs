import { join } from "node:path";
import { installPackages, nodePath, root, run } from "./set-up.mjs";

installPackages();
process.exitCode = await run(nodePath(), [join(root, "bin", "samebut.mjs"), ...process.argv.slice(2)]);
