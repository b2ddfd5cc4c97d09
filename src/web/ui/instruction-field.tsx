import { type ReactNode, useRef } from "react";
import { useCommand } from "../keyboard/use-command.ts";
import { Button } from "./button.tsx";
import { Key } from "./key.tsx";
import classes from "./instruction-field.module.css";

interface InstructionFieldProps {
  readonly value: string;
  readonly onChange: (instruction: string) => void;
  readonly onSend: () => Promise<void>;
  readonly placeholder: string;
  /** Instructions to press. */
  readonly examples: readonly string[];
  /** What the instruction would do, between the field and the button. */
  readonly foretold?: ReactNode;
  /** What became of the last one, before the examples. */
  readonly told?: ReactNode;
  readonly children?: ReactNode;
}

/** "Keep everything the same, but …": where one says what should be different, sent by Enter or by the button. */
export function InstructionField(props: InstructionFieldProps) {
  const { value, onChange, onSend, placeholder, examples, foretold, told, children } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useCommand("prompt", () => field.current?.focus());
  const empty = value.trim() === "";
  return (
    <form className={classes["form"]} onSubmit={(event) => event.preventDefault()}>
      <label className={classes["label"]} htmlFor="instruction">
        Keep everything the same, but
      </label>
      <textarea
        id="instruction"
        ref={field}
        className={classes["field"]}
        rows={2}
        maxLength={2000}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || empty) return;
          event.preventDefault();
          event.currentTarget.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
        }}
      />
      {foretold}
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
      {told}
      <p className={classes["examples"]}>
        {examples.map((words) => (
          <button key={words} type="button" className={classes["words"]} onClick={() => onChange(words)}>
            {words}
          </button>
        ))}
      </p>
      {children}
    </form>
  );
}
