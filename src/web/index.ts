// The door of web: the frame and the parts that every module's pages are built from. Imports no module.
export { createWebApp } from "./create-web-app.tsx";
export { type Column, DataTable, Pagination } from "./data-table.tsx";
export { formatBytes, formatCount, formatDate, formatDateTime, formatNumber } from "./format.ts";
export { Checkbox, ErrorSummary, Field, type FieldError, PostForm } from "./forms.tsx";
export { PageHead } from "./layout.tsx";
export {
  Alert,
  EmptyState,
  Facts,
  Figure,
  Section,
  StatusTag,
  type Step,
  StepIndicator,
  Tile,
  type Tone,
} from "./parts.tsx";
export { describe } from "./problems.tsx";
export { originOf } from "./proxy.ts";
export { renderPage } from "./render-page.tsx";
export type { NavLink, Viewer, WebEnv, WebVariables } from "./viewer.ts";
