// Reads the mapped columns of one or two CSV files (plain or gzip) into numbered values. Says exactly what is wrong with a file.
import { createReadStream, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Problem } from "../../platform/index.ts";
import { ByteDictionary } from "./byte-dictionary.ts";
import { CsvCells } from "./csv-cells.ts";
import type { FieldMap } from "./field-map.ts";

export type RawRecords = {
  /** Records of each file. */
  counts: number[];
  /** Identifiers of the files, by file. */
  ids: { dictionary: ByteDictionary; numbers: Uint32Array }[];
  /** One a field of the map, over the records of all files. */
  columns: { dictionary: ByteDictionary; numbers: Uint32Array }[];
};

class Numbers {
  values = new Uint32Array(1 << 12);

  set(at: number, value: number): void {
    if (at >= this.values.length) {
      const larger = new Uint32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[at] = value;
  }
}

/** Throws `file-unreadable`, `records-unusable`. */
export const readRecords = async (files: readonly string[], map: FieldMap): Promise<RawRecords> => {
  const columns = map.fields.map(() => ({ dictionary: new ByteDictionary(), numbers: new Numbers() }));
  const ids: RawRecords["ids"] = [];
  const counts: number[] = [];
  let offset = 0;
  for (const file of files) {
    const own = { dictionary: new ByteDictionary(), numbers: new Numbers() };
    const count = await readFile(file, map, own, columns, offset);
    counts.push(count);
    ids.push({ dictionary: own.dictionary, numbers: own.numbers.values.slice(0, count) });
    offset += count;
  }
  return {
    counts,
    ids,
    columns: columns.map(({ dictionary, numbers }) => {
      numbers.set(offset, 0);
      return { dictionary, numbers: numbers.values.slice(0, offset) };
    }),
  };
};

type Store = { dictionary: ByteDictionary; numbers: Numbers };

const readFile = async (file: string, map: FieldMap, id: Store, columns: Store[], offset: number): Promise<number> => {
  const unusable = (detail: string): never => {
    throw new Problem("records-unusable", { file, detail });
  };
  let heading: string[] | undefined = [];
  let stores: (Store | undefined)[] = [];
  let count = 0;
  const lines: number[] = [];
  const sink = {
    cell(column: number, bytes: Uint8Array, start: number, end: number) {
      if (heading) heading.push(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
      else {
        const store = stores[column];
        if (store) store.numbers.set(store === id ? count : offset + count, store.dictionary.number(bytes, start, end));
      }
    },
    row(cells: number, line: number) {
      if (heading) {
        stores = placeColumns(heading, map, id, columns, unusable);
        heading = undefined;
        return;
      }
      if (cells < stores.length) unusable(`line ${line} has ${cells} cells, the heading has ${stores.length}`);
      const number = id.numbers.values[count]!;
      if (number === 0) unusable(`line ${line} has no ${map.id}`);
      if (lines[number] !== undefined)
        unusable(
          `the ${map.id} ${id.dictionary.text(number)} stands on line ${lines[number]} and again on line ${line}`,
        );
      lines[number] = line;
      count++;
    },
  };
  const cells = new CsvCells(sink);
  try {
    for await (const chunk of open(file)) cells.push(chunk as Uint8Array);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("file-unreadable", { file, detail: (error as Error).message }, { cause: error });
  }
  try {
    cells.end();
  } catch (error) {
    if (error instanceof Problem) throw error;
    unusable((error as Error).message);
  }
  if (heading) unusable("it is empty; a heading row with the names of the columns is needed");
  if (count === 0) unusable("it has a heading row but no records");
  return count;
};

const placeColumns = (
  heading: string[],
  map: FieldMap,
  id: Store,
  columns: Store[],
  unusable: (detail: string) => never,
): (Store | undefined)[] => {
  const stores: (Store | undefined)[] = heading.map(() => undefined);
  const place = (name: string, role: string, store: Store) => {
    const at = heading.indexOf(name);
    if (at < 0) unusable(`it has no column ${name} (mapped to ${role}); its columns are ${heading.join(", ")}`);
    stores[at] = store;
  };
  place(map.id, "id", id);
  for (const [at, { column, role }] of map.fields.entries()) place(column, role, columns[at]!);
  return stores;
};

const open = (file: string): Readable => {
  if (statSync(file).isDirectory()) throw new Error("it is a folder");
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!file.endsWith(".gz")) return stream;
  const plain = createGunzip({ chunkSize: 1 << 18 });
  stream.on("error", (error) => plain.destroy(error));
  return stream.pipe(plain);
};
