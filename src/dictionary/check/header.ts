// Recognises a heading row: the names of the columns, in any case, spaces and underscores apart. Pure.
import type { ElementColumn } from "../types.ts";

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** `header`: the row names the columns; `misplaced`: 1-based positions of names that stand in another column's place. */
export const recogniseHeader = (
  cells: string[],
  columns: ElementColumn[],
): { header: boolean; misplaced: number[] } => {
  const names = columns.map((column) => new Set([column.name, column.sqlName, column.longName].map(bare)));
  const inPlace = cells.filter((cell, at) => names[at]?.has(bare(cell))).length;
  const anywhere = cells.filter((cell) => names.some((set) => set.has(bare(cell)))).length;
  const header = anywhere * 2 >= columns.length;
  if (!header || inPlace === anywhere) return { header, misplaced: [] };
  const misplaced = cells.flatMap((cell, at) =>
    !names[at]?.has(bare(cell)) && names.some((set) => set.has(bare(cell))) ? [at + 1] : [],
  );
  return { header, misplaced };
};
