// The report as HTML: a semantic table for the workbench's pages, and a page of its own that prints well.
import { raw } from "hono/html";
import { chartSvg } from "../chart/chart-svg.ts";
import type { Report } from "../report.ts";
import { heading, lineageLines, notesOf, subheading } from "./explain.ts";
import { cellText, gridOf } from "./grid.ts";

/** `<table>` with caption, column and row heads; a line of totals has the class `total`. */
const ReportTable = ({ report }: { report: Report }) => {
  const grid = gridOf(report);
  const { measures, dimensions } = report.definition;
  const flat = dimensions.length === 1;
  return (
    <table class="report">
      <caption>
        {heading(report)}. {subheading(report)}
      </caption>
      <thead>
        <tr>
          {grid.labelHeads.map((text) => (
            <th scope="col">{text}</th>
          ))}
          {grid.columnHeads.map((text) => (
            <th scope="col" class="number">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.lines.map((line) => (
          <tr class={line.width > 0 ? `total total-${line.width}` : undefined}>
            {line.labels.map((text, index) =>
              index === line.labels.length - 1 ? <th scope="row">{text}</th> : <td>{text}</td>,
            )}
            {line.cells.map((group) => (
              <td class="number">
                {(flat ? measures.slice(0, 1) : measures).map(({ kind }, index) => (
                  <>
                    {index > 0 && <br />}
                    {cellText(group[index], kind)}
                  </>
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const style = `
body{font:16px/1.45 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:2rem;max-width:90rem}
h1{font-size:1.6rem;margin:0 0 .25rem}
.marking{border:2px solid #1b1b1b;display:inline-block;font-weight:700;padding:.1rem .5rem}
figure{margin:1.5rem 0}svg{max-width:100%;height:auto}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:700;padding:.25rem 0}
th,td{padding:.2rem .45rem;text-align:left;vertical-align:top;border-bottom:1px solid #c9c9c9}
thead th{border-bottom:2px solid #1b1b1b;background:#fff;position:sticky;top:0}
tbody th{font-weight:400}.number{text-align:right}
.total td,.total th{font-weight:700;background:#f0f0f0}.total-2 td,.total-2 th{background:#dcdcdc}
.lineage{font-size:.8rem;overflow-wrap:anywhere}
@media print{body{margin:0;font-size:9pt;max-width:none}.scroll{overflow:visible}table{font-size:6.5pt}thead{display:table-header-group}
thead th{position:static}tr{break-inside:avoid}th,td{padding:1pt 2pt}@page{size:letter landscape;margin:12mm}}
`;

export const renderHtml = async (report: Report): Promise<Buffer> => {
  const svg = await chartSvg(report);
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{heading(report)}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <main>
          <h1>{heading(report)}</h1>
          <p>{subheading(report)}</p>
          {report.audience === "internal" && <p class="marking">Internal: do not publish</p>}
          <p>{report.definition.description}</p>
          {svg && <figure>{raw(svg)}</figure>}
          <section class="scroll" tabindex={0} aria-label="Table">
            <ReportTable report={report} />
          </section>
          <h2>Notes</h2>
          <ul>
            {notesOf(report).map((note) => (
              <li>{note}</li>
            ))}
          </ul>
          <h2>Where the figures come from</h2>
          <ul class="lineage">
            {lineageLines(report).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </main>
      </body>
    </html>
  );
  return Buffer.from(`<!doctype html>\n${page}\n`);
};
