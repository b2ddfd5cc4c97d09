import { useRef } from "react";
import { wordsOf } from "../../api.ts";
import { useCommand } from "../../keyboard/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Key } from "../../ui/key.tsx";
import { plural } from "../../words.ts";
import classes from "./refine-page.module.css";

interface InstructionProps {
  readonly instruction: string;
  readonly onInstruction: (instruction: string) => void;
  readonly onSend: () => Promise<void>;
  readonly scope:
    | {
        /** How many sentences would change, of how many, and how many of them the person chose. */
        readonly within: number;
        readonly count: number;
        readonly chosen: number;
        readonly why: string;
        /** No model is needed. */
        readonly exact: boolean;
      }
    | undefined;
  readonly trouble: unknown;
}

const examples = ["say it plainer", "make it shorter", "replace “free” with “on the house”"];

/** What should be different, and which sentences that would change. */
export function Instruction({ instruction, onInstruction, onSend, scope, trouble }: InstructionProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useCommand("prompt", () => field.current?.focus());
  const empty = instruction.trim() === "";
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label className={classes["label"]} htmlFor="instruction">
        Keep everything the same, but
      </label>
      <textarea
        id="instruction"
        ref={field}
        className={classes["field"]}
        rows={2}
        maxLength={2000}
        placeholder="make the last sentence a question"
        value={instruction}
        onChange={({ target }) => onInstruction(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || empty) return;
          event.preventDefault();
          event.currentTarget.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
        }}
      />
      <p className={classes["scope"]} role="status">
        {trouble ? wordsOf(trouble).message : scope && sentenceOn(scope, empty)}
      </p>
      <p className={classes["go"]}>
        <Button
          type="submit"
          kind="primary"
          onPress={onSend}
          waiting="Sending …"
          reason={empty ? "Say what should be different." : undefined}
        >
          Do it
        </Button>
        <span className="quiet note">
          Enter, or go to it with <Key of="prompt" />
        </span>
      </p>
      <p className={classes["quick"]}>
        {examples.map((words) => (
          <button key={words} type="button" className={classes["words"]} onClick={() => onInstruction(words)}>
            {words}
          </button>
        ))}
      </p>
    </form>
  );
}

function sentenceOn(scope: NonNullable<InstructionProps["scope"]>, empty: boolean): string {
  if (empty && scope.chosen === 0) return "";
  const exact = scope.exact ? " It can be done exactly, without a model." : "";
  if (scope.within === scope.count) return `Any sentence may change: ${scope.why}.${exact}`;
  return `Only ${plural(scope.within, "sentence")} of ${scope.count} may change: ${scope.why}.${exact}`;
}
