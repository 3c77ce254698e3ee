/** The page of the simulator panel: ties the page to the editor and starts the application. */
import { render } from "preact";
import type { ViewMessage } from "#client/messages";
import { panelProtocol } from "#client/messages";
import { App } from "./app.tsx";
import { type EditorApi, HostLink } from "./host-link.ts";

declare function acquireVsCodeApi(): EditorApi;

const link = new HostLink(acquireVsCodeApi());
const place = document.getElementById("app");
if (place !== null) render(<App link={link} />, place);

window.addEventListener("message", (event: MessageEvent<ViewMessage>) => link.receive(event.data));
link.post({ type: "ready", protocol: panelProtocol });
