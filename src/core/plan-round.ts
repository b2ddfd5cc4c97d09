import { planEdit } from "./plan/edit.ts";
import { planCopyPass } from "./plan/copy-pass.ts";
import { planFix } from "./plan/fix.ts";
import { planMore } from "./plan/more.ts";
import { planOrientation } from "./plan/orientation.ts";
import { planFinal, planRefine } from "./plan/refine.ts";
import type { Plan, PlanContext, RoundRequest } from "./plan/request.ts";

/** Turns history and one change per arm into recipes that differ from their parents in exactly that. */
export function planRound(request: RoundRequest, context: PlanContext): Plan {
  switch (request.kind) {
    case "orientation":
      return planOrientation(request, context);
    case "fix":
      return planFix(request, context);
    case "more":
      return planMore(request, context);
    case "refine":
      return planRefine(request, context);
    case "edit":
      return planEdit(request, context);
    case "copy-pass":
      return planCopyPass(request, context);
    case "final":
      return planFinal(request, context);
  }
}
