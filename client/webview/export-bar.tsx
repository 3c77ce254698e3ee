/** What can be taken away from the panel. */
import type { HostLink } from "./host-link.ts";

export function ExportBar({ link }: { readonly link: HostLink }) {
  const savePicture = () => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>(".lanes canvas")];
    const png = joined(canvases)?.toDataURL("image/png").split(",")[1];
    if (png !== undefined) link.post({ type: "save-picture", png });
  };
  return (
    <section aria-label="Save and share" class="export">
      <button type="button" onClick={() => link.post({ type: "save-scenario" })}>
        Save scenario
      </button>
      <button type="button" onClick={() => link.post({ type: "load-scenario" })}>
        Load scenario
      </button>
      <button type="button" onClick={() => link.post({ type: "export", format: "html" })}>
        Report (HTML)
      </button>
      <button type="button" onClick={() => link.post({ type: "export", format: "json" })}>
        Trace (JSON)
      </button>
      <button type="button" onClick={() => link.post({ type: "export", format: "svg" })}>
        Picture (SVG)
      </button>
      <button type="button" onClick={savePicture}>
        Picture (PNG)
      </button>
    </section>
  );
}

/** The timelines of all runs, one below the other, on the editor's background. */
function joined(canvases: readonly HTMLCanvasElement[]): HTMLCanvasElement | undefined {
  const whole = document.createElement("canvas");
  whole.width = Math.max(0, ...canvases.map(({ width }) => width));
  whole.height = canvases.reduce((sum, { height }) => sum + height, 0);
  const context = whole.getContext("2d");
  if (context === null || canvases.length === 0) return undefined;
  const style = getComputedStyle(document.body);
  context.fillStyle = style.getPropertyValue("--vscode-editor-background").trim() || "#ffffff";
  context.fillRect(0, 0, whole.width, whole.height);
  let y = 0;
  for (const canvas of canvases) {
    context.drawImage(canvas, 0, y);
    y += canvas.height;
  }
  return whole;
}
