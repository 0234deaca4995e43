// What the routes of accounts and login requests are given, and the words that their pages share.
import type { Context } from "hono";
import { originOf } from "../../../web/index.ts";
import { districtName, schoolName } from "../../accounts/places.ts";
import type { Access } from "../../create-access.ts";
import type { Offer } from "../../pages/accounts/assignment-fields.tsx";
import { type Actor, can } from "../../policy/actor.ts";
import { findRole } from "../../policy/policy.ts";
import type { SignInLink } from "../../sign-in/links.ts";
import type { AccessContext } from "../access-context.ts";

export type AccountRouteDeps = {
  access: Access;
  /** Of the request, as the server sees it; the address that a trusted proxy gives goes before it. */
  remoteAddress: (c: Context) => string;
  /** Name of the state or district, for printed forms. */
  jurisdiction: string;
  /** The jurisdiction's day of now. */
  today: () => string;
};

/** Names for roles and places as the pages show them. */
export const wordsOf = async ({ access }: AccountRouteDeps) => {
  const places = await access.accounts.places();
  return {
    places,
    titleOf: (role: string): string => findRole(access.policy, role)?.title ?? role,
    placeOf: (district: number | undefined): string => districtName(places, district),
    schoolOf: (school: number): string => schoolName(places, school),
  };
};
export type Words = Awaited<ReturnType<typeof wordsOf>>;

/** What the person may give, for the fields of an assignment. */
export const offerOf = ({ access }: AccountRouteDeps, by: Actor, { places, placeOf }: Words): Offer => {
  const roles = access.accounts.givableRoles(by);
  const limited = !can(by, "account.manage") && by.district !== undefined;
  return {
    roles,
    wholeState: roles.some(({ reach }) => reach !== "district"),
    ...(limited
      ? { ownDistrict: { number: by.district!, label: placeOf(by.district) } }
      : { districts: places.districts }),
  };
};

export const urlOf = (c: AccessContext, { path }: Pick<SignInLink, "path">): string => originOf(c, c.var.client) + path;
