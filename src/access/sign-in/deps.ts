// What the ways of signing in need beside the accounts: the installation's own choices. Types only, no I/O.
import type { AccountDeps } from "../accounts/manage-accounts.ts";
import type { ProviderSettings } from "./provider/provider-settings.ts";

export type SignInSettings = {
  /** What a one-time link is for: signing in at once (a demo, a test) or setting up how to sign in. */
  links: "sign-in" | "set-up";
  /** Minutes without a request after which a session is over. */
  idleMinutes: number;
  /** 32 bytes that seal the secrets of one-time codes. */
  key?: Buffer | undefined;
  breachedPasswords?: string | undefined;
  providers: readonly ProviderSettings[];
  /** What an authenticator app calls this installation. */
  product: string;
};

export type SignInDeps = AccountDeps & { signIn: SignInSettings };

export const usualSettings: SignInSettings = {
  ...{ links: "set-up", idleMinutes: 60, providers: [], product: "Rollbook" },
};

/** Where a request comes from: its network address and what its browser calls itself. */
export type From = { remote: string; device: string };
