/** What lives as long as one client is connected. */
export { type ClientFeatures, readClientFeatures } from "./client-features.ts";
export { answer, background } from "./dispatch.ts";
export { lineFeedText } from "./line-feed-text.ts";
export { clientLog, type Log } from "./log.ts";
export type { AnalysisEvents, Platform } from "./platform.ts";
export { Session } from "./session.ts";
