// Turns a page's body into the answer: the frame around it, with the viewer that access found for the request.
import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Layout, type PageFrame } from "./layout.tsx";
import type { WebVariables } from "./viewer.ts";

export function renderPage(
  c: Context,
  frame: PageFrame,
  body: Child,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  const { product, viewer } = c.var as WebVariables;
  const page = (
    <Layout {...frame} product={product} viewer={viewer}>
      {body}
    </Layout>
  );
  return c.html(html`<!DOCTYPE html>${page}`, status);
}
