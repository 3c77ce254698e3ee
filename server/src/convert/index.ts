/** Engine values to LSP values and back. The only place that knows both. */
export { toPlainText } from "./plain-text.ts";
export {
  type DiagnosticStyle,
  settingsDiagnostic,
  skippedDiagnostic,
  toDiagnostic,
} from "./to-diagnostic.ts";
export { type EditGroup, toConfirmedEdit, toWorkspaceEdit } from "./to-edit.ts";
export { toEnginePosition, toLocation, toRange, type UriOf } from "./to-range.ts";
export { sectionTitle, toSectionSummary } from "./to-section.ts";
export { siteTitle, toSiteSummary } from "./to-site.ts";
