import { useText } from "./text-sample.tsx";

const longestBeginning = 240;

/** How a text begins, in one run of words, without the signs of headings. */
export function TextBeginning({ hash, className }: { readonly hash: string; readonly className?: string | undefined }) {
  const { data = "" } = useText(hash);
  const words = data.replaceAll(/^#+\s+/gmu, "").replaceAll(/\s+/gu, " ");
  return (
    <span dir="auto" className={className}>
      {words.slice(0, longestBeginning).toWellFormed()}
    </span>
  );
}
