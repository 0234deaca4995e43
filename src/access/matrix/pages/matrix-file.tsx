// The matrix as one file that needs nothing beside it: to be printed, signed and hung up.
import { html, raw } from "hono/html";
import { formatDate } from "../../../web/index.ts";
import type { PolicyMatrix } from "../policy-matrix.ts";
import { ActionsTable, FieldsTables, RolesTable } from "./matrix-tables.tsx";

const style = `
body { font: 14px/1.4 "Public Sans", "Segoe UI", system-ui, sans-serif; color: #1b1b1b; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p { margin: 0 0 .5rem; max-width: 45rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; font-size: .82rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid #a9aeb1; padding: .25rem .4rem; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; vertical-align: bottom; } tbody th { font-weight: 400; } tbody th[scope=row] { font-weight: 600; }
.rb-policy-group th { background: #dfe1e2; font-weight: 700; }
.rb-policy-yes { background: #d9e8f6; font-weight: 600; } .rb-policy-no { color: #5c5c5c; }
.rb-quiet { color: #5c5c5c; font-weight: 400; } .rb-policy-scroll { overflow-x: auto; }
.usa-sr-only { position: absolute; left: -999em; }
@page { size: landscape; margin: 1.2cm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 8pt; line-height: 1.25; }
  table { font-size: 7.5pt; } th, td { padding: 1.5pt 3pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h2, .rb-policy-group { break-after: avoid; }
  .rb-policy-scroll { overflow: visible; } .rb-policy-scroll { break-before: page; }
  .rb-policy-yes { background: #d9e8f6; print-color-adjust: exact; }
}`;

/** `title`: the jurisdiction; `made`: the day. */
export const matrixFile = (matrix: PolicyMatrix, title: string, made: string): string =>
  String(
    html`<!DOCTYPE html>${(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`Who sees what: ${title}`}</title>
          <style>{raw(style)}</style>
        </head>
        <body>
          <main>
            <h1>Who sees what: {title}</h1>
            <p>
              Made on {formatDate(made)} from the access policy that the database enforces. A field that is "not there"
              cannot be seen, searched, sorted by, exported or counted.
            </p>
            <h2>Roles</h2>
            <RolesTable matrix={matrix} />
            <h2>Fields of a student's record</h2>
            <p>Roles without a column see no student.</p>
            <FieldsTables matrix={matrix} />
            <h2>Actions</h2>
            <ActionsTable matrix={matrix} />
          </main>
        </body>
      </html>
    )}`,
  );
