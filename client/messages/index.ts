/** What the extension and its simulator panel send each other. */
export {
  type PanelMessage,
  type PanelState,
  panelProtocol,
  readOptions,
  readPanelMessage,
  type ShownSimulation,
  type ViewMessage,
} from "./panel-messages.ts";
