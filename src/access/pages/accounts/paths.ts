// Addresses of the pages of accounts.
export const accountsPath = "/accounts";
export const newAccountPath = "/accounts/new";
export const importPath = "/accounts/import";
export const accountPath = (id: string): string => `/accounts/${id}`;
export const endPath = (id: string, assignment: string): string => `/accounts/${id}/end/${assignment}`;
export const requestsPath = "/login-requests";
export const requestPath = (id: string): string => `/login-requests/${id}`;
