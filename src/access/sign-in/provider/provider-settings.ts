// Providers of OpenID Connect that an installation trusts: DATA/oidc.yaml, and one by the environment. Read when it opens.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Problem, readProfileYaml, type SignInConfig } from "../../../platform/index.ts";

/** Names of claims; a name with dots leads into objects (`realm_access.roles`). */
const claim = z.string().min(1);

const mappingSchema = z
  .strictObject({
    /** The claim that says what the person is: one word or a list. */
    role: claim,
    /** From the provider's words to this profile's roles; a word that is not here gives nothing. */
    roles: z.record(z.string(), z.string()),
    /** Where: always this district, or the one that a claim names by its number. */
    district: z.int().positive().optional(),
    district_claim: claim.optional(),
    /** The claim that names schools by their numbers; a role of schools needs it. */
    schools_claim: claim.optional(),
  })
  .refine((mapping) => mapping.district === undefined || mapping.district_claim === undefined, {
    message: "a district, or a claim that names it, not both",
  });

const providerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  /** The words on the button. */
  title: z.string().min(1).max(60),
  issuer: z.url(),
  client_id: z.string().min(1),
  client_secret_file: z.string().optional(),
  scope: z.string().default("openid email profile"),
  /** Addresses it may speak for (`amherst.example`). Without them it is trusted with every account. */
  email_domains: z.array(z.string().regex(/^[a-z0-9.-]+$/)).optional(),
  /** Whether what the claims say gives and ends assignments at each sign-in. */
  assignments: mappingSchema.optional(),
});
const fileSchema = z.strictObject({
  providers: z.array(providerSchema).refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
    message: "two providers have the same id",
  }),
});

export type ClaimMapping = z.output<typeof mappingSchema>;
export type ProviderSettings = Omit<z.output<typeof providerSchema>, "client_secret_file"> & { clientSecret: string };

const fileName = "oidc.yaml";

/** Throws ProfileError with line and column, and `provider-secret-missing`. */
export function loadProviders(dataDir: string, config: SignInConfig): ProviderSettings[] {
  const listed = existsSync(join(dataDir, fileName)) ? readProfileYaml(dataDir, fileName, fileSchema).providers : [];
  const found = listed.map(({ client_secret_file, ...provider }) => ({
    ...provider,
    clientSecret: secretOf(dataDir, provider.id, client_secret_file, config),
  }));
  if (!config.provider) return found;
  const { issuer, clientId, clientSecret, title } = config.provider;
  const scope = "openid email profile";
  return [...found, { id: "sso", title, issuer, client_id: clientId, clientSecret, scope }];
}

const secretOf = (dataDir: string, id: string, file: string | undefined, config: SignInConfig): string => {
  const given = config.providerSecrets[id.toUpperCase().replaceAll("-", "_")];
  if (given) return given;
  const path = file === undefined ? undefined : join(dataDir, file);
  if (path === undefined || !existsSync(path)) throw new Problem("provider-secret-missing", { provider: id, path });
  return readFileSync(path, "utf8").trim();
};
