// The models that the program ships, by version. A version never changes; a better model is a new file with a new version.
import { type Model, modelSchema } from "./model.ts";
import schoolRecords2 from "./school-records-2.json" with { type: "json" };

/**
 * For requests to a registry of students: trained on made-up school records with twins, siblings, reused local numbers and
 * clerks' slips; names are as frequent as in America.
 */
export const registryModel: Model = modelSchema.parse(schoolRecords2);
