// Reading the log for those who watch over it. Whoever calls has asked the policy, and writes the event of the reading in
// the same transaction.
import { gatherRefusals, listOfPerson, listOfStudent } from "./store/event-lists.ts";
import { readSealingState } from "./store/sealing-state.ts";
import { countByDay, countByHour, countByPerson, countStudentsByDay, countStudentsOf } from "./store/volumes.ts";

export const logReader = {
  ...{ countByDay, countByHour, countByPerson, countStudentsByDay, countStudentsOf },
  ...{ listOfPerson, listOfStudent, gatherRefusals, readSealingState },
};
