// A real provider of OpenID Connect for the scenarios: whoever signs in there is whom the test has put into its books.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type KnownPerson = {
  email: string;
  email_verified: boolean;
  groups?: string[];
  district?: string;
};

export type IdentityProvider = {
  issuer: string;
  /** By login. A test changes it between two sign-ins. */
  people: Map<string, KnownPerson>;
  /** Begins to answer, for this one client. */
  serve(client: { id: string; secret: string; origin: string; redirect: string }): void;
  close(): Promise<void>;
};

/** Its address is known at once, since the client's settings name it; it answers after `serve`. */
export async function openIdentityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, KnownPerson>();
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    people,
    serve(client) {
      const provider = new Provider(issuer, {
        clients: [
          {
            ...{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect] },
            post_logout_redirect_uris: [`${client.origin}/signed-out`],
          },
        ],
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["groups", "district"] },
        cookies: { keys: ["only for scenarios"] },
        findAccount: (_context, login) => ({
          accountId: login,
          claims: async () => ({ sub: login, ...people.get(login) }),
        }),
      });
      server.on("request", provider.callback());
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
