// All routes of students, for who is signed in.
import { Hono } from "hono";
import { type SignedInEnv, signedIn } from "../access/index.ts";
import { studentApiRoutes } from "./routes/api-routes.ts";
import { exportRoutes } from "./routes/export-routes.tsx";
import { locateRoutes } from "./routes/locate-routes.tsx";
import type { StudentsRouteDeps } from "./routes/route-context.ts";
import { studentRoutes } from "./routes/student-routes.tsx";

const guarded = ["/students", "/classes/mine", "/exports"].flatMap((path) => [path, `${path}/*`]);

export function studentsRoutes(deps: StudentsRouteDeps): Hono<SignedInEnv> {
  const routes = new Hono<SignedInEnv>();
  for (const path of guarded) routes.use(path, signedIn).use(`/api/v1${path}`, signedIn);
  routes.route("/", locateRoutes(deps));
  routes.route("/", studentRoutes(deps));
  routes.route("/", studentApiRoutes(deps));
  routes.route("/", exportRoutes({ exports: deps.students.exports, clock: deps.clock }));
  return routes;
}
