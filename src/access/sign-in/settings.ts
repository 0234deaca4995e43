// The sign-in settings of an installation: what the operator set, the key of its secrets, and the providers it trusts.
import { type Config, loadSecret } from "../../platform/index.ts";
import type { SignInSettings } from "./deps.ts";
import { loadProviders } from "./provider/provider-settings.ts";

/** Throws where DATA/oidc.yaml cannot be used: an installation opens with all its ways of signing in or not at all. */
export const loadSignInSettings = ({ dataDir, signIn }: Config): SignInSettings => ({
  links: signIn.links,
  idleMinutes: signIn.idleMinutes,
  breachedPasswords: signIn.breachedPasswords,
  key: loadSecret(dataDir, "sign-in"),
  providers: loadProviders(dataDir, signIn),
  product: "Rollbook",
});
