// The one place where a failure becomes an answer: a page for people, application/problem+json (RFC 9457) for programs.
import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { PageHead } from "./layout.tsx";
import { renderPage } from "./render-page.tsx";

export type ProblemPaper = {
  type: string;
  title: string;
  status: number;
  detail: string;
  remedy: string;
  facts?: Record<string, unknown>;
};

/** Any error that can say itself as a problem document; web does not import the class. */
type Describable = { toDocument(): ProblemPaper };

const isDescribable = (error: unknown): error is Describable =>
  error instanceof Error && "toDocument" in error && typeof error.toDocument === "function";

/** PostgreSQL's word for bytes that are no text: the reader's input, never a fault of ours. */
const isUnstorable = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "22021";

export function describe(error: unknown, log: (line: string) => void = console.error): ProblemPaper {
  if (isDescribable(error)) return error.toDocument();
  if (error instanceof HTTPException && error.status < 500) {
    const refused = error.status === 403;
    return {
      type: "about:blank",
      title: refused ? "This request was refused" : "The request cannot be answered",
      status: error.status,
      detail: refused ? "It did not come from a page of this site." : error.message || "It is not in a form we know.",
      remedy: "Go back, load the page again and repeat the step.",
    };
  }
  if (isUnstorable(error))
    return {
      type: "about:blank",
      title: "The input is not valid",
      status: 422,
      detail: "It holds a character that no text can hold (such as a null byte).",
      remedy: "Remove it and send the input again.",
    };
  const reference = randomUUID().slice(0, 8);
  log(`${reference} ${lineOf(error)}`);
  return {
    type: "about:blank",
    title: "Something went wrong on our side",
    status: 500,
    detail: `Nothing was changed by this request. Reference: ${reference}.`,
    remedy: "Try again in a minute. If it stays, give the operator the reference; it is in the log.",
  };
}

/** Failures of reading a value quote it: the database's of class 22, and the parser's of JSON. */
const quotesValues = (error: Error): boolean =>
  error instanceof SyntaxError || ("code" in error && /^22...$/.test(String(error.code)));

/** Where it happened and what failed; the operator's log holds nobody's name or number. */
const lineOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (!quotesValues(error)) return error.stack ?? error.message;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  const code = "code" in error ? ` ${error.code}` : "";
  return [`${error.name}${code}: ${error.message.replaceAll(/(["']).*\1/gs, "$1...$1")}`, ...frames].join("\n");
};

export const notFoundPaper: ProblemPaper = {
  type: "urn:rollbook:problem:not-found",
  title: "Not found",
  status: 404,
  detail: "There is nothing here under that name.",
  remedy: "Check the address or the name.",
};

export function answerProblem(c: Context, paper: ProblemPaper): Response | Promise<Response> {
  const status = paper.status as ContentfulStatusCode;
  if (wantsPage(c)) return renderPage(c, { title: paper.title }, <ProblemBody paper={paper} />, status);
  return c.body(JSON.stringify(paper), status, { "content-type": "application/problem+json; charset=utf-8" });
}

/** A program asks under /api or by its accept header; a browser asks for HTML. */
function wantsPage(c: Context): boolean {
  if (c.req.path.startsWith("/api/")) return false;
  return (c.req.header("accept") ?? "").includes("text/html");
}

const ProblemBody = ({ paper }: { paper: ProblemPaper }) => (
  <section class="rb-problem" aria-labelledby="problem-title">
    <PageHead title={<span id="problem-title">{paper.title}</span>} lead={paper.detail} />
    <p>{paper.remedy}</p>
    <p>
      <a class="usa-button" href="/">
        Go to your home page
      </a>
    </p>
    <p class="rb-quiet">Status {paper.status}</p>
  </section>
);
