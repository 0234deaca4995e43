// Over HTTP, as bytes: a hidden field answers like one that does not exist, and a student out of sight like nobody.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepAs } from "../src/access/index.ts";
import { createApp } from "../src/composition/app.ts";
import { fixedClock, withTransaction } from "../src/platform/index.ts";
import { openWorkbench, type Workbench } from "./browser/workbench.ts";

let workbench: Workbench;
let app: Awaited<ReturnType<typeof createApp>>;
let session: { cookie: string; csrf: string };
let foreign = 0;

beforeAll(async () => {
  workbench = await openWorkbench(fixedClock("2025-10-06T14:00:00Z"));
  app = await createApp(workbench);
  const token = new URL(await workbench.linkFor("Carla Clerk", "clerk", 17)).pathname.split("/").at(-1) ?? "";
  const { sessionToken, session: opened } = await workbench.access.signIn(token, "127.0.0.1");
  session = { cookie: `rollbook_session=${sessionToken}`, csrf: opened.csrf };
  const { rows } = await withTransaction(workbench.db, (tx) =>
    keepAs(tx, () =>
      tx.query(
        `INSERT INTO students.student (last_name, homeless, current_district, current_school)
         VALUES ('Ash', true, 17, 21745), ('Birch', true, 19, 22130) RETURNING student_id`,
      ),
    ),
  );
  foreign = Number(rows[1]?.student_id);
});
afterAll(() => workbench?.close());

const ask = async (path: string, accept: string, body?: object): Promise<[status: number, text: string]> => {
  const headers: Record<string, string> = { accept, cookie: session.cookie, origin: workbench.address };
  if (body) Object.assign(headers, { "content-type": "application/json", "x-csrf-token": session.csrf });
  const method = body ? "POST" : "GET";
  const answer = await app.request(workbench.address + path, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return [answer.status, await answer.text()];
};

const accepts = ["text/html", "application/json"];
const asks = [
  "?homeless=yes",
  "?homeless=",
  "?columns=homeless",
  "?sort=homeless",
  "?sort=-homeless",
  "?last_name=a&homeless=x",
];
const paths = [
  "/students",
  "/students/search",
  "/api/v1/students",
  "/api/v1/students/search",
  "/api/v1/students/count",
];

describe.each(accepts)("as %s", (accept) => {
  test.each(paths)("%s: a hidden field is one that does not exist", async (path) => {
    for (const query of asks) {
      // Search and count sort by nothing and choose no columns: such words say nothing there, for any field.
      const hidden = await ask(path + query, accept);
      const nowhere = await ask(path + query.replace("homeless", "shoe_size"), accept);
      expect([hidden[0], hidden[1].replaceAll("homeless", "shoe_size")]).toEqual(nowhere);
      if (query.startsWith("?homeless")) expect(hidden[0]).toBe(422);
    }
  });

  test("a file of a hidden field, or filtered by one, is one of a field that does not exist", async () => {
    const purpose = "Labels for the report cards";
    for (const make of [
      (field: string) => ({ purpose, fields: [field] }),
      (field: string) => ({ purpose, fields: ["last_name"], filters: { [field]: "yes" } }),
    ]) {
      const [status, text] = await ask("/api/v1/exports", accept, make("homeless"));
      expect([status, text.replaceAll("homeless", "shoe_size")]).toEqual(
        await ask("/api/v1/exports", accept, make("shoe_size")),
      );
      expect(status).toBe(422);
    }
  });

  test.each(["/students/", "/api/v1/students/", "/exports/", "/api/v1/exports/"])(
    "%s: one out of sight, one who does not exist and a malformed id are the same bytes",
    async (path) => {
      const answers = [];
      for (const id of [foreign, 999_999, "1e3", "x'--", "%00", "99999999999999999999", "-1"])
        answers.push(await ask(path + id, accept));
      expect(answers[0]?.[0]).toBe(404);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    },
  );

  test.each(["/students", "/api/v1/students"])(
    "%s: a foreign school holds nobody, like one that is not",
    async (path) => {
      const [status, text] = await ask(`${path}?current_school=22130`, accept);
      const nowhere = await ask(`${path}?current_school=99999`, accept);
      expect([status, text.replaceAll("22130", "99999")]).toEqual(nowhere);
      expect(text).not.toContain("Birch");
    },
  );
});
