// Small numbers of slips between two values of a table: one letter wrong, missing, added, or two neighbours swapped.
import type { ValueTable } from "./value-table.ts";

/** Whether one slip of the keyboard turns one value into the other. */
export const oneSlip = ({ letters, starts }: ValueTable, one: number, other: number): boolean => {
  const a = starts[one]!;
  const b = starts[other]!;
  const aSize = starts[one + 1]! - a;
  const bSize = starts[other + 1]! - b;
  if (Math.abs(aSize - bSize) > 1) return false;
  const shorter = Math.min(aSize, bSize);
  let head = 0;
  while (head < shorter && letters[a + head] === letters[b + head]) head++;
  let tail = 0;
  while (tail < shorter - head && letters[a + aSize - 1 - tail] === letters[b + bSize - 1 - tail]) tail++;
  const aRest = aSize - head - tail;
  const bRest = bSize - head - tail;
  if (aRest <= 1 && bRest <= 1) return true;
  return (
    aRest === 2 &&
    bRest === 2 &&
    letters[a + head] === letters[b + head + 1] &&
    letters[a + head + 1] === letters[b + head]
  );
};

/** How many letters differ, place by place; a difference of length counts too. */
export const placesApart = ({ letters, starts }: ValueTable, one: number, other: number): number => {
  const a = starts[one]!;
  const b = starts[other]!;
  const aSize = starts[one + 1]! - a;
  const bSize = starts[other + 1]! - b;
  const shorter = Math.min(aSize, bSize);
  let apart = Math.max(aSize, bSize) - shorter;
  for (let at = 0; at < shorter; at++) if (letters[a + at] !== letters[b + at]) apart++;
  return apart;
};
