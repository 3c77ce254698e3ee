/** A simulation as a file to keep or to send: a page, a picture, or data. */
export { exportJson } from "./export-json.ts";
export { reportPage } from "./report-page.ts";
export { reproduceCommand } from "./reproduce-command.ts";
export { timelinePicture } from "./timeline-picture.ts";
