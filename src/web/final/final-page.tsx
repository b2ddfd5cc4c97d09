import { Suspense, lazy } from "react";
import { useParams, useSearchParams } from "wouter";
import { useSessionEvents } from "../events.ts";
import { useOutline } from "../queries.ts";
import { nounOf, variationOf } from "../session/find.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { PictureFinal } from "./picture-final.tsx";

const TextFinalPage = lazy(async () => ({ default: (await import("../text/copy-edit/final-page.tsx")).TextFinalPage }));

/** Round 4: what was approved at its delivery size, what the check found, and the files that leave the house. */
export function FinalPage() {
  const { session = "" } = useParams();
  const [search] = useSearchParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  const source = variationOf(data, data.goesOn);
  if (!source)
    return (
      <FailureNote
        error={new Error(`There is no ${nounOf(data)} to finish yet. Run the first round, then come back.`)}
      />
    );
  return source.mediaType.startsWith("text/") ? (
    <Suspense fallback={<Waiting what="the text" />}>
      <TextFinalPage outline={data} source={source} />
    </Suspense>
  ) : (
    <PictureFinal key={source.id} outline={data} source={source} chosen={search.get("pass") ?? undefined} />
  );
}
