/** A simulation as a file to keep or to send: a page, a picture, or data. */
export { escapeMarkup } from "./escape-markup.ts";
export { exportJson } from "./export-json.ts";
export { htmlPage } from "./html-page.ts";
export { reportPage } from "./report-page.ts";
export { reproduceCommand } from "./reproduce-command.ts";
export { timelinePicture } from "./timeline-picture.ts";
