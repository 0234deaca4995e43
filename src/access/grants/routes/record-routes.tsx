// Recording trainings and agreements, one or a file of them, and naming designees.
import { Hono } from "hono";
import { Problem } from "../../../platform/index.ts";
import { type FieldError, formatCount, renderPage } from "../../../web/index.ts";
import { authorize } from "../../policy/actor.ts";
import type { SignedInEnv } from "../../routes/session-guard.tsx";
import { identifiersOf } from "../apply.ts";
import { DesignatePage } from "../pages/designate.tsx";
import { designatePath, grantsPath, recordPath } from "../pages/paths.ts";
import { FilePreview, RecordPage } from "../pages/record.tsx";
import { crumbs } from "../pages/standing.tsx";
import {
  dayIn,
  errorsOf,
  first,
  formOf,
  type GrantContext,
  type GrantForm,
  type GrantRouteOptions,
  given,
  typedOf,
  wordsOf,
} from "./grant-context.ts";

const fileLimit = 1_000_000;

export function recordRoutes(options: GrantRouteOptions): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  const { grants } = options;

  const recordPage = (c: GrantContext, form: GrantForm, errors: FieldError[]) => {
    authorize(c.var.actor, "grant.give");
    const offered = grants.givenBy(c.var.actor, "record");
    if (offered.length === 0) throw new Problem("denied", { name: c.var.actor.name, action: "record grants" });
    const count = c.req.query("done");
    const done = count && /^\d{1,5}$/.test(count) ? `Recorded: ${formatCount(Number(count), "grant")}.` : undefined;
    return renderPage(
      c,
      { title: "Record grants", current: grantsPath, crumbs },
      <RecordPage {...{ ...wordsOf(options), offered, typed: typedOf(form), csrf: c.var.viewer.csrf, errors, done }} />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get(recordPath, (c) => recordPage(c, {}, []));

  routes.post(recordPath, async (c) => {
    authorize(c.var.actor, "grant.give");
    const form = await formOf(c);
    try {
      await grants.recordGrant(c.var.actor, {
        ...{
          kind: first(form, "kind"),
          person: first(form, "person"),
          title: first(form, "title"),
          role: given(form, "role"),
        },
        ...{ from: dayIn(form, "from"), to: dayIn(form, "to"), assessed: first(form, "assessed") === "yes" },
        identifiers: identifiersOf(first(form, "students")),
      });
    } catch (error) {
      return recordPage(c, form, errorsOf(error, "not-found"));
    }
    return c.redirect(`${recordPath}?done=1`, 303);
  });

  routes.post(`${recordPath}/file`, async (c) => {
    authorize(c.var.actor, "grant.give");
    const form = await formOf(c);
    const { file } = await c.req.parseBody();
    try {
      if (!(file instanceof File) || file.size === 0)
        throw new Problem("training-file-invalid", { detail: "No file was sent." });
      if (file.size > fileLimit)
        throw new Problem("training-file-invalid", { detail: "The file is larger than 1 MB." });
      const kind = first(form, "kind");
      const text = await file.text();
      const rows = await grants.previewFile(c.var.actor, kind, text);
      const known = grants.kindsOf("record").find(({ id }) => id === kind)!;
      return renderPage(
        c,
        { title: "Check the file", current: grantsPath, crumbs },
        <FilePreview rows={rows} kind={known} text={text} csrf={c.var.viewer.csrf} />,
      );
    } catch (error) {
      return recordPage(c, form, errorsOf(error));
    }
  });

  routes.post(`${recordPath}/import`, async (c) => {
    authorize(c.var.actor, "grant.give");
    const form = await formOf(c);
    try {
      const recorded = await grants.importFile(c.var.actor, first(form, "kind"), form.csv?.[0] ?? "");
      return c.redirect(`${recordPath}?done=${recorded.length}`, 303);
    } catch (error) {
      return recordPage(c, {}, errorsOf(error));
    }
  });

  const designatePage = (c: GrantContext, form: GrantForm, errors: FieldError[]) => {
    const { actor, viewer } = c.var;
    authorize(actor, "grant.designate");
    const [kind] = grants.givenBy(actor, "designate");
    if (!kind) throw new Problem("denied", { name: actor.name, action: "designate" });
    const everywhere = actor.grants.reach === "state";
    const done = c.req.query("done") === "yes" ? "Signed. The person may act from the first day." : undefined;
    return renderPage(
      c,
      { title: kind.title, current: grantsPath, crumbs },
      <DesignatePage
        {...{
          ...wordsOf(options),
          kind,
          everywhere,
          typed: typedOf(form),
          signer: actor.name,
          csrf: viewer.csrf,
          errors,
          done,
        }}
      />,
      errors.length > 0 ? 422 : 200,
    );
  };

  routes.get(designatePath, (c) => designatePage(c, {}, []));

  routes.post(designatePath, async (c) => {
    authorize(c.var.actor, "grant.designate");
    const form = await formOf(c);
    try {
      const numbers = (name: string) => identifiersOf(first(form, name)).map(Number);
      if ([...numbers("schools"), ...numbers("district")].some((one) => !Number.isSafeInteger(one)))
        throw new Problem("grant-days", { detail: "Districts and schools are named by their numbers." });
      await grants.designate(c.var.actor, {
        ...{ kind: grants.givenBy(c.var.actor, "designate")[0]?.id ?? "designation", person: first(form, "person") },
        ...{ role: first(form, "role"), district: numbers("district")[0], schools: numbers("schools") },
        ...{ from: dayIn(form, "from"), to: dayIn(form, "to") ?? "", signature: first(form, "signature") },
      });
    } catch (error) {
      return designatePage(c, form, errorsOf(error, "account-unknown", "district-unknown", "school-unknown"));
    }
    return c.redirect(`${designatePath}?done=yes`, 303);
  });

  return routes;
}
