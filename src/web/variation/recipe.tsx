import { useQuery } from "@tanstack/react-query";
import type { Output } from "../api.ts";
import { copyText } from "../session/copy.ts";
import { Button } from "../ui/button.tsx";
import classes from "./variation.module.css";

interface RecipeProps {
  readonly variation: string;
  readonly ask: () => Promise<Output<"recipe">>;
}

/** Everything needed to make it again, in words, to read and to copy. */
export function Recipe({ variation, ask }: RecipeProps) {
  const { data } = useQuery({ queryKey: ["recipe", variation], queryFn: ask, staleTime: Number.POSITIVE_INFINITY });
  if (!data) return null;
  return (
    <section aria-label="Recipe">
      <dl className={classes["recipe"]}>
        {data.settings.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes["copy"]}>
        <Button kind="plain" onPress={() => copyText(JSON.stringify(data.recipe, null, 2), "The recipe")}>
          copy the recipe
        </Button>
        <Button kind="plain" onPress={() => copyText(data.recipe.prompt, "The prompt")}>
          copy the prompt
        </Button>
      </p>
    </section>
  );
}
