/** Plans how a tree gets walkers that do not enter lazy MMU mode, and which calls use them. */
export {
  type Conversion,
  coreFile,
  findRefusal,
  headerFile,
  type IntroductionInputs,
  type IntroductionPlan,
  planIntroduction,
  type RefusedIntroduction,
} from "./plan-introduction.ts";
