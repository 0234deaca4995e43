// The data dictionary of a profile as one printable HTML page. Everything in it comes from the profile's files.
import { raw } from "hono/html";
import type { Code, Collection, DataElement, Dictionary, Rule } from "../types.ts";
import { documentStyle } from "./document-style.ts";

const anchor = (...parts: string[]): string =>
  parts
    .join("-")
    .replace(/[^A-Za-z0-9-]/g, "-")
    .toLowerCase();

/** A whole HTML document. */
export const dictionaryDocument = (dictionary: Dictionary): string => {
  const ids = [...new Set(dictionary.elements.map((element) => element.collection))];
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${dictionary.title}: data dictionary`}</title>
        <style>{raw(documentStyle)}</style>
      </head>
      <body>
        <header>
          <h1>{dictionary.title}: data dictionary</h1>
          <p>
            {dictionary.elements.length} elements in {ids.length} collections, {dictionary.codeSets.size} code sets,{" "}
            {dictionary.rules.length} rules. Version {dictionary.version}.
          </p>
        </header>
        <Contents dictionary={dictionary} ids={ids} />
        <main>
          {ids.map((id) => (
            <CollectionSection dictionary={dictionary} id={id} />
          ))}
          <section aria-labelledby="code-sets">
            <h2 id="code-sets">Code sets</h2>
            {[...dictionary.codeSets].map(([name, codes]) => (
              <CodeSet name={name} codes={codes} />
            ))}
          </section>
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${String(page)}\n`;
};

const Contents = ({ dictionary, ids }: { dictionary: Dictionary; ids: string[] }) => (
  <nav aria-label="Contents">
    <ul>
      {ids.map((id) => (
        <li>
          <a href={`#${anchor(id)}`}>{id}</a>
          {dictionary.collections.get(id) ? ` ${dictionary.collections.get(id)!.name}` : ""}
        </li>
      ))}
      <li>
        <a href="#code-sets">Code sets</a>
      </li>
    </ul>
  </nav>
);

const CollectionSection = ({ dictionary, id }: { dictionary: Dictionary; id: string }) => {
  const collection = dictionary.collections.get(id);
  const elements = dictionary.elements.filter((element) => element.collection === id);
  const rules = dictionary.rules.filter((rule) => rule.collections.includes(id));
  return (
    <section class="collection" aria-labelledby={anchor(id)}>
      <h2 id={anchor(id)}>{collection ? `${id}: ${collection.name}` : id}</h2>
      {collection && <Dates collection={collection} />}
      <h3>Elements</h3>
      {elements.map((element) => (
        <Element
          element={element}
          rules={rules.filter((rule) => rule.elements.includes(element.name))}
          codes={dictionary.codeSets.get(element.codeSet ?? "")}
        />
      ))}
      <h3>Rules</h3>
      {rules.map((rule) => (
        <RuleEntry rule={rule} collection={id} />
      ))}
    </section>
  );
};

const Dates = ({ collection }: { collection: Collection }) => (
  <p>
    {collection.description} Window: {collection.window.opens} to {collection.window.closes} year.
    {collection.countDate ? ` Count date: ${collection.countDate}.` : ""}
  </p>
);

const size = (element: DataElement): string =>
  element.minLength === element.maxLength ? `${element.maxLength}` : `${element.minLength} to ${element.maxLength}`;

const years = (from?: number | string, to?: number | string): string =>
  from || to ? `${from ? `from ${from}` : ""}${from && to ? " " : ""}${to ? `to ${to}` : ""}` : "";

const Fact = ({ name, children }: { name: string; children?: unknown }) =>
  children ? (
    <>
      <dt>{name}</dt>
      <dd>{children as string}</dd>
    </>
  ) : null;

const Element = ({ element, rules, codes }: { element: DataElement; rules: Rule[]; codes: Code[] | undefined }) => (
  <article class="element" id={anchor(element.collection, element.name)}>
    <h4>
      <span class="position">{element.position}</span> {element.name} <small>{element.longName}</small>
    </h4>
    <p>{element.definition}</p>
    <dl>
      <Fact name="Purpose">{element.purpose}</Fact>
      <Fact name="Type">{`${element.type}${element.format ? `, ${element.format}` : ""}`}</Fact>
      <Fact name="Size">{size(element)}</Fact>
      <Fact name="Required">{element.required}</Fact>
      <Fact name="Codes">
        {element.codeSet &&
          (codes ? (
            <a href={`#${anchor("codes", element.codeSet)}`}>{element.codeSet}</a>
          ) : (
            `in the ${element.codeSet.replace("/", ": ")}`
          ))}
      </Fact>
      <Fact name="Number">{element.number}</Fact>
      <Fact name="CEDS">{element.cedsId}</Fact>
      <Fact name="Valid">{years(element.validFrom, element.validTo)}</Fact>
      <Fact name="Field level">{String(element.level)}</Fact>
      <Fact name="Warehouse">{element.warehouse ? "yes" : "no"}</Fact>
      <Fact name="Notes">{element.notes}</Fact>
      <Fact name="Rules">
        {rules.length > 0 &&
          rules.map((rule) => (
            <>
              <a href={`#${anchor(element.collection, rule.id)}`}>{rule.id}</a>{" "}
            </>
          ))}
      </Fact>
    </dl>
  </article>
);

const checkedBy: Record<Rule["check"], string> = {
  cel: "checked in the browser, on the command line and at upload",
  file: "checked while the file is read",
  sql: "checked in the database",
  "built-in": "kept by the program",
  planned: "not checked yet",
};

const RuleEntry = ({ rule, collection }: { rule: Rule; collection: string }) => (
  <article class="rule" id={anchor(collection, rule.id)}>
    <h4>
      {rule.id} <span class={`severity ${rule.severity}`}>{rule.severity}</span>{" "}
      <small>
        {rule.scope}, {checkedBy[rule.check]}
      </small>
    </h4>
    <p>
      {rule.message} <span class="remedy">{rule.remedy}</span>
    </p>
    <p class="condition">{rule.condition}</p>
    {rule.must && (
      <pre>
        {rule.when && `when ${rule.when}\n`}
        {`must ${rule.must}`}
      </pre>
    )}
  </article>
);

const CodeSet = ({ name, codes }: { name: string; codes: Code[] }) => (
  <section class="codes" aria-labelledby={anchor("codes", name)}>
    <h3 id={anchor("codes", name)}>{name}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Meaning</th>
          <th scope="col">Valid</th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => (
          <tr>
            <th scope="row">{code.code}</th>
            <td>{code.label}</td>
            <td>{years(code.validFrom, code.validTo)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
