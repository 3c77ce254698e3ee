/**
 * The tree view "Lazy MMU": every call site and lazy MMU section of the workspace with its verdict.
 * It asks the server only while it is in sight, and again when the server says that verdicts may
 * have changed.
 */
import {
  commands,
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import type { CheckWorkspaceParams, CheckWorkspaceResult, LspLocation } from "#server/protocol";
import type { Context } from "./context.ts";
import { fixAt, showSite, showSitePath, simulateSite } from "./site-commands.ts";
import {
  type FoundNode,
  type Grouping,
  type SiteGroup,
  type SiteState,
  siteTree,
} from "./site-tree.ts";

const viewId = "lazymmu.callSites";

/** Milliseconds for changes that come in a row to be answered by one question. */
const settleTime = 300;

export function registerCallSites(context: Context): Disposable {
  const provider = new CallSites(context);
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  provider.attach(view);
  const { client } = context;
  const command = (name: string, run: (...given: unknown[]) => unknown) =>
    commands.registerCommand(`lazymmu.callSites.${name}`, run);
  const onNode = (name: string, run: (node: FoundNode) => unknown) =>
    command(name, (node) => (isFoundNode(node) ? run(node) : undefined));
  return Disposable.from(
    provider,
    view,
    view.onDidChangeVisibility(() => provider.refresh()),
    client.onNotification("lazymmu/callSitesChanged", () => provider.refreshSoon()),
    client.onDidChangeState(() => provider.refreshSoon()),
    workspace.onDidChangeWorkspaceFolders(() => provider.refreshSoon()),
    command("refresh", () => provider.refresh()),
    command("groupByVerdict", () => provider.setGrouping("verdict")),
    command("groupByFolder", () => provider.setGrouping("folder")),
    command("filter", () => provider.askFilter()),
    command("clearFilter", () => provider.setFilter("")),
    onNode("open", ({ found }) => showSite(found)),
    onNode("showPath", ({ found }) => showSitePath(found)),
    onNode("simulate", (node) => (node.kind === "site" ? simulateSite(node.found) : undefined)),
    onNode("fix", (node) => {
      const place = fixPlace(node);
      return place === null ? undefined : fixAt(client, place);
    }),
  );
}

class CallSites implements TreeDataProvider<SiteGroup | FoundNode> {
  readonly #context: Context;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #view: TreeView<SiteGroup | FoundNode> | undefined;
  #result: CheckWorkspaceResult | undefined;
  #grouping: Grouping = "verdict";
  #filter = "";
  #timer: NodeJS.Timeout | undefined;
  /** The last question; answers to earlier ones are dropped. */
  #asked = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  attach(view: TreeView<SiteGroup | FoundNode>): void {
    this.#view = view;
    this.setGrouping(this.#grouping);
    this.setFilter(this.#filter);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  getChildren(node?: SiteGroup | FoundNode): (SiteGroup | FoundNode)[] {
    if (node !== undefined) return node.kind === "group" ? [...node.nodes] : [];
    if (this.#result === undefined) return [];
    return [...siteTree(this.#result, this.#grouping, this.#filter).groups];
  }

  getTreeItem(node: SiteGroup | FoundNode): TreeItem {
    return node.kind === "group" ? groupItem(node) : nodeItem(node);
  }

  setGrouping(grouping: Grouping): void {
    this.#grouping = grouping;
    void commands.executeCommand("setContext", "lazymmu.callSites.grouping", grouping);
    this.#show();
  }

  setFilter(filter: string): void {
    this.#filter = filter.trim();
    void commands.executeCommand("setContext", "lazymmu.callSites.isFiltered", this.#filter !== "");
    this.#show();
  }

  async askFilter(): Promise<void> {
    const filter = await window.showInputBox({
      title: "Filter Call Sites",
      prompt: "Words that occur in the callback, the function, the walker, the verdict or the path",
      value: this.#filter,
    });
    if (filter !== undefined) this.setFilter(filter);
  }

  refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), settleTime);
  }

  refresh(): void {
    clearTimeout(this.#timer);
    const { client, output } = this.#context;
    if (this.#view?.visible !== true || !client.isRunning()) return;
    const question = ++this.#asked;
    const folders = workspace.workspaceFolders?.map(({ uri }) => uri.toString()) ?? [];
    const params: CheckWorkspaceParams = { folders };
    client.sendRequest<CheckWorkspaceResult>("lazymmu/callSites", params).then(
      (result) => {
        if (question !== this.#asked) return;
        const isSame = JSON.stringify(result) === JSON.stringify(this.#result);
        this.#result = result;
        if (!isSame) this.#show();
      },
      (error: unknown) => output.warn(`Listing the call sites failed: ${String(error)}`),
    );
  }

  /** Draws anew, and says beside the title what is shown. */
  #show(): void {
    this.#changed.fire();
    const view = this.#view;
    if (view === undefined || this.#result === undefined) return;
    const { shown, total, skipped } = siteTree(this.#result, this.#grouping, this.#filter);
    view.description = this.#filter === "" ? String(total) : `${shown} of ${total}`;
    const message = messageOf(this.#result, this.#filter, shown, skipped);
    if (message === undefined) delete view.message;
    else view.message = message;
  }
}

/** What the list alone does not say; none when it says all. */
function messageOf(
  { trees }: CheckWorkspaceResult,
  filter: string,
  shown: number,
  skipped: number,
): string | undefined {
  if (trees.length === 0) return "No folder of the workspace lies in a Linux kernel tree.";
  if (filter !== "" && shown === 0) return `No call site or section matches “${filter}”.`;
  if (shown === 0) return "No call of a page-table walker and no lazy MMU section was found.";
  return skipped === 0 ? undefined : `${skipped} files could not be read, or not wholly.`;
}

function groupItem({ id, label, description, state }: SiteGroup): TreeItem {
  const isOpen = state !== "clean" && state !== "not-lazy";
  const item = new TreeItem(
    label,
    isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  item.id = id;
  item.description = description;
  item.iconPath = state === undefined ? ThemeIcon.Folder : stateIcon(state);
  item.contextValue = "group";
  return item;
}

function nodeItem(node: FoundNode): TreeItem {
  const { found, state } = node;
  const item = new TreeItem(node.label, TreeItemCollapsibleState.None);
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.iconPath = node.kind === "site" ? stateIcon(state) : sectionIcon(state);
  item.accessibilityInformation = { label: `${node.label}, ${node.description}, ${node.tooltip}` };
  // Menus look for these words.
  item.contextValue = [
    node.kind,
    ...(found.path.length > 1 ? ["path"] : []),
    ...(node.kind === "site" && node.found.callbacks.length > 0 ? ["callback"] : []),
    ...(fixPlace(node) === null ? [] : ["fix"]),
  ].join(" ");
  item.resourceUri = Uri.parse(found.location.uri);
  item.command = { command: "lazymmu.callSites.open", title: "Open", arguments: [node] };
  return item;
}

/** Where a quick fix is offered: at the call of a walker, or at a call in the section. */
function fixPlace(node: FoundNode): LspLocation | null {
  if (node.kind === "section") return node.found.fixAt;
  return node.found.hasFix ? node.found.location : null;
}

/** A pair of brackets, with a mark for what is not clean. */
function sectionIcon(state: SiteState): ThemeIcon {
  switch (state) {
    case "reaches":
      return new ThemeIcon("bracket-error", new ThemeColor("list.warningForeground"));
    case "may-reach":
    case "unknown":
      return new ThemeIcon("bracket-dot");
    case "not-lazy":
    case "clean":
      return new ThemeIcon("bracket");
  }
}

function stateIcon(state: SiteState): ThemeIcon {
  switch (state) {
    case "reaches":
      return new ThemeIcon("warning", new ThemeColor("list.warningForeground"));
    case "may-reach":
      return new ThemeIcon("info");
    case "unknown":
      return new ThemeIcon("question");
    case "not-lazy":
    case "clean":
      return new ThemeIcon("pass");
  }
}

function isFoundNode(value: unknown): value is FoundNode {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return value.kind === "site" || value.kind === "section";
}
