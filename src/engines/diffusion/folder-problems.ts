import { z } from "zod";
import { StudioError } from "../../core/errors.ts";

const exportHint =
  "Export the model with `optimum-cli export onnx --model <name or folder> <new folder>` and point to that.";
const pyTorchHint = `It holds PyTorch weights, which cannot be run here. ${exportHint}`;

/** Reads a JSON file of a model folder. @throws StudioError naming the file */
export function parseJson<T>(path: string, text: string, read: (json: unknown) => T): T {
  try {
    return read(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("corrupt", `${path} cannot be used: ${reasonOf(cause)}`, {
      hint: "Copy or export the model folder again.",
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    const [issue] = cause.issues;
    return issue
      ? `${issue.path.join(".") || "its content"}: ${issue.message}`
      : "its content is not what was expected.";
  }
  return cause instanceof Error ? cause.message : String(cause);
}

/** @param holdsPyTorch the folder has weights of another kind instead */
export function partsMissing(folder: string, missing: readonly string[], holdsPyTorch = false): StudioError {
  const [first] = missing;
  const what = missing.length === 1 ? `${first} is missing` : `These are missing: ${missing.join(", ")}. They belong`;
  return new StudioError("not-found", `${what} in the model folder ${folder}.`, {
    hint: holdsPyTorch ? pyTorchHint : exportHint,
    facts: { missing },
  });
}

export function notAModelFolder(folder: string, cause: unknown): StudioError {
  return new StudioError("not-found", `${folder} is not a folder that can be read.`, {
    hint: "Give the path of a model folder in the layout of the diffusers ONNX export, with model_index.json in it.",
    cause,
  });
}

export function fileCutShort(path: string, cause?: unknown): StudioError {
  return new StudioError("corrupt", `${path} is cut short: it ends before its content does.`, {
    hint: "Copy, download or export this file again.",
    cause,
  });
}

export function notOnnx(path: string, cause: unknown): StudioError {
  const isFolder = cause instanceof Error && "code" in cause && cause.code === "EISDIR";
  const reason = isFolder ? "it is a folder." : cause instanceof Error ? cause.message : String(cause);
  return new StudioError("corrupt", `${path} is not an ONNX model that can be read: ${reason}`, {
    hint: "Copy, download or export this file again.",
    cause,
  });
}

export function notSupported(what: string, hint: string): StudioError {
  return new StudioError("refused", `Not supported yet: ${what}`, { hint });
}
