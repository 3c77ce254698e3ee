/**
 * `npm run pictures`: makes the pictures of the documentation and of the walkthrough from those that
 * the editor tests took of the sample tree (`npm run test:editor`).
 */
/// <reference lib="dom" />
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { startBrowser } from "#scripts/editor/test/workbench";
import { repositoryRoot } from "#scripts/run-command";

const taken = path.join(repositoryRoot, ".artefacts/editor");

/**
 * `clip` is left, top, width and height in the tests' window of 1600 by 1000; `width` that of the
 * result.
 *
 * @type {readonly { from: string, to: string, clip: readonly [number, number, number, number], width: number }[]}
 */
const pictures = [
  {
    from: "sample-squiggle",
    to: "resources/walkthrough/sample",
    clip: [0, 35, 960, 560],
    width: 640,
  },
  {
    from: "sample-squiggle",
    to: "resources/walkthrough/squiggle",
    clip: [352, 400, 860, 260],
    width: 640,
  },
  {
    from: "sample-path",
    to: "resources/walkthrough/path",
    clip: [352, 400, 1240, 420],
    width: 640,
  },
  { from: "fixes-menu", to: "resources/walkthrough/fix", clip: [352, 400, 860, 420], width: 640 },
  {
    from: "sample-panel",
    to: "resources/walkthrough/simulate",
    clip: [352, 35, 1240, 800],
    width: 640,
  },
  { from: "sample-squiggle", to: "docs/start/1-squiggle", clip: [0, 0, 1600, 720], width: 1200 },
  { from: "sample-path", to: "docs/start/2-path", clip: [0, 0, 1600, 1000], width: 1200 },
  { from: "sample-simulated", to: "docs/start/3-simulated", clip: [0, 0, 1600, 1000], width: 1200 },
  { from: "sample-panel", to: "docs/start/4-fault", clip: [0, 0, 1600, 1000], width: 1200 },
  { from: "sample-tree", to: "docs/images/call-sites", clip: [0, 35, 960, 420], width: 800 },
  { from: "sample-hover", to: "docs/images/hover", clip: [352, 100, 1240, 560], width: 900 },
];

const browser = await startBrowser();
try {
  const page = await browser.newPage();
  for (const { from, to, clip, width } of pictures) {
    const png = await readFile(path.join(taken, `${from}.png`)).catch(() => undefined);
    if (png === undefined) {
      process.stderr.write(
        `pictures: ${from}.png was not taken; run \`npm run test:editor\` first\n`,
      );
      process.exitCode = 1;
      continue;
    }
    const webp = await page.evaluate(shrink, { png: png.toString("base64"), clip, width });
    const file = path.join(repositoryRoot, `${to}.webp`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(webp, "base64"));
    process.stdout.write(`${to}.webp ${Math.round((webp.length * 3) / 4 / 1000)} kB\n`);
  }
} finally {
  await browser.close();
}

/**
 * Runs in the browser.
 *
 * @param {{ png: string, clip: readonly [number, number, number, number], width: number }} picture
 * @returns {Promise<string>}
 */
async function shrink({ png, clip: [left, top, wide, high], width }) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.round((high * width) / wide);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser has no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, left, top, wide, high, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", 0.8).split(",")[1] ?? "";
}
