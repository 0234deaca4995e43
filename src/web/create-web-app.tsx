// The outer shell of the site: security headers, compression, assets, problems. Modules mount their routes on it.
import { Hono } from "hono";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { loadAssets } from "./asset-store.ts";
import { formatIn } from "./format.ts";
import { answerProblem, describe, notFoundPaper } from "./problems.tsx";
import { type Client, clientOf, originOf } from "./proxy.ts";
import type { Product, WebEnv } from "./viewer.ts";

export type WebAppOptions = {
  product: Omit<Product, "assets">;
  /** Folders of our own styles and of the built scripts. */
  assetFolders: string[];
  /** Whether X-Forwarded-Proto and X-Forwarded-For are believed; by default as the environment says. */
  trustProxy?: boolean;
  /** IANA name of the zone that times are shown in. */
  timeZone?: string;
  /** Where unexpected errors go; the reader sees a reference only. */
  log?: (line: string) => void;
};

export function createWebApp(options: WebAppOptions): Hono<WebEnv> {
  const assets = loadAssets(options.assetFolders);
  const product: Product = { ...options.product, assets: assets.path };
  const app = new Hono<WebEnv>();
  if (options.timeZone) formatIn(options.timeZone);
  const trustProxy = options.trustProxy ?? false;
  app.use(async (c, next) => {
    const client = clientOf(c, trustProxy);
    c.set("product", product);
    c.set("client", client);
    await next();
    if (client.secure) c.header("strict-transport-security", "max-age=31536000");
    // Pages hold student data: no shared or disk cache may keep them.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  app.use(strictHeaders);
  app.use(compress());
  app.use(csrf({ origin: (origin, c) => origin === originOf(c, c.get("client") as Client) }));
  app.use(async (c, next) => {
    if (/^multipart\//i.test(c.req.header("content-type") ?? "") && !hasBoundary(c.req.header("content-type")))
      throw new HTTPException(422, { message: "The form names no boundary between its parts." });
    await next();
  });
  app.route("/", assets.routes);
  app.notFound((c) => answerProblem(c, notFoundPaper));
  app.onError((error, c) => answerProblem(c, describe(error, options.log ?? console.error)));
  return app;
}

const hasBoundary = (type: string | undefined): boolean => /;\s*boundary=("[^"]+"|[^\s;"]+)/i.test(type ?? "");

/** Everything from this site only; no inline script or style anywhere. The design system draws some marks as data: pictures. */
const strictHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  // "no-referrer" would make browsers send "Origin: null" with forms, and the origin check would refuse them.
  referrerPolicy: "same-origin",
  crossOriginEmbedderPolicy: false,
  strictTransportSecurity: false,
  xFrameOptions: "DENY",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
});
