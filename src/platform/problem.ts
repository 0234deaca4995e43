// Problems are exceptions that name what happened, never HTTP; the catalogue gives status, title and remedy (RFC 9457).
import { catalogue } from "./problem-catalogue.ts";

export type ProblemCode = keyof typeof catalogue;
export type ProblemFacts = Record<string, unknown>;
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  detail: string;
  remedy: string;
  code: string;
  facts: ProblemFacts;
};

/** A refusal or failure with place and remedy. `facts` fill the catalogue's texts and travel in the JSON form. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}, options?: ErrorOptions) {
    super(fill(catalogue[code].detail, facts), options);
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  get title(): string {
    return catalogue[this.code].title;
  }

  get remedy(): string {
    return fill(catalogue[this.code].remedy, this.facts);
  }

  /** The problem as an RFC 9457 document (application/problem+json). */
  toDocument(): ProblemDocument {
    return {
      type: `urn:rollbook:problem:${this.code}`,
      title: this.title,
      status: this.status,
      detail: this.message,
      remedy: this.remedy,
      code: this.code,
      facts: this.facts,
    };
  }
}

const fill = (text: string, facts: ProblemFacts): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
