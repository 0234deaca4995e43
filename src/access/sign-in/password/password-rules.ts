// What a password must be: long enough, and not among those that are tried first. No rules of composition (NIST SP 800-63B).
import { Problem } from "../../../platform/index.ts";
import { isBreached } from "./breached-file.ts";

export const shortest = 12;
const longest = 256;

/** Powers of ten of guesses. Below the first anybody's password falls; below the second one made of the person's own words. */
const guesses = { any: 8, personal: 12 } as const;
/** Longer passwords are judged by their beginning: the estimate gets slow, and they are strong anyhow. */
const judged = 100;

type Estimator = {
  check(
    password: string,
    words: string[],
  ): { guessesLog10: number; sequence: { dictionaryName?: string; token: string }[] };
};
let loaded: Promise<Estimator> | undefined;

/** The word lists are large and seldom needed: they are read when the first password is set. */
const estimator = (): Promise<Estimator> => {
  loaded ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }]) =>
      new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }) as Estimator,
  );
  return loaded;
};

/** Throws `password-too-short`, `-too-long`, `-common`, `-personal`, `-breached`. `words`: what is known of the person and the place. */
export async function assertGoodPassword(
  password: string,
  words: string[],
  breachedPasswords: string | undefined,
): Promise<void> {
  const text = password.normalize("NFKC");
  const length = [...text].length;
  if (length < shortest) throw new Problem("password-too-short", { shortest });
  if (length > longest) throw new Problem("password-too-long", { longest });
  const own = words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  const { guessesLog10, sequence } = (await estimator()).check(text.slice(0, judged), own);
  const personal = sequence.some(({ dictionaryName }) => dictionaryName === "userInputs");
  if (personal && guessesLog10 < guesses.personal) throw new Problem("password-personal");
  if (guessesLog10 < guesses.any) throw new Problem("password-common");
  if (breachedPasswords && (await isBreached(breachedPasswords, text))) throw new Problem("password-breached");
}
