// From definition and snapshots to the table an audience may see. Public reports of one collection are computed and protected
// together, whichever of them is asked for, and kept in memory: the same question has one answer, and gets it sooner the second time.
import type { Dictionary } from "../dictionary/index.ts";
import { type LinkedTable, type ProtectedTable, protect, protectTogether } from "../disclosure/index.ts";
import type { SchoolYear } from "../platform/index.ts";
import type { Relations, ResultRow, Warehouse } from "../warehouse/index.ts";
import { buildLinkedTable, buildTable } from "./build-table.ts";
import type { ReportDefinition } from "./definition.ts";
import type { Policies } from "./policies.ts";
import { relationsOf } from "./relations.ts";
import type { Audience } from "./report.ts";

export type Source = Omit<Relations, "tables"> & { year: SchoolYear; lineageHash: string };

export type ProtectedTables = {
  /** The other reports that this one is protected with, in the order of the profile. */
  linkedTo(definition: ReportDefinition, audience: Audience): string[];
  get(definition: ReportDefinition, audience: Audience, source: Source): Promise<ProtectedTable>;
};

type Options = {
  profileDir: string;
  dictionary: Pick<Dictionary, "codes">;
  warehouse: Warehouse;
  definitions: ReadonlyMap<string, ReportDefinition>;
  policies: Policies;
};

/** Sets of tables kept; a whole state's four reports are about 18,000 rows. */
const kept = 4;

export const openProtectedTables = (options: Options): ProtectedTables => {
  const { profileDir, dictionary, warehouse, definitions, policies } = options;
  const cache = new Map<string, Promise<Map<string, ProtectedTable>>>();

  const rowsOf = (definition: ReportDefinition, source: Source): Promise<ResultRow[]> => {
    const { year, snapshots, directory, successions = [] } = source;
    const tables = relationsOf(definition, year, snapshots, dictionary, profileDir);
    return warehouse.query(definition.sql, { snapshots, directory, successions, tables });
  };
  const groupOf = ({ id, collection }: ReportDefinition, audience: Audience): ReportDefinition[] => {
    if (audience !== "public" || !policies.linked.includes(id)) return [];
    return policies.linked.map((other) => definitions.get(other)!).filter((other) => other.collection === collection);
  };
  const protectGroup = async (group: ReportDefinition[], source: Source): Promise<Map<string, ProtectedTable>> => {
    const tables: LinkedTable[] = [];
    for (const definition of group) tables.push(buildLinkedTable(definition, await rowsOf(definition, source)));
    const shown = protectTogether(tables, policies.public);
    return new Map(group.map(({ id }, index) => [id, shown[index]!]));
  };
  const getGroup = (group: ReportDefinition[], source: Source): Promise<Map<string, ProtectedTable>> => {
    const key = JSON.stringify([group[0]!.collection, source.year, source.lineageHash, policies.public.audience]);
    const tables = cache.get(key) ?? protectGroup(group, source);
    cache.delete(key);
    cache.set(key, tables);
    tables.catch(() => cache.delete(key));
    const [oldest] = cache.keys();
    if (cache.size > kept) cache.delete(oldest!);
    return tables;
  };

  return {
    linkedTo: (definition, audience) =>
      groupOf(definition, audience).flatMap(({ id }) => (id === definition.id ? [] : [id])),
    get: async (definition, audience, source) => {
      const group = groupOf(definition, audience);
      if (group.length > 1) return (await getGroup(group, source)).get(definition.id)!;
      return protect(buildTable(definition, await rowsOf(definition, source)), policies[audience]);
    },
  };
};
