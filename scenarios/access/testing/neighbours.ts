// An installation of a profile with one standing person of every role of district 17, and a neighbour in district 19 of
// whom something of every kind exists: a child, an account, a grant, an application, an export, a submission.
import { randomBytes } from "node:crypto";
import { loadAccessPolicy } from "../../../src/access/index.ts";
import { importDirectory, profileDirectory } from "../../../src/directory/index.ts";
import { resolveProfile, withTransaction } from "../../../src/platform/index.ts";
import { fileOf, pupils } from "../../browser/files.ts";
import { accountId, assignmentId, emptyWorld, grantId, type Office, openOffice } from "./office.ts";
import { otherTables, type World } from "./world.ts";

export const mark = "Zzneighbour";
const began = { entry: "2025-08-28", exit: null };
const days = { from: "2025-07-01", to: "2026-06-30" };
const own = { minor: 10, adult: 11 };
const foreign = { district: 19, school: 22130, student: 31337, n: 900 };
export const ownChild = (age?: string): number => (age === "adult" ? own.adult : own.minor);

/** Value of each part of an address, of what the neighbour has and of what nobody has. */
export type Ids = Record<string, { foreign: string; nothing: string }>;
export type Neighbours = { office: Office; roles: ReturnType<typeof loadAccessPolicy>["roles"]; ids: Ids };

const worldOf = (roles: Neighbours["roles"]): World => {
  const child = (id: number, born: string, district: number, school: number) => ({ id, born, district, school });
  const persons = [...Object.entries(roles).map(([role, facts], at) => ({ role, facts, n: at + 1 }))];
  const granted = persons.flatMap(({ role, facts, n }) =>
    [...facts.needs, ...facts.needs_to_read, "application"].map((kind, at) => ({
      ...{ id: grantId(n * 10 + at), account: accountId(n), role, assignment: null, kind, ...days, endedAt: null },
      students: facts.rows === "grant" ? [own.minor] : [],
    })),
  );
  const theirs = { account: accountId(foreign.n), role: null, assignment: null, ...days, endedAt: null };
  return {
    ...emptyWorld(),
    accounts: [...persons, foreign].map(({ n }) => ({ id: accountId(n), disabled: false })),
    assignments: [
      ...persons.map(({ role, facts, n }) => ({
        ...{ id: assignmentId(n), account: accountId(n), role, ...days, endedAt: null },
        ...{ district: facts.reach === "district" ? 17 : null, schools: facts.rows === "school" ? [21745] : [] },
      })),
      {
        ...{
          id: assignmentId(foreign.n),
          account: accountId(foreign.n),
          role: "superintendent",
          ...days,
          endedAt: null,
        },
        ...{ district: foreign.district, schools: [] },
      },
    ],
    edges: persons.flatMap(({ facts, n }) =>
      facts.relations.map((relation) => ({
        ...{ account: accountId(n), student: ownChild(facts.student_age), relation, source: "test:1", district: null },
        ...{ ...days, barred: false },
      })),
    ),
    grants: [...granted, { ...theirs, id: grantId(9000), kind: "assurance", students: [foreign.student] }],
    students: [
      child(own.minor, "2015-01-01", 17, 21745),
      child(own.adult, "2000-01-01", 17, 21745),
      child(foreign.student, "2015-01-01", foreign.district, foreign.school),
    ],
    enrollments: [
      { id: 1, student: own.minor, year: 2026, district: 17, school: 21745, entry: "2025-08-28", exit: null },
      {
        ...{ id: 2, student: foreign.student, year: 2026, district: foreign.district, school: foreign.school },
        ...began,
      },
    ],
    plans: [
      { id: 1, student: own.minor, district: 17, from: "2025-08-28", to: null },
      { id: 2, student: foreign.student, district: foreign.district, from: "2025-08-28", to: null },
    ],
    classes: [{ id: 31338, district: foreign.district, school: foreign.school }],
    rosters: [{ id: 31338, student: foreign.student }],
    others: Object.fromEntries(
      otherTables.map((table) => [table, [own.minor, foreign.student].map((id) => ({ id, student: id }))]),
    ) as World["others"],
  };
};

