import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const hash = "hash TEXT NOT NULL CHECK (length(hash) = 64)";

const tables = [
  `CREATE TABLE session (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, engine TEXT NOT NULL, brief TEXT NOT NULL,
    created_at INTEGER NOT NULL, head INTEGER NOT NULL, ${hash}) STRICT`,
  `CREATE TABLE attempt (
    id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES session, ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    prompt TEXT NOT NULL, reason TEXT NOT NULL, created_at INTEGER NOT NULL, ${hash},
    UNIQUE (session, ordinal)) STRICT`,
  `CREATE TABLE round (
    id TEXT PRIMARY KEY, attempt TEXT NOT NULL REFERENCES attempt, session TEXT NOT NULL REFERENCES session,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1), kind TEXT NOT NULL, parent TEXT REFERENCES round,
    created_at INTEGER NOT NULL, ${hash}, UNIQUE (attempt, ordinal)) STRICT`,
  `CREATE TABLE arm (
    id TEXT PRIMARY KEY, round TEXT NOT NULL REFERENCES round, ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    change TEXT, confounded INTEGER NOT NULL CHECK (confounded IN (0, 1)), ${hash}, UNIQUE (round, ordinal)) STRICT`,
  `CREATE TABLE slot (
    id TEXT PRIMARY KEY, arm TEXT NOT NULL REFERENCES arm, round TEXT NOT NULL REFERENCES round,
    session TEXT NOT NULL REFERENCES session, position INTEGER NOT NULL CHECK (position >= 0), engine TEXT NOT NULL,
    recipe TEXT NOT NULL, control TEXT REFERENCES variation,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'failed', 'uncertain', 'cancelled')),
    calls INTEGER NOT NULL CHECK (calls >= 0), owner TEXT CHECK ((owner IS NULL) = (state <> 'running')),
    failure TEXT, ${hash}, UNIQUE (round, position)) STRICT`,
  `CREATE TABLE call (
    slot TEXT NOT NULL REFERENCES slot, number INTEGER NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('started', 'submitted', 'done', 'failed', 'unknown')),
    idempotency_key TEXT NOT NULL, provider_job TEXT, owner TEXT NOT NULL, started_at INTEGER NOT NULL,
    ended_at INTEGER, seconds REAL, cost_micros INTEGER, currency TEXT, failure TEXT, ${hash},
    PRIMARY KEY (slot, number)) STRICT`,
  `CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL CHECK (bytes >= 0), media_type TEXT NOT NULL,
    width INTEGER, height INTEGER, created_at INTEGER NOT NULL, ${hash}) STRICT`,
  `CREATE TABLE variation (
    id TEXT PRIMARY KEY, slot TEXT NOT NULL UNIQUE REFERENCES slot, session TEXT NOT NULL REFERENCES session,
    blob TEXT NOT NULL REFERENCES blob, warnings TEXT NOT NULL, seconds REAL NOT NULL,
    cost_micros INTEGER, currency TEXT, created_at INTEGER NOT NULL, ${hash}) STRICT`,
  `CREATE TABLE reading (
    blob TEXT NOT NULL, reader TEXT NOT NULL, version INTEGER NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    created_at INTEGER NOT NULL, ${hash}, PRIMARY KEY (blob, reader, version, subject)) STRICT`,
  `CREATE TABLE verdict (
    variation TEXT PRIMARY KEY REFERENCES variation, choice TEXT CHECK (choice IN ('pick', 'reject')),
    rating INTEGER CHECK (rating BETWEEN 1 AND 5), elements TEXT NOT NULL, seq INTEGER NOT NULL, ${hash}) STRICT`,
  `CREATE TABLE delivery (
    id TEXT PRIMARY KEY, session TEXT NOT NULL REFERENCES session, variation TEXT NOT NULL REFERENCES variation,
    folder TEXT NOT NULL, files TEXT NOT NULL, created_at INTEGER NOT NULL, ${hash}) STRICT`,
  `CREATE TABLE event (
    session TEXT NOT NULL REFERENCES session, seq INTEGER NOT NULL CHECK (seq >= 1), at INTEGER NOT NULL,
    actor TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, ${hash}, PRIMARY KEY (session, seq)) STRICT`,
];

const indexes = [
  "CREATE INDEX round_of_session ON round (session)",
  "CREATE INDEX slot_of_session ON slot (session)",
  "CREATE INDEX slot_ready ON slot (round, position) WHERE state = 'ready'",
  "CREATE INDEX slot_running ON slot (engine, owner) WHERE state = 'running'",
  "CREATE INDEX variation_of_session ON variation (session)",
  "CREATE INDEX variation_of_blob ON variation (blob)",
  "CREATE INDEX delivery_of_session ON delivery (session)",
];

/** Everything from brief to delivery. */
export const firstLight: Migration = {
  async up(database) {
    for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(database);
  },
};
