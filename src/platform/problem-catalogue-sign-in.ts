// The problems of signing in and of the ways to do so: a part of the catalogue.
import { entry } from "./problem-entry.ts";

export const signInProblems = {
  "sign-in-refused": entry(
    403,
    "That did not match",
    "The e-mail address and the password do not belong together, or this account does not sign in that way.",
    "Check both. If you have forgotten the password, ask the person who manages accounts for a new link.",
  ),
  "sign-in-over": entry(
    403,
    "This sign-in is over",
    "A step of signing in has to be finished within ten minutes, in the browser that began it.",
    "Begin again on the sign-in page.",
  ),
  "code-refused": entry(
    403,
    "That code is not right",
    "The code is wrong, has run out or was used before.",
    "Wait for the next code of your app, or use one of your recovery codes.",
  ),
  "codes-on-already": entry(
    409,
    "One-time codes are on already",
    "This account asks for a code of an app already.",
    "Turn them off first to move them to another device.",
  ),
  "link-sets-up": entry(
    403,
    "This link is for setting up",
    "With this link a person chooses a password or makes a passkey. It does not sign in by itself.",
    "Open it in a browser.",
  ),
  "password-too-short": entry(
    422,
    "The password is too short",
    "The password has fewer than {shortest} characters.",
    "Use at least {shortest} characters; several words in a row are easy to remember.",
  ),
  "password-too-long": entry(
    422,
    "The password is too long",
    "The password has more than {longest} characters.",
    "Use at most {longest} characters.",
  ),
  "password-common": entry(
    422,
    "The password is easy to guess",
    "The password is common, repeats itself or follows the keyboard: such passwords are tried first.",
    "Use several words that do not belong together.",
  ),
  "password-personal": entry(
    422,
    "The password is made of what is known of you",
    "The password is made of your name, your e-mail address or the name of this program.",
    "Use several words that do not belong together.",
  ),
  "password-breached": entry(
    422,
    "The password is known from a breach",
    "The password stands in a list of passwords that were stolen elsewhere.",
    "Use another one, and change it wherever else you use it.",
  ),
  "password-same": entry(
    422,
    "This is the password that you have",
    "The new password is the old one.",
    "Choose another one.",
  ),
  "old-password-wrong": entry(403, "The password is not right", "This is not your current password.", "Type it again."),
  "breached-list-unreadable": entry(
    500,
    "The list of breached passwords cannot be read",
    "No password can be set while {file} is missing or not in order.",
    "Tell the operator: the file is named by ROLLBOOK_BREACHED_PASSWORDS.",
  ),
  "passkey-refused": entry(
    403,
    "The passkey was not accepted",
    "The passkey is not known here, was made for another address, or its answer came too late.",
    "Try again, or sign in another way.",
  ),
  "provider-secret-missing": entry(
    500,
    "A secret of a provider is missing",
    "There is no client secret for the provider {provider} (looked for: {path}).",
    "Name its file in oidc.yaml (client_secret_file), or give ROLLBOOK_OIDC_SECRET_ and its id in capitals.",
  ),
  "provider-unreachable": entry(
    503,
    "The provider does not answer",
    "The provider {provider} could not be asked.",
    "Try again in a minute, or sign in another way.",
  ),
  "provider-refused": entry(
    403,
    "The provider did not let you in",
    "The provider {provider} refused, or its answer could not be trusted.",
    "Begin again on the sign-in page. If it stays, tell the operator.",
  ),
  "provider-stranger": entry(
    403,
    "You have no account here",
    "{provider} knows you, but no account here belongs to the address that it vouches for.",
    "Ask for an account, or ask the person who manages accounts which address yours has.",
  ),
  "prove-again": entry(
    403,
    "Prove that it is still you",
    "Changing how you sign in needs a proof of the last ten minutes.",
    "Enter your password or use your passkey, and repeat the step.",
  ),
  "api-token-invalid": entry(
    401,
    "This token is worth nothing",
    "The token is not known, has run out or was ended, or its account or assignment is over.",
    "Make a new one on the page Security.",
  ),
  "api-token-needs-assignment": entry(
    422,
    "No assignment to act in",
    "A token acts in one assignment, and you hold none today.",
    "Ask the person who manages accounts in your organization.",
  ),
} as const;
