import { useParams } from "wouter";
import { useSessionEvents } from "../events.ts";
import { useOutline } from "../queries.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";

/** A session: its brief, the round that is looked at, and what to do next. */
export function SessionPage() {
  const { session = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  return <main id="main">{data.session.title}</main>;
}
