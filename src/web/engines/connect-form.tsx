import { type ReactNode, useState } from "react";
import { api } from "../api.ts";
import { keys, queryClient } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { capitalised } from "../words.ts";
import classes from "./engines.module.css";

const fields = {
  place: {
    label: "Folder or address",
    hint: "A model folder, http://localhost:7860, or nothing for the provider's own",
  },
  model: { label: "Model", hint: "As the provider names it; its usual one when left out" },
  key: {
    label: "Variable that holds the key",
    hint: "Its name, as OPENAI_API_KEY. The key itself never comes in here",
  },
  id: { label: "Name", hint: "How you call it here; made up when left out" },
} as const;
type Field = keyof typeof fields;

/** Connects an engine by what it is and where it is. Keys stay in the environment; only their variable's name is kept. */
export function ConnectForm({ kinds }: { readonly kinds: readonly string[] }) {
  const [kind, setKind] = useState(kinds[0] ?? "");
  const [values, setValues] = useState<Readonly<Partial<Record<Field, string>>>>({});
  const [done, setDone] = useState<string>();
  const connect = async (): Promise<void> => {
    setDone(undefined);
    const { place, ...rest } = filled(values);
    const { summary } = await api["add-engine"]({ kind, ...(place === undefined ? {} : { folder: place }), ...rest });
    setValues({});
    setDone(summary.split("\n")[0]);
    await queryClient.invalidateQueries({ queryKey: keys.engines });
  };
  return (
    <section className={classes["section"]}>
      <h2>Connect another</h2>
      <label className={classes["field"]}>
        Kind
        <select value={kind} onChange={({ target }) => setKind(target.value)}>
          {kinds.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {(Object.keys(fields) as Field[]).map((field) => (
        <TextField
          key={field}
          label={fields[field].label}
          hint={fields[field].hint}
          value={values[field] ?? ""}
          onChange={(text) => setValues({ ...values, [field]: text })}
        />
      ))}
      <div className={classes["actions"]}>
        <Button onPress={connect} waiting="Connecting …">
          Connect {capitalised(kind)}
        </Button>
      </div>
      {done !== undefined && <output>{done}</output>}
    </section>
  );
}

/** Only what was filled in. */
const filled = (values: Readonly<Partial<Record<Field, string>>>): Partial<Record<Field, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]])),
  );

interface TextFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

const TextField = ({ label, hint, value, onChange }: TextFieldProps) => (
  <label className={classes["field"]}>
    {label}
    <input value={value} onChange={({ target }) => onChange(target.value)} autoComplete="off" spellCheck={false} />
    <span className="quiet note">{hint}</span>
  </label>
);
