/**
 * The tree view "Lazy MMU": every call site of the workspace with its verdict. It asks the server
 * only while it is in sight, and again when the server says that verdicts may have changed.
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
import type { CheckWorkspaceParams, CheckWorkspaceResult } from "#server/protocol";
import type { Context } from "./context.ts";
import { fixSite, showSite, showSitePath, simulateSite } from "./site-commands.ts";
import {
  type Grouping,
  type SiteGroup,
  type SiteNode,
  type SiteState,
  siteTree,
  stateOf,
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
  const onSite = (name: string, run: (site: SiteNode["site"]) => unknown) =>
    command(name, (node) => (isSiteNode(node) ? run(node.site) : undefined));
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
    onSite("open", showSite),
    onSite("showPath", showSitePath),
    onSite("simulate", simulateSite),
    onSite("fix", (site) => fixSite(client, site)),
  );
}

class CallSites implements TreeDataProvider<SiteGroup | SiteNode> {
  readonly #context: Context;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #view: TreeView<SiteGroup | SiteNode> | undefined;
  #result: CheckWorkspaceResult | undefined;
  #grouping: Grouping = "verdict";
  #filter = "";
  #timer: NodeJS.Timeout | undefined;
  /** The last question; answers to earlier ones are dropped. */
  #asked = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  attach(view: TreeView<SiteGroup | SiteNode>): void {
    this.#view = view;
    this.setGrouping(this.#grouping);
    this.setFilter(this.#filter);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  getChildren(node?: SiteGroup | SiteNode): (SiteGroup | SiteNode)[] {
    if (node !== undefined) return node.kind === "group" ? [...node.sites] : [];
    if (this.#result === undefined) return [];
    return [...siteTree(this.#result, this.#grouping, this.#filter).groups];
  }

  getTreeItem(node: SiteGroup | SiteNode): TreeItem {
    return node.kind === "group" ? groupItem(node) : siteItem(node);
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
  if (filter !== "" && shown === 0) return `No call site matches “${filter}”.`;
  if (shown === 0) return "No call of a page-table walker was found.";
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

function siteItem(node: SiteNode): TreeItem {
  const { site } = node;
  const item = new TreeItem(node.label, TreeItemCollapsibleState.None);
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.iconPath = stateIcon(stateOf(site));
  item.accessibilityInformation = { label: `${node.label}, ${node.description}, ${node.tooltip}` };
  // Menus look for these words.
  item.contextValue = [
    "site",
    ...(site.path.length > 1 ? ["path"] : []),
    ...(site.callbacks.length > 0 ? ["callback"] : []),
    ...(site.hasFix ? ["fix"] : []),
  ].join(" ");
  item.resourceUri = Uri.parse(site.location.uri);
  item.command = { command: "lazymmu.callSites.open", title: "Open", arguments: [node] };
  return item;
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

function isSiteNode(value: unknown): value is SiteNode {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "site";
}
