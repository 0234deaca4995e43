// The chart of a report as SVG, from protected values only. Withheld cells are gaps with a star; it reads without colour and without sight.
import { assertProtected, type Cell, SUPPRESSED, TOTAL } from "../../disclosure/index.ts";
import { heading, subheading } from "../render/explain.ts";
import type { Report } from "../report.ts";

const namespace = "http://www.w3.org/2000/svg";
type Bar = { x: string; value: Cell };

/** An `<svg role="img">` with title and description, or undefined where the definition asks for no chart. */
export const chartSvg = async (report: Report, fontFamily = "system-ui, sans-serif"): Promise<string | undefined> => {
  assertProtected(report.table);
  const { chart, columns } = report.definition;
  if (!chart) return undefined;
  // A second of loading and 60 MB, which only those pay who want a chart.
  const [Plot, { JSDOM }] = await Promise.all([import("@observablehq/plot"), import("jsdom")]);
  const bars = barsOf(report);
  const shown = bars.filter((bar): bar is { x: string; value: number } => bar.value !== SUPPRESSED);
  const { document } = new JSDOM("").window;
  const title = (name: string): string => columns.find((column) => column.name === name)?.title ?? name;
  const svg = Plot.plot({
    document,
    width: 720,
    height: 320,
    marginTop: 28,
    marginLeft: 64,
    marginBottom: 44,
    style: { fontFamily, fontSize: "12px", color: "#1b1b1b", background: "white" },
    x: {
      domain: bars.map(({ x }) => x),
      label: title(chart.x),
      labelArrow: null,
      type: "band",
      padding: 0.2,
      tickSize: 0,
    },
    y: {
      label: title(chart.measure),
      labelArrow: null,
      grid: true,
      domain: [0, Math.max(1, ...shown.map(({ value }) => value))],
      tickFormat: (value: number) => value.toLocaleString("en-US"),
      nice: true,
    },
    marks: [
      Plot.barY(shown, { x: "x", y: "value", fill: "#005ea2" }),
      Plot.text(shown, {
        x: "x",
        y: "value",
        text: (bar: { value: number }) => bar.value.toLocaleString("en-US"),
        dy: -8,
        fontSize: 10,
      }),
      Plot.text(
        bars.filter(({ value }) => value === SUPPRESSED),
        { x: "x", y: 0, text: () => SUPPRESSED, dy: -10, fontSize: 18 },
      ),
      Plot.ruleY([0], { stroke: "#1b1b1b" }),
    ],
  }) as unknown as SVGSVGElement;
  return label(svg, document, `${chart.title}. ${heading(report)}`, `${subheading(report)}. ${sentences(bars)}`);
};

const barsOf = ({ definition, table }: Report): Bar[] => {
  const { x, measure, where } = definition.chart!;
  const chosen = table.rows.filter(
    (row) => row[x] !== TOTAL && Object.entries(where).every(([column, value]) => String(row[column]) === value),
  );
  return chosen.map((row) => ({ x: String(row[x]), value: row[measure] as Cell }));
};

const sentences = (bars: readonly Bar[]): string => {
  const list = bars
    .map(({ x, value }) => `${x}: ${value === SUPPRESSED ? "withheld" : value.toLocaleString("en-US")}`)
    .join("; ");
  return `${list}.${bars.some(({ value }) => value === SUPPRESSED) ? " A star marks a count that is withheld to protect students." : ""}`;
};

/** What a screen reader says; ids are made of the title so that two charts on a page keep apart. */
const label = (svg: SVGSVGElement, document: Document, title: string, description: string): string => {
  const id = `chart-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  for (const [index, [tag, text]] of Object.entries({ title, desc: description }).entries()) {
    const element = document.createElementNS(namespace, tag);
    element.id = `${id}-${tag}`;
    element.textContent = text;
    svg.insertBefore(element, svg.childNodes[index] ?? null);
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-desc`);
  svg.setAttribute("xmlns", namespace);
  return svg.outerHTML;
};
