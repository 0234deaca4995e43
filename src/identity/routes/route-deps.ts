// What the registry's routes are given.
import type { Context } from "hono";
import type { SignedInEnv } from "../../access/index.ts";
import type { Directory } from "../../directory/index.ts";
import type { Clock } from "../../platform/index.ts";
import type { Registry } from "../registry/create-registry.ts";

export type IdentityRouteDeps = {
  registry: Registry;
  clock: Clock;
  /** What the state calls its number. */
  identifier: string;
  /** Organizations of the home year. */
  places(): Promise<Directory>;
};

export type RouteContext = Context<SignedInEnv>;
