// How an event is read for its encoding: exact, and the same whatever the session's time zone and formats are.

/** Columns of `EventRow` from audit.event AS e. */
export const eventColumns = `e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, e.actor, e.action,
  e.organization, e.subject, e.details::text AS details`;
