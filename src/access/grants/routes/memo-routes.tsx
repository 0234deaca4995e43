// The yearly memo: choose, read, sign. Nothing is given before the signature.
import { Hono } from "hono";
import { Problem, schoolYearOf } from "../../../platform/index.ts";
import { type FieldError, formatCount, renderPage } from "../../../web/index.ts";
import { authorize } from "../../policy/actor.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import type { GrantKind } from "../kinds.ts";
import { lineKey } from "../memo.ts";
import { MemoPage, MemoPreview } from "../pages/memo.tsx";
import { grantsPath, memoPath } from "../pages/paths.ts";
import { crumbs } from "../pages/standing.tsx";
import {
  errorsOf,
  first,
  formOf,
  type GrantContext,
  type GrantForm,
  type GrantRouteOptions,
  labelOf,
} from "./grant-context.ts";

export function memoRoutes({ grants, today }: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();

  /** The kind that this person gives by memo; a profile without one has no such page. */
  const kindFor = (c: GrantContext): GrantKind => {
    authorize(c.var.actor, "grant.give");
    const [kind] = grants.givenBy(c.var.actor, "memo");
    if (kind) return kind;
    if (grants.kindsOf("memo").length === 0) throw new Problem("not-found");
    throw new Problem("denied", { name: c.var.actor.name, action: "sign the memo" });
  };

  const yearOf = (text: string): number => {
    const now = schoolYearOf(today());
    const year = text === "" ? now : Number(text);
    if (year !== now && year !== now + 1) throw new Problem("not-found");
    return year;
  };

  const memoPage = async (c: GrantContext, year: number, errors: FieldError[]) => {
    const kind = kindFor(c);
    const memo = await grants.readMemo(c.var.actor, kind.id, year);
    const now = schoolYearOf(today());
    const others = [now, now + 1]
      .filter((one) => one !== year)
      .map((one) => ({ year: one, label: `For ${labelOf(one)}` }));
    const named = c.req.query("done");
    const done = named && /^\d{1,5}$/.test(named) ? `Signed. ${formatCount(Number(named), "grant")} given.` : undefined;
    return renderPage(
      c,
      { title: "Yearly memo", current: grantsPath, crumbs },
      <MemoPage {...{ memo, kind, errors, others, done, label: labelOf(year), csrf: c.var.viewer.csrf }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  const preview = async (c: GrantContext, form: GrantForm, errors: FieldError[]) => {
    const kind = kindFor(c);
    const year = yearOf(first(form, "year"));
    const memo = await grants.readMemo(c.var.actor, kind.id, year);
    const chosen = memo.lines.filter((line) => !line.given && (form.person ?? []).includes(lineKey(line)));
    if (chosen.length === 0) return memoPage(c, year, [{ field: "person", message: "Choose at least one person." }]);
    const { actor, viewer } = c.var;
    return renderPage(
      c,
      { title: "Read the memo", current: grantsPath, crumbs },
      <MemoPreview {...{ memo, kind, chosen, errors, label: labelOf(year), signer: actor.name, csrf: viewer.csrf }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get("/grants/memo", (c) => memoPage(c, yearOf(c.req.query("year") ?? ""), []));
  routes.post("/grants/memo/preview", async (c) => preview(c, await formOf(c), []));

  routes.post("/grants/memo/sign", async (c) => {
    const kind = kindFor(c).id;
    const form = await formOf(c);
    const year = yearOf(first(form, "year"));
    if (first(form, "agree") !== "yes")
      return preview(c, form, [{ field: "agree-yes", message: "Confirm that you have read the memo." }]);
    try {
      const people = form.person ?? [];
      const { given } = await grants.signMemo(c.var.actor, { kind, year, people, signature: first(form, "signature") });
      return c.redirect(`${memoPath(year)}&done=${given.length}`, 303);
    } catch (error) {
      return preview(c, form, errorsOf(error));
    }
  });

  return routes;
}
