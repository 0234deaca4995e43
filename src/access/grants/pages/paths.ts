// Addresses of the pages of grants.
export const grantsPath = "/grants";
export const memoPath = (year?: number): string => (year ? `/grants/memo?year=${year}` : "/grants/memo");
export const statementPath = (kind: string): string => `/grants/sign/${kind}`;
export const personPath = (account: string): string => `/grants/people/${account}`;
export const recordPath = "/grants/record";
export const designatePath = "/grants/designate";
export const applicationsPath = "/grants/applications";
export const applicationPath = (id: string): string => `/grants/applications/${id}`;
export const documentPath = (grant: string): string => `/grants/given/${grant}/document.pdf`;
export const endPath = (grant: string): string => `/grants/given/${grant}/end`;
