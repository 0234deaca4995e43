// Cutting a file into rows loses no byte, however the bytes arrive, and counts rows as CSV does.
import fc from "fast-check";
import { expect, it } from "vitest";
import { originalRows } from "./original-rows.ts";

const rowsOf = async (text: string, size: number) => {
  const bytes = Buffer.from(text);
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  const rows: { text: string; lineEnd: string; blank: boolean }[] = [];
  for await (const { text: row, lineEnd, blank } of originalRows(chunks()))
    rows.push({ text: row.toString(), lineEnd: lineEnd.toString(), blank });
  return rows;
};

it("gives every byte back, whatever the chunks", async () => {
  const cell = fc.stringMatching(/^[ab",\r\n ]{0,8}$/);
  await fc.assert(
    fc.asyncProperty(cell, fc.integer({ min: 1, max: 5 }), async (text, size) => {
      const rows = await rowsOf(text, size);
      expect(rows.map((row) => row.text + row.lineEnd).join("")).toBe(text);
    }),
  );
});

it("finds as many rows as were written, quotes and line breaks in cells included", async () => {
  const value = fc.stringMatching(/^[ab",\r\n]{0,6}$/);
  const record = fc.array(value, { minLength: 2, maxLength: 4 });
  const ending = fc.constantFrom("\n", "\r\n", "\r");
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 6 }),
      ending,
      fc.integer({ min: 1, max: 9 }),
      async (file, end, size) => {
        const text = file.map((row) => row.map((v) => `"${v.replaceAll('"', '""')}"`).join(",")).join(end);
        expect((await rowsOf(text, size)).filter(({ blank }) => !blank)).toHaveLength(file.length);
      },
    ),
  );
});
