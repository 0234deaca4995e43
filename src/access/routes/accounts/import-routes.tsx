// Accounts from a file, by screen: check, look at the preview, apply.
import { Hono } from "hono";
import { Problem } from "../../../platform/index.ts";
import { renderPage } from "../../../web/index.ts";
import type { FileIssue } from "../../accounts/import/read-file.ts";
import { ImportPage, ImportPreview } from "../../pages/accounts/import.tsx";
import { LinksPage } from "../../pages/accounts/new-account.tsx";
import { accountsPath } from "../../pages/accounts/paths.ts";
import type { AccessContext } from "../access-context.ts";
import type { SignedInEnv } from "../session-guard.tsx";
import { formOf } from "./account-forms.ts";
import { type AccountRouteDeps, urlOf, wordsOf } from "./route-deps.ts";

/** Characters of a file; the form that applies it carries it whole. */
const largest = 1_000_000;

export function accountImportRoutes(deps: AccountRouteDeps): Hono<SignedInEnv> {
  const { access } = deps;
  const routes = new Hono<SignedInEnv>();
  const frame = {
    title: "Accounts from a file",
    current: accountsPath,
    crumbs: [{ href: accountsPath, label: "Accounts" }],
  };

  const choose = (c: AccessContext, issues: FileIssue[] = [], fileName?: string) => {
    // Throws for who manages no account.
    access.accounts.givableRoles(c.var.actor);
    const page = <ImportPage csrf={c.var.viewer.csrf} issues={issues} fileName={fileName} />;
    return renderPage(c, frame, page, issues.length > 0 ? 422 : 200);
  };

  /** The issues of the file as the page shows them; any other failure is thrown on. */
  const issuesOf = (error: unknown): FileIssue[] => {
    if (error instanceof Problem && error.code === "account-file-invalid") return error.facts.issues as FileIssue[];
    throw error;
  };

  routes.get("/accounts/import", (c) => choose(c));

  routes.post("/accounts/import", async (c) => {
    access.accounts.givableRoles(c.var.actor);
    const { file } = await c.req.parseBody();
    if (!(file instanceof File) || file.size === 0) throw new Problem("invalid-input", { detail: "Choose a file." });
    if (file.size > largest)
      throw new Problem("invalid-input", { detail: "The file is larger than one million bytes: split it." });
    const text = await file.text();
    try {
      const result = await access.accounts.import(c.var.actor, text, { check: true });
      const words = await wordsOf(deps);
      const page = <ImportPreview {...{ result, text, fileName: file.name, csrf: c.var.viewer.csrf, ...words }} />;
      return renderPage(c, frame, page);
    } catch (error) {
      return choose(c, issuesOf(error), file.name);
    }
  });

  routes.post("/accounts/import/apply", async (c) => {
    access.accounts.givableRoles(c.var.actor);
    const { csv = "", name = "", links: wanted } = await formOf(c);
    if (csv.length > largest) throw new Problem("invalid-input", { detail: "The file is too large." });
    try {
      const done = await access.accounts.import(c.var.actor, csv, { links: wanted === "yes" });
      const { added, changed, unchanged } = done;
      const lead = `${name}: ${added} added, ${changed} changed, ${unchanged} unchanged.`;
      const links = done.links.map((link) => ({ ...link, url: urlOf(c, link) }));
      return renderPage(c, frame, <LinksPage title="The file is applied" lead={lead} links={links} />);
    } catch (error) {
      return choose(c, issuesOf(error), name);
    }
  });

  return routes;
}
