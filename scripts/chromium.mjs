// Chromium for the journeys, the screenshots and the benchmark of the page.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Path of a Chromium or Chrome on this machine: $CHROMIUM, else a usual place; undefined where there is none. */
export const findChromium = () => [process.env.CHROMIUM, ...usual].find((path) => path && existsSync(path));

/** Installs Debian's Chromium where that is possible. Returns why it is not there, or undefined when it is. */
export function ensureChromium() {
  if (findChromium()) return undefined;
  if (!isDebian() || process.getuid?.() !== 0)
    return "There is no Chromium here. Install one, or name it in the variable CHROMIUM; the tests of the page are left out.";
  process.stderr.write("Installing Chromium for the tests of the page (once) …\n");
  const apt = (...args) =>
    spawnSync("apt-get", [...args], {
      stdio: ["ignore", "ignore", 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  const installed =
    apt("install", "-y", "--no-install-recommends", "chromium").status === 0 ||
    (apt("update").status === 0 && apt("install", "-y", "--no-install-recommends", "chromium").status === 0);
  return installed && findChromium()
    ? undefined
    : "Chromium could not be installed; the tests of the page are left out.";
}

const isDebian = () =>
  existsSync("/etc/os-release") && /^ID(?:_LIKE)?=.*debian/mu.test(readFileSync("/etc/os-release", "utf8"));
