// The site as the browser sees it: passkeys are bound to its name, providers send people back to it.

/** `origin` as https://rollbook.state.example; what the proxy says of TLS is in it already. */
export type Site = { origin: string };

/** The name that passkeys belong to (WebAuthn's RP ID). */
export const nameOf = (site: Site): string => new URL(site.origin).hostname;
