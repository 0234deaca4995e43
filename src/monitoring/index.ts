// The door of monitoring: who looked at whom, what is unusual, what was refused, and the register of data taken away.
export { type MonitoringCommandContext, registerMonitoringCommands } from "./commands.ts";
export { type Monitoring, openMonitoring } from "./create-monitoring.ts";
export { monitoringRoutes } from "./routes/monitoring-routes.tsx";
export { loadMonitoringSettings } from "./settings.ts";
