/**
 * The frame of every page that is kept or sent: it opens in any browser, runs no script, loads
 * nothing from elsewhere, and is light or dark as its reader's other pages are.
 */
import { createHash } from "node:crypto";
import { escapeMarkup } from "./escape-markup.ts";

const sharedStyle = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
code, pre { font: 13px/1.4 ui-monospace, monospace; }
pre { overflow: auto; tab-size: 8; margin: 0; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { border-bottom: 1px solid; border-color: rgb(128 128 128 / .35); padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; }
.wide { overflow-x: auto; }
details { margin: .5rem 0; }
@media print { details > * { display: block; } .wide, pre { overflow: visible; white-space: pre-wrap; } }
`;

export interface HtmlPageParts {
  readonly title: string;
  /** CSS beside what all pages share. */
  readonly style: string;
  /** Markup; whatever it has from a tree is escaped already. */
  readonly body: string;
}

export function htmlPage({ title, style, body }: HtmlPageParts): string {
  const whole = sharedStyle + style;
  const hash = createHash("sha256").update(whole).digest("base64");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${whole}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
