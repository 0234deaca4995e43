// One list, three answers: a page for people, JSON for programs under /api/v1, and a file for a spreadsheet.
import type { Context, Hono } from "hono";
import type { SignedInEnv } from "../../access/index.ts";
import { Problem, writeCsv } from "../../platform/index.ts";
import type { Taking } from "../view-log.ts";
import type { CsvFile } from "./csv-files.ts";

type ListContext = Context<SignedInEnv>;

type ListRoute<List> = {
  path: string;
  load: (c: ListContext, taking: Taking) => Promise<List>;
  page: (c: ListContext, list: List) => Response | Promise<Response>;
  /** Path of the file, and what is in it. */
  file: string;
  contents: (list: List) => CsvFile;
};

export const addList = <List extends object>(routes: Hono<SignedInEnv>, list: ListRoute<List>): void => {
  const { path, load, page, file, contents } = list;
  routes.get(path, async (c) => page(c, await load(c, "viewed")));
  routes.get(`/api/v1${path}`, async (c) => c.json(await load(c, "viewed")));
  routes.get(file, async (c) => {
    const { header, rows } = contents(await load(c, "downloaded"));
    const name = file.split("/").at(-1);
    if (!name) throw new Problem("not-found", {});
    return c.body(writeCsv(header, rows, { formulaGuard: true }), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="audit-${name}"`,
    });
  });
};
