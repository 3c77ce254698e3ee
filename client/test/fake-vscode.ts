/** The few names of the editor's API that the extension uses, with what it was asked recorded. */

type Handler = (...given: unknown[]) => unknown;

/** What the tests look at and set. */
export const fake = {
  commands: new Map<string, Handler>(),
  /** Commands of the editor that were run, with their arguments. */
  executed: [] as { command: string; given: unknown[] }[],
  statusItem: undefined as FakeStatusItem | undefined,
  diagnostics: [] as unknown[],
  folderEntries: [] as [string, number][],
  /** Given the entries of a quick pick, the one to choose. */
  choose: (_items: readonly unknown[]): unknown => undefined,
  picks: [] as (readonly unknown[])[],
  messages: [] as string[],
  shown: [] as { uri: string; options: unknown }[],
  treeView: undefined as FakeTreeView | undefined,
  isCancelled: false,
  reset(): void {
    fake.commands.clear();
    fake.executed.length = 0;
    fake.statusItem = undefined;
    fake.diagnostics.length = 0;
    fake.folderEntries.length = 0;
    fake.choose = () => undefined;
    fake.picks.length = 0;
    fake.messages.length = 0;
    fake.shown.length = 0;
    fake.treeView = undefined;
    fake.isCancelled = false;
    window.activeTextEditor = undefined;
    workspace.workspaceFolders = undefined;
  },
  run(command: string, ...given: unknown[]): unknown {
    const handler = fake.commands.get(command);
    if (handler === undefined) throw new Error(`no command ${command}`);
    return handler(...given);
  },
};

export interface FakeStatusItem {
  name: string;
  text: string;
  detail: string;
  busy: boolean;
  severity: number;
  command: unknown;
  dispose(): void;
}

export interface FakeTreeView {
  readonly provider: {
    getChildren(node?: unknown): readonly unknown[];
    getTreeItem(node: unknown): TreeItem;
  };
  visible: boolean;
  description?: string;
  message?: string;
  onDidChangeVisibility(): Disposable;
  dispose(): void;
}

export class TreeItem {
  readonly label: string;
  contextValue = "";
  description = "";
  iconPath: ThemeIcon | undefined;

  constructor(label: string) {
    this.label = label;
  }
}

export class ThemeIcon {
  static readonly Folder = new ThemeIcon("folder");
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeColor {}

export class EventEmitter {
  readonly event = () => undefined;
  fire(): void {}
  dispose(): void {}
}

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }

  contains(at: Position): boolean {
    return at.line === this.start.line && at.character >= this.start.character;
  }
}

export class Uri {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  static parse(text: string): Uri {
    return new Uri(text);
  }

  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri([base.text, ...parts].join("/"));
  }

  toString(): string {
    return this.text;
  }
}

export class Location {
  readonly uri: Uri;
  readonly range: Range;

  constructor(uri: Uri, range: Range) {
    this.uri = uri;
    this.range = range;
  }
}

export class Disposable {
  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  readonly dispose: () => void;

  constructor(dispose: () => void) {
    this.dispose = dispose;
  }
}

export class CancellationError extends Error {}

export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ProgressLocation = { Notification: 15 };

export const commands = {
  registerCommand(command: string, handler: Handler): Disposable {
    fake.commands.set(command, handler);
    return new Disposable(() => fake.commands.delete(command));
  },
  async executeCommand(command: string, ...given: unknown[]): Promise<void> {
    fake.executed.push({ command, given });
  },
};

export const languages = {
  createLanguageStatusItem(): FakeStatusItem {
    fake.statusItem = {
      name: "",
      text: "",
      detail: "",
      busy: false,
      severity: -1,
      command: undefined,
      dispose: () => undefined,
    };
    return fake.statusItem;
  },
  getDiagnostics: () => fake.diagnostics,
};

export const window = {
  activeTextEditor: undefined as unknown,
  createTreeView(
    _id: string,
    { treeDataProvider }: { treeDataProvider: FakeTreeView["provider"] },
  ): FakeTreeView {
    fake.treeView = {
      provider: treeDataProvider,
      visible: true,
      onDidChangeVisibility: () => new Disposable(() => undefined),
      dispose: () => undefined,
    };
    return fake.treeView;
  },
  async showQuickPick(items: readonly unknown[]): Promise<unknown> {
    fake.picks.push(items);
    return fake.choose(items);
  },
  async showInformationMessage(message: string): Promise<void> {
    fake.messages.push(message);
  },
  async showTextDocument(uri: Uri, options: unknown): Promise<void> {
    fake.shown.push({ uri: uri.text, options });
  },
  withProgress(_options: unknown, task: (progress: unknown, token: unknown) => unknown): unknown {
    return task({}, { isCancellationRequested: fake.isCancelled });
  },
};

export const workspace = {
  workspaceFolders: undefined as { uri: Uri }[] | undefined,
  onDidChangeWorkspaceFolders: () => new Disposable(() => undefined),
  fs: { readDirectory: async () => fake.folderEntries },
};
