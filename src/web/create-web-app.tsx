// The outer shell of the site: security headers, compression, assets, problems. Modules mount their routes on it.
import { Hono } from "hono";
import { compress } from "hono/compress";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { loadAssets } from "./asset-store.ts";
import { answerProblem, describe, notFoundPaper } from "./problems.tsx";
import type { Product, WebEnv } from "./viewer.ts";

export type WebAppOptions = {
  product: Omit<Product, "assets">;
  /** Folders of our own styles and of the built scripts. */
  assetFolders: string[];
  /** Where unexpected errors go; the reader sees a reference only. */
  log?: (line: string) => void;
};

export function createWebApp(options: WebAppOptions): Hono<WebEnv> {
  const assets = loadAssets(options.assetFolders);
  const product: Product = { ...options.product, assets: assets.path };
  const app = new Hono<WebEnv>();
  app.use(async (c, next) => {
    c.set("product", product);
    await next();
    // Pages hold student data: no shared or disk cache may keep them.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  app.use(strictHeaders);
  app.use(compress());
  app.use(csrf());
  app.route("/", assets.routes);
  app.notFound((c) => answerProblem(c, notFoundPaper));
  app.onError((error, c) => answerProblem(c, describe(error, options.log ?? console.error)));
  return app;
}

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
