import { z } from "zod";
import type { Finding } from "../core/store.ts";
import { plural } from "../core/sentences.ts";
import { Answer, defineOperation } from "./define.ts";

const FindingRow = z.object({
  severity: z.enum(["error", "warning", "note"]),
  where: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

export const doctor = defineOperation({
  name: "doctor",
  summary: "Check the workspace: every row, the journal's chain, every stored file. Reports; changes nothing.",
  effect: "read",
  input: z.object({}),
  output: Answer.extend({ ok: z.boolean(), home: z.string(), findings: z.array(FindingRow) }),
  commandLine: { example: "samebut doctor --json" },
  async run(studio) {
    const findings = await studio.examine();
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const verdict =
      errors === 0
        ? `${studio.home}: nothing is lost or damaged.`
        : `${studio.home}: ${plural(errors, "error")} found.`;
    return {
      ok: errors === 0,
      home: studio.home,
      findings: [...findings],
      summary: [verdict, ...findings.map(lineOf)].join("\n"),
      pictures: [],
    };
  },
});

const lineOf = ({ severity, where, message, hint }: Finding): string =>
  `  ${severity}: ${where}: ${message}${hint === undefined ? "" : ` ${hint}`}`;
