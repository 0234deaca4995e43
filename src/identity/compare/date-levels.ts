// How far two birth dates of eight digits agree: the slips of people who type dates and of people who remember them.
import { oneSlip } from "./edits.ts";
import { lengthOf, type ValueTable } from "./value-table.ts";

const digits = 8;

const number = (table: ValueTable, value: number, from: number, to: number): number => {
  const start = table.starts[value]!;
  let sum = 0;
  for (let at = from; at < to; at++) sum = sum * 10 + table.letters[start + at]! - 48;
  return sum;
};

/** Levels 0 to 5 of two different dates; see `levelNames.date`. */
export const dateLevel = (table: ValueTable, a: number, b: number): number => {
  if (lengthOf(table, a) !== digits || lengthOf(table, b) !== digits) return oneSlip(table, a, b) ? 4 : 0;
  const years = Math.abs(number(table, a, 0, 4) - number(table, b, 0, 4));
  const month = number(table, a, 4, 6);
  const otherMonth = number(table, b, 4, 6);
  const day = number(table, a, 6, 8);
  const otherDay = number(table, b, 6, 8);
  if (years === 0 && month === otherDay && day === otherMonth) return 5;
  if (oneSlip(table, a, b)) return 4;
  const months = Math.abs(month - otherMonth);
  const days = Math.abs(day - otherDay);
  let places = 0;
  for (let at = 0; at < digits; at++)
    if (table.letters[table.starts[a]! + at] !== table.letters[table.starts[b]! + at]) places++;
  const agreeing = (years === 0 ? 1 : 0) + (months === 0 ? 1 : 0) + (days === 0 ? 1 : 0);
  if (places <= 2 || agreeing === 2) return 3;
  // Each part beside the right one: a year or a decade off, the next month or day, over the turn of a year or month too.
  const near = (years <= 1 || years === 10) && (months <= 1 || months === 11) && (days <= 3 || days >= 27);
  if (near) return 2;
  return agreeing === 1 && years === 0 ? 1 : 0;
};
