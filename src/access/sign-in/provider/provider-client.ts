// Talks to the providers: where to send a person, and what came back. Authorization code with PKCE, state and nonce.
import * as client from "openid-client";
import { Problem } from "../../../platform/index.ts";
import type { Site } from "../passkeys/site.ts";
import type { Claims } from "./claims.ts";
import type { ProviderSettings } from "./provider-settings.ts";

/** What is kept while the person is away at the provider. */
export type Away = { provider: string; state: string; nonce: string; verifier: string };

const known = new WeakMap<ProviderSettings, Promise<client.Configuration>>();

/** A provider on the same machine is one of a test; every other one is asked over TLS only. */
const isLocal = (issuer: string): boolean => /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(issuer);

const configurationOf = (provider: ProviderSettings): Promise<client.Configuration> => {
  const before = known.get(provider);
  if (before) return before;
  const execute = isLocal(provider.issuer) ? [client.allowInsecureRequests] : [];
  const { issuer, client_id, clientSecret } = provider;
  const found = client
    .discovery(new URL(issuer), client_id, undefined, client.ClientSecretBasic(clientSecret), { execute, timeout: 10 })
    .catch((error: Error) => {
      known.delete(provider); // the next person asks again
      throw new Problem("provider-unreachable", { provider: provider.title }, { cause: error });
    });
  known.set(provider, found);
  return found;
};

const returnPath = (provider: string): string => `/sign-in/provider/${provider}/return`;

export async function sendAway(provider: ProviderSettings, site: Site): Promise<{ address: string; away: Away }> {
  const configuration = await configurationOf(provider);
  const away: Away = {
    ...{ provider: provider.id, state: client.randomState(), nonce: client.randomNonce() },
    verifier: client.randomPKCECodeVerifier(),
  };
  const address = client.buildAuthorizationUrl(configuration, {
    ...{ redirect_uri: site.origin + returnPath(provider.id), scope: provider.scope },
    ...{ state: away.state, nonce: away.nonce, code_challenge_method: "S256" },
    code_challenge: await client.calculatePKCECodeChallenge(away.verifier),
  });
  return { address: address.href, away };
}

/** `query`: what the provider added to the address. Throws `provider-refused`. */
export async function takeBack(provider: ProviderSettings, site: Site, query: string, away: Away): Promise<Claims> {
  const configuration = await configurationOf(provider);
  const address = new URL(site.origin + returnPath(provider.id) + query);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      ...{ expectedState: away.state, expectedNonce: away.nonce, pkceCodeVerifier: away.verifier },
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    // Many providers put the address and the groups only there.
    const more = configuration.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : {};
    return { ...more, ...claims };
  } catch (error) {
    throw new Problem(
      "provider-refused",
      { provider: provider.title, why: (error as Error).message },
      { cause: error },
    );
  }
}

/** Where to sign out at the provider too; undefined where it offers none. */
export async function signOutAddress(provider: ProviderSettings, site: Site): Promise<string | undefined> {
  const configuration = await configurationOf(provider);
  if (!configuration.serverMetadata().end_session_endpoint) return undefined;
  return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${site.origin}/signed-out` }).href;
}
