// The shape of one problem in the catalogue: HTTP status, title, detail and remedy. `{name}` is filled from its facts.

export type ProblemEntry = { status: number; title: string; detail: string; remedy: string };

export const entry = (status: number, title: string, detail: string, remedy: string): ProblemEntry => ({
  status,
  title,
  detail,
  remedy,
});
