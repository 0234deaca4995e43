// How a request came: over TLS or not, and from where. What a proxy says of it is believed only where the operator says so.
import { isIP } from "node:net";
import type { Context } from "hono";

export type Client = {
  secure: boolean;
  /** Where the trusted proxy saw the request come from; undefined without one. */
  address?: string;
};

export function clientOf(c: Context, trustProxy: boolean): Client {
  const direct = new URL(c.req.url).protocol === "https:";
  if (!trustProxy) return { secure: direct };
  const from = nearest(c.req.header("x-forwarded-for"));
  return {
    secure: direct || nearest(c.req.header("x-forwarded-proto")) === "https",
    address: from !== undefined && isIP(from) !== 0 ? from : undefined,
  };
}

/** Proxies add at the end, so only the last entry is the trusted one's own; whatever stands before it the sender may have written. */
const nearest = (header: string | undefined): string | undefined => header?.split(",").at(-1)?.trim() || undefined;

/** The origin that a form of this site names; behind a proxy with TLS the program itself is asked in clear text. */
export function originOf(c: Context, { secure }: Client): string {
  const url = new URL(c.req.url);
  return secure ? `https://${url.host}` : url.origin;
}
