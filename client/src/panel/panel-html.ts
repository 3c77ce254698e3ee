/** The page of the simulator panel: nothing but its own script and style may be loaded or run. */

export interface PageResources {
  /** The source that the editor serves the extension's files from. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** Fresh for each page. */
  readonly nonce: string;
}

export function panelHtml({ cspSource, script, style, nonce }: PageResources): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lazy MMU Simulator</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
