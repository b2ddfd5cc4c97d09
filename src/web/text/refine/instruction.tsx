import { wordsOf } from "../../api.ts";
import { InstructionField } from "../../ui/instruction-field.tsx";
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
  return (
    <InstructionField
      value={instruction}
      onChange={onInstruction}
      onSend={onSend}
      placeholder="make the last sentence a question"
      examples={examples}
      foretold={
        <p className={classes["scope"]} role="status">
          {trouble ? wordsOf(trouble).message : scope && sentenceOn(scope, instruction.trim() === "")}
        </p>
      }
    />
  );
}

function sentenceOn(scope: NonNullable<InstructionProps["scope"]>, empty: boolean): string {
  if (empty && scope.chosen === 0) return "";
  const exact = scope.exact ? " It can be done exactly, without a model." : "";
  if (scope.within === scope.count) return `Any sentence may change: ${scope.why}.${exact}`;
  return `Only ${plural(scope.within, "sentence")} of ${scope.count} may change: ${scope.why}.${exact}`;
}
