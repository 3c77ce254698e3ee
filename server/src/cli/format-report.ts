/** From the name of a format to the text of a report. */
import type { TreeReport } from "#engine/workspace";
import { formatCocciReport } from "./format/cocci.ts";
import { formatGccReport } from "./format/gcc.ts";
import { formatGithubReport } from "./format/github.ts";
import { formatJsonReport } from "./format/json.ts";
import type { ReportContext } from "./format/report-context.ts";
import { formatSarifReport } from "./format/sarif.ts";
import { formatTextReport } from "./format/text.ts";
import type { OutputFormat } from "./output-format.ts";

/** Only formats of `lazymmu check` can be asked for; whatever else there is reads as text. */
export async function formatReport(
  format: OutputFormat,
  report: TreeReport,
  context: ReportContext,
): Promise<string> {
  switch (format) {
    case "cocci":
      return formatCocciReport(report, context);
    case "gcc":
      return formatGccReport(report, context);
    case "github":
      return formatGithubReport(report, context);
    case "html":
      // It shares the frame of simulations' pages, which brings the simulator along.
      return (await import("./format/html.ts")).formatHtmlReport(report, context);
    case "json":
      return formatJsonReport(report, context);
    case "sarif":
      return formatSarifReport(report, context);
    default:
      return formatTextReport(report, context);
  }
}
