// Which names a route reads from its address and its form: heard from the framework itself while the route answers, so that
// no list of parameters can be forgotten.
import { HonoRequest } from "hono/request";

export type Heard = { query: Set<string>; body: Set<string>; json: Set<string> };

let heard: Heard | undefined;

type Patched = {
  query(name?: string): unknown;
  queries(name?: string): unknown;
  parseBody(options?: object): Promise<Record<string, unknown>>;
  json(): Promise<unknown>;
};

const { query, queries, parseBody, json } = HonoRequest.prototype as unknown as Patched;

/** From now on until `stopListening`, what `listenTo` runs is heard. */
export const startListening = (): void => {
  const prototype = HonoRequest.prototype as unknown as Patched;
  prototype.query = function (name) {
    if (name !== undefined) heard?.query.add(name);
    return name === undefined
      ? spied(query.call(this) as Record<string, unknown>, heard?.query)
      : query.call(this, name);
  };
  prototype.queries = function (name) {
    if (name !== undefined) heard?.query.add(name);
    return queries.call(this, name);
  };
  prototype.parseBody = async function (options) {
    return spied(await parseBody.call(this, options), heard?.body);
  };
  prototype.json = async function () {
    const value = await json.call(this);
    return typeof value === "object" && value !== null ? spied(value as Record<string, unknown>, heard?.json) : value;
  };
};

export const stopListening = (): void => {
  Object.assign(HonoRequest.prototype, { query, queries, parseBody, json });
};

export const listenTo = async (into: Heard, work: () => Promise<unknown>): Promise<void> => {
  heard = into;
  try {
    await work();
  } finally {
    heard = undefined;
  }
};

const spied = (values: Record<string, unknown>, names: Set<string> | undefined): Record<string, unknown> =>
  new Proxy(values, {
    get: (target, name) => {
      if (typeof name === "string" && name !== "then") names?.add(name);
      return Reflect.get(target, name);
    },
    has: (target, name) => {
      if (typeof name === "string") names?.add(name);
      return Reflect.has(target, name);
    },
  });
