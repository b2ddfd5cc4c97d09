import { useQuery } from "@tanstack/react-query";
import { pictureAddress, send } from "../api.ts";
import { cx } from "../words.ts";
import classes from "./text-sample.module.css";

export const useText = (hash: string | undefined) =>
  useQuery({
    queryKey: ["blob", hash],
    queryFn: async () => (await send(pictureAddress(hash ?? ""), {})).text(),
    enabled: hash !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A text that was made, as it is. */
export function TextSample({ hash, whole = false }: { readonly hash: string; readonly whole?: boolean }) {
  const { data } = useText(hash);
  return (
    <span dir="auto" className={cx(classes["sample"], whole && classes["whole"])}>
      {data}
    </span>
  );
}
