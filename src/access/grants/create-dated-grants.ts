// The verbs of dated grants over one installation, put together.
import { applicationLetter } from "./application-letter.ts";
import { applicableFields, apply, getApplication, listApplications, mayDecide } from "./apply.ts";
import { decide, studentsAskedFor } from "./decide.ts";
import { type GrantDeps, givenBy, kindsOf } from "./deps.ts";
import { designate } from "./designate.ts";
import { grantDocument } from "./document.ts";
import { endGrant, getEndable } from "./give.ts";
import { readMemo, signMemo } from "./memo.ts";
import { recordGrant } from "./record.ts";
import { signStatement, statementsToSign } from "./sign.ts";
import { looksAfter, overview, ownStanding, personGrants } from "./standing.ts";
import { importFile, previewFile } from "./training-file.ts";

type Rest<F> = F extends (deps: GrantDeps, ...args: infer A) => infer R ? (...args: A) => R : never;

const verbs = {
  ...{
    applicableFields,
    applicationLetter,
    apply,
    decide,
    designate,
    endGrant,
    getApplication,
    getEndable,
    givenBy,
    grantDocument,
  },
  ...{ importFile, kindsOf, listApplications, looksAfter, mayDecide, overview, ownStanding, personGrants, previewFile },
  ...{ readMemo, recordGrant, signMemo, signStatement, statementsToSign, studentsAskedFor },
};

export type DatedGrants = { readonly deps: GrantDeps } & { [Verb in keyof typeof verbs]: Rest<(typeof verbs)[Verb]> };

export const createDatedGrants = (deps: GrantDeps): DatedGrants =>
  ({
    deps,
    ...Object.fromEntries(
      Object.entries(verbs).map(([name, verb]) => [
        name,
        (...args: unknown[]) => (verb as (...all: unknown[]) => unknown)(deps, ...args),
      ]),
    ),
  }) as DatedGrants;
