// The door of the made-up state: its generator and the command that writes it. Nobody imports demo but the composition.
export { type BuildOptions, buildState, type StateBuild } from "./build-state.ts";
export { registerSynthCommand, type SynthCommandContext } from "./commands.ts";
export type { Person, PlantedError, SynthRecord } from "./model.ts";
export { registerSynthRosterCommand } from "./roster/command.ts";
export type { StateInput } from "./state-plan.ts";
export type { SynthDistrict } from "./synthesize.ts";
export { readStateInput, type StateRequest } from "./synthesize-files.ts";
export type { Manifest } from "./write-state.ts";
