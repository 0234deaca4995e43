// The screens of request files: upload, what was found, the receipt with its key, the list, one file, its answers. Parse, call, render.
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { Hono } from "hono";
import { type Actor, authorize, can, type SignedInEnv } from "../../access/index.ts";
import { Problem } from "../../platform/index.ts";
import { renderPage } from "../../web/index.ts";
import type { FileFinding } from "../files/findings.ts";
import type { SentFile } from "../files/list-files.ts";
import { FileList } from "../pages/file-list.tsx";
import { FilePage } from "../pages/file-page.tsx";
import { FileUpload, type Refused } from "../pages/file-upload.tsx";
import { askingDistrict } from "./request-routes.tsx";
import type { IdentityRouteDeps, RouteContext } from "./route-deps.ts";

const current = "/identifiers";
const base = "/identifiers/files";
const home = { href: "/identifiers", label: "Identifiers" };
const crumbs = [home, { href: base, label: "Request files" }];

/** What a browser may send at once; larger files are for the command. */
const largest = 64_000_000;

/** The parts as a body; what is refused is refused before the answer begins. */
export const answersBody = async (parts: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> => {
  const first = await parts.next();
  async function* all() {
    if (!first.done) yield Buffer.from(first.value);
    for await (const part of parts) yield Buffer.from(part);
  }
  return Readable.toWeb(Readable.from(all())) as ReadableStream<Uint8Array>;
};

export const answersHeaders = (file: string) => ({
  "content-type": "text/csv; charset=utf-8",
  "content-disposition": `attachment; filename="answers-${file}.csv"`,
  "cache-control": "no-store",
});

export function fileRoutes({ registry, identifier }: IdentityRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  const { custody, request_file: layout } = registry.profile;
  const mayAsk = (actor: Actor): boolean => can(actor, "identifier.request") && actor.district !== undefined;

  const list = async (c: RouteContext, refused?: Refused) =>
    renderPage(
      c,
      { title: "Request files", current, crumbs: [home] },
      <>
        {mayAsk(c.var.actor) && (
          <FileUpload
            {...{ identifier, refused, layout, csrf: c.var.viewer.csrf }}
            fileKey={randomBytes(24).toString("base64url")}
          />
        )}
        <FileList files={await registry.files(c.var.actor)} all={c.var.actor.grants.reach === "state"} />
      </>,
      refused ? 422 : 200,
    );

  const page = (c: RouteContext, file: SentFile, more: { fileKey?: string; wrong?: string } = {}) =>
    renderPage(
      c,
      { title: file.fileName, current, crumbs },
      <FilePage
        {...{ file, identifier, custody, ...more, csrf: c.var.viewer.csrf }}
        own={mayAsk(c.var.actor)}
        mayDecide={can(c.var.actor, "identifier.decide")}
      />,
      more.wrong ? 422 : 200,
    );

  routes.get(base, (c) => {
    authorize(c.var.actor, "identifier.request");
    return list(c);
  });

  routes.post(base, async (c) => {
    const district = askingDistrict(c.var.actor);
    const { file, key } = await c.req.parseBody();
    if (!(file instanceof File) || file.size === 0) throw new Problem("invalid-input", { detail: "Choose a file." });
    if (file.size > largest)
      throw new Problem("invalid-input", {
        detail: "The file is larger than 64 million bytes: use rollbook id request.",
      });
    const fileName = file.name.split(/[/\\]/).at(-1)!.slice(0, 200);
    const fileKey = typeof key === "string" ? key : "";
    try {
      const source = Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0]);
      const receipt = await registry.requestFile(c.var.actor, { district, fileName, source, key: fileKey });
      return page(c, await registry.file(c.var.actor, receipt.file), { fileKey });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "request-file-refused") throw error;
      const { findings, total } = error.facts as { findings: FileFinding[]; total: number };
      return list(c, { fileName, findings, total });
    }
  });

  routes.get(`${base}/:sent`, async (c) => page(c, await registry.file(c.var.actor, c.req.param("sent"))));

  routes.post(`${base}/:sent/answers`, async (c) => {
    const file = await registry.file(c.var.actor, c.req.param("sent"));
    const key = String((await c.req.parseBody()).key ?? "").trim();
    try {
      const body = await answersBody(registry.fileAnswers(c.var.actor, file.file, key));
      return c.body(body, 200, answersHeaders(file.file));
    } catch (error) {
      if (error instanceof Problem && error.code === "file-key-wrong")
        return page(c, file, { wrong: `${error.message} ${error.remedy}` });
      throw error;
    }
  });

  return routes;
}