/** What the neighbour asked for, took away and signed in with. */
const neighboursPapers = `
  UPDATE students.student SET last_name = '${mark}', first_name = '${mark}', state_identifier = '7777777777' WHERE student_id = ${foreign.student};
  UPDATE access.account SET name = '${mark}' WHERE id = '${accountId(foreign.n)}';
  INSERT INTO students.caseload (caseload_id, account_id, student_id, relation, purpose, starts) OVERRIDING SYSTEM VALUE
    VALUES (31339, '${accountId(foreign.n)}', ${foreign.student}, 'counselor', 'assigned', '2025-09-01');
  INSERT INTO access.edge (account_id, student_id, relation, source, valid_from, valid_to, district)
    VALUES ('${accountId(foreign.n)}', ${foreign.student}, 'counselor', 'caseload:31339', '2025-09-01', '2026-06-30', 19);
  INSERT INTO access.application (id, account_id, applicant_name, district, identifiers, fields, need, valid_from, valid_to, made_at, letter_sha256)
    VALUES ('${grantId(9001)}', '${accountId(foreign.n)}', '${mark}', 19, '{7777777777}', '{student.last_name}', '${mark}', '2025-10-01',
      '2026-06-30', '2025-10-01Z', repeat('a', 64));
  INSERT INTO access.login_request (id, name, email, role, district, reason, remote, received_at, expires_at)
    VALUES ('${grantId(9002)}', '${mark}', 'zz@example.org', 'superintendent', 19, '${mark}', '127.0.0.9', '2025-10-01Z', '2025-11-30Z');
  INSERT INTO access.removal (id, district, what, students, medium, recipient, purpose, protection, removed_on, due_on, recorded_at, recorded_by)
    VALUES ('${grantId(9003)}', 19, '${mark}', 1, 'paper', '${mark}', '${mark}', 'A locked bag', '2025-10-01', '2025-12-01', '2025-10-01Z', '${accountId(foreign.n)}');
  INSERT INTO students.export_request (id, requested_by, requested_by_name, assignment_id, role, district, schools, purpose, fields, filters, students_then, requested_at)
    VALUES ('${grantId(9004)}', '${accountId(foreign.n)}', '${mark}', '${assignmentId(foreign.n)}', 'superintendent', 19, '{}', '${mark} asks',
      '{student.last_name}', '[]', 1, '2025-10-01Z');
  INSERT INTO identity.person (person, reference, origin, holder) VALUES (31340, 'ZZZZZZZZZZ', 19, 19);
  INSERT INTO identity.person (person, reference, origin, holder) VALUES (31341, 'ZZZZZZZZZ1', 19, 19), (31342, 'ZZZZZZZZZ2', 19, 19);
  INSERT INTO identity.merge (merge, person, into_person, why, reason, account, at)
    VALUES ('${grantId(9010)}', 31341, 31342, 'merge', '${mark}', '${accountId(foreign.n)}', '2025-10-01Z');
  INSERT INTO identity.split (split, person, new_person, records, reason, account, at)
    VALUES ('${grantId(9011)}', 31340, 31342, '{31340}', '${mark}', '${accountId(foreign.n)}', '2025-10-01Z');
  INSERT INTO identity.source_record (record, district, last_name, first_name, birth_date)
    SELECT 31340, 19, '${mark}', '${mark}', '2015-01-01' FROM identity.setting;
  INSERT INTO identity.request (request, district, account, key_hash, content_hash, local_identifier, record, outcome, model, reason, asked_at)
    SELECT '${grantId(9007)}', 19, '${accountId(foreign.n)}', '\\x00', '\\x00', '${mark}', 31340, 'near', 'none', '${mark}', '2025-10-01Z'
    FROM identity.setting;
  INSERT INTO identity.request_file (file, district, account, file_name, key_hash, content_hash, columns, rows, asked_at)
    VALUES ('${grantId(9008)}', 19, '${accountId(foreign.n)}', '${mark}.csv', '\\x00', '\\x00', '{}', 1, '2025-10-01Z');
  INSERT INTO access.session (id, token_hash, account_id, assignment_id, created_at, expires_at, last_used_at, proved_at)
    VALUES ('${grantId(9005)}', '\\x${randomBytes(32).toString("hex")}', '${accountId(foreign.n)}', '${assignmentId(foreign.n)}', '2025-10-06Z', '2025-10-07Z', '2025-10-06Z', '2025-10-06Z');
  INSERT INTO access.api_token (id, token_hash, account_id, assignment_id, name, created_at, expires_at)
    VALUES ('${grantId(9006)}', '\\x${randomBytes(32).toString("hex")}', '${accountId(foreign.n)}', '${assignmentId(foreign.n)}', 'mine', '2025-10-01Z', '2025-12-01Z');`;

export const openNeighbours = async (profile: string): Promise<Neighbours> => {
  const { roles } = loadAccessPolicy(resolveProfile(profile));
  const office = await openOffice(profile, worldOf(roles), "2025-10-06T14:00:00Z");
  await office.owner.query(neighboursPapers);
  const nothing = "00000009-0000-4000-8000-000000000009";
  const of = (id: string) => ({ foreign: id, nothing });
  const ids: Ids = {
    ":student": { foreign: String(foreign.student), nothing: "99999999" },
    ":class": { foreign: "31338", nothing: "99999998" },
    ":caseload": { foreign: "31339", nothing: "99999997" },
    ":district": { foreign: String(foreign.district), nothing: "99999" },
    ...{
      ":account": of(accountId(foreign.n)),
      ":assignment": of(assignmentId(foreign.n)),
      ":grant": of(grantId(9000)),
    },
    ...{ ":application": of(grantId(9001)), ":request": of(grantId(9002)), ":removal": of(grantId(9003)) },
    ...{ ":sent": of(grantId(9008)), ":asked": of(grantId(9007)), ":near": of(grantId(9007)) },
    ...{ ":reference": { foreign: "ZZZZZZZZZZ", nothing: "YYYYYYYYYY" } },
    ...{ ":merge": of(grantId(9010)), ":split": of(grantId(9011)) },
    ...{ ":export": of(grantId(9004)), ":session": of(grantId(9005)), ":token": of(grantId(9006)) },
  };
  const { installation } = office;
  const directory = profileDirectory(installation.profileDir, 2026);
  if (directory) {
    await withTransaction(installation.db, (tx) => importDirectory(tx, directory, "system"));
    const file = fileOf(
      pupils("22130", ["5", "6"], 500, 4).map((row) => ({ ...row, district: "19", sau: "46", born: "05/14/1990" })),
    );
    const source = (async function* () {
      yield new TextEncoder().encode(file);
    })();
    const actor = await installation.access.getActor(accountId(foreign.n));
    const { batch } = await installation.collections.submit(actor, {
      ...{ collection: "BOY", year: 2026, district: 19, fileName: "n.csv", source },
    });
    const [group] = await installation.collections.findingGroups(actor, {
      collection: "BOY",
      year: 2026,
      district: 19,
    });
    ids[":batch"] = of(batch.id);
    ids[":finding"] = of(group?.first[0]?.id ?? nothing);
  }
  return { office, roles, ids };
};
