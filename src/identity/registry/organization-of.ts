// How events name the organization that something happened in, as those who watch the log look for it.

export const organizationOf = (district: number | undefined): string =>
  district === undefined ? "state" : `district:${district}`;
