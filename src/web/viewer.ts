// Who looks at the page, as far as the frame around it needs to know. Filled by access; web knows no roles.

import type { Client } from "./proxy.ts";

export type NavLink = { href: string; label: string };

export type Viewer = {
  name: string;
  roleTitle: string;
  organization: string;
  navigation: NavLink[];
  /** The person's own page, and the one to act in another role, where there is more than one. */
  personHref?: string | undefined;
  rolesHref?: string | undefined;
  /** Goes into every form of the session. */
  csrf: string;
};

/** What the web app sets for every request. */
export type WebVariables = { product: Product; client: Client; viewer?: Viewer };
export type WebEnv = { Variables: WebVariables };

/** The frame's own words: `jurisdiction` is the profile's title. */
export type Product = { name: string; jurisdiction: string; version: string; assets: string };
