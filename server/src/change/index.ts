/** Changes of a tree, from git or from patches. */
export { changeOfPatch } from "./apply-patch.ts";
export { changeSince, findRevision, type Revision } from "./git-change.ts";
export { ChangeProblem, type TreeChange } from "./tree-change.ts";
