// The verbs that read students' records. Each runs as the actor's role of the database, with its audit event.
import type { Clock, Db } from "../platform/index.ts";

export type StudentsDeps = { db: Db; clock: Clock };

export type Students = { readonly deps: StudentsDeps };

export const createStudents = (deps: StudentsDeps): Students => ({ deps });
