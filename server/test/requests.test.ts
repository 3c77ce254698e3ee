/** Code actions, hovers, code lenses and workspace checks through a real client. */

import { afterEach, describe, expect, test } from "vitest";
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  ClientCapabilities,
  CodeAction,
  CodeLens,
  Hover,
  InlayHint,
  PublishDiagnosticsParams,
  TextDocumentEdit,
  TextEdit,
} from "vscode-languageserver";
import { CancellationTokenSource } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { IntroductionOffer } from "#engine/workspace";
import type { CheckWorkspaceResult } from "#server/protocol";
import { type LspPair, startPair } from "./harness/lsp-pair.ts";

const uri = "file:///a/mm/x.c";
const text = "f(1);\r\n\tapply_to_page_range(m,\r\n\t\t\tcb);\r\napply_to_page_range(n);\r\n";
const onFirst = { start: { line: 1, character: 4 }, end: { line: 1, character: 4 } };
const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
let pair: LspPair | undefined;

afterEach(async () => {
  await pair?.stop();
  pair = undefined;
});

describe("code actions", () => {
  test("offer each fix at its finding, tied to the version, and give the right text", async () => {
    pair = await startPair();
    await openAnalysed(pair, 5);
    const actions = await codeActions(pair, onFirst);
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ["Rename", "quickfix", true],
      ["Rename and realign", "quickfix", false],
      ["Suppress with a reason (allocation-in-callback)", "quickfix", undefined],
    ]);
    expect(actions[0]?.diagnostics?.[0]?.range.start).toEqual({ line: 1, character: 1 });
    const edit = actions[0]?.edit?.documentChanges?.[0] as TextDocumentEdit;
    expect(edit.textDocument).toEqual({ uri, version: 5 });
    const document = TextDocument.create(uri, "c", 5, text);
    expect(TextDocument.applyEdits(document, edit.edits as never)).toBe(
      text.replace("apply_to_page_range(m", "apply_to_page_range_nolazy(m"),
    );
  });

  test("fix-all comes only when it is asked for, with every safe fix", async () => {
    pair = await startPair();
    await openAnalysed(pair, 1);
    const actions = await codeActions(pair, onFirst, ["source.fixAll"]);
    expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.lazymmu"]);
    const edit = actions[0]?.edit?.documentChanges?.[0] as TextDocumentEdit;
    const document = TextDocument.create(uri, "c", 1, text);
    expect(TextDocument.applyEdits(document, edit.edits as never)).toBe(
      text.replaceAll("apply_to_page_range", "apply_to_page_range_nolazy"),
    );
  });

  test("a changed text is analysed again before it is offered edits", async () => {
    pair = await startPair({ options: { debounce: 60_000 } });
    await openAnalysed(pair, 1);
    await pair.changeFile(uri, 2, `\n${text}`);
    const actions = await codeActions(pair, everywhere);
    const edit = actions[0]?.edit?.documentChanges?.[0] as TextDocumentEdit;
    expect(edit.textDocument.version).toBe(2);
    expect(edit.edits[0]).toMatchObject({ range: { start: { line: 2, character: 1 } } });
  });

  test("a client without versioned edits gets plain ones", async () => {
    pair = await startPair({ capabilities: {} });
    await openAnalysed(pair, 1);
    const [action] = await codeActions(pair, onFirst);
    expect(action?.edit?.documentChanges).toBeUndefined();
    expect(Object.keys(action?.edit?.changes ?? {})).toEqual([uri]);
  });

  test("the path is offered to a client that can show it", async () => {
    pair = await startPair({ options: { commands: ["lazymmu.showPath"] } });
    await openAnalysed(pair, 1);
    const actions = await codeActions(pair, onFirst);
    const command = actions.find((action) => action.command !== undefined)?.command;
    expect(command?.command).toBe("lazymmu.showPath");
    expect(command?.arguments?.[0]).toBe(uri);
    expect(command?.arguments?.[2]).toHaveLength(2);
  });
});

describe("hover", () => {
  test("is Markdown for clients that show it", async () => {
    pair = await startPair();
    await openAnalysed(pair, 1);
    expect(await hover(pair)).toEqual({
      contents: { kind: "markdown", value: "**lazy**: `free_page` is reached" },
      range: { start: { line: 1, character: 1 }, end: { line: 1, character: 20 } },
    });
  });

  test("is plain text for others", async () => {
    pair = await startPair({ capabilities: {} });
    await openAnalysed(pair, 1);
    expect((await hover(pair))?.contents).toEqual({
      kind: "plaintext",
      value: "lazy: free_page is reached",
    });
  });
});

describe("code lens", () => {
  test("can be switched off", async () => {
    pair = await startPair({ settings: { codeLens: { enable: false } } });
    await openAnalysed(pair, 1);
    expect(await lenses(pair)).toEqual([]);
  });

  test("says what a call site's callback does and leads along its path", async () => {
    pair = await startPair({ options: { commands: ["lazymmu.showPath"] } });
    await openAnalysed(pair, 1);
    const [first, second] = await lenses(pair);
    expect(first?.command?.title).toBe("lazy MMU: callback frees pages");
    expect(first?.command?.command).toBe("lazymmu.showPath");
    expect(second?.range.start.line).toBe(3);
  });

  test("offers the simulation at each site, to clients that have one", async () => {
    pair = await startPair({ options: { commands: ["lazymmu.simulate"] } });
    await openAnalysed(pair, 1);
    const simulate = (await lenses(pair)).filter(({ command }) => command?.title === "simulate");
    expect(simulate.map(({ command }) => command?.arguments)).toEqual([
      [uri, { line: 1, character: 1 }],
      [uri, { line: 3, character: 0 }],
    ]);
    const actions = await codeActions(pair, onFirst);
    const action = actions.find(({ title }) => title === "Simulate the callback");
    expect(action?.command).toMatchObject({
      command: "lazymmu.simulate",
      arguments: [uri, { line: 1, character: 1 }],
    });
  });
});

describe("the code lens of a section", () => {
  const entering = "\tarch_enter_lazy_mmu_mode();\n\tarch_enter_lazy_mmu_mode();\n";

  test("says above each entering call what is reached, and leads along the path", async () => {
    const commands = ["lazymmu.showPath", "lazymmu.simulate"] as const;
    pair = await startPair({ options: { commands } });
    await openAnalysed(pair, 1, entering);
    const start = { line: 1, character: 1 };
    const range = { start, end: { line: 1, character: 25 } };
    const first = {
      uri,
      range: { start: { line: 0, character: 1 }, end: { line: 0, character: 25 } },
    };
    const [, second, ...others] = await lenses(pair);
    expect(second).toEqual({
      range,
      command: {
        title: "lazy MMU section: reaches free_page()",
        command: "lazymmu.showPath",
        arguments: [uri, start, [{ uri, range }, first]],
      },
    });
    expect(others).toEqual([]);
  });

  test("is plain text for a client that cannot show a path", async () => {
    pair = await startPair();
    await openAnalysed(pair, 1, entering);
    expect((await lenses(pair)).map(({ command }) => command?.command)).toEqual(["", ""]);
  });
});

describe("inlay hints", () => {
  const hints = (asked: LspPair, endLine: number) =>
    asked.client.sendRequest<InlayHint[]>("textDocument/inlayHint", {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: endLine, character: 0 } },
    });

  test("are off unless they are asked for", async () => {
    pair = await startPair();
    await openAnalysed(pair, 1);
    expect(await hints(pair, 9)).toEqual([]);
  });

  test("say at a callback's definition in which mode it is run", async () => {
    pair = await startPair({ settings: { inlayHints: { enable: true } } });
    await openAnalysed(pair, 1);
    expect(await hints(pair, 9)).toEqual([
      {
        position: { line: 1, character: 20 },
        label: "lazy MMU",
        tooltip: "One page-table walk runs it in lazy MMU mode",
        paddingLeft: true,
      },
    ]);
    expect(await hints(pair, 0)).toEqual([]);
  });
});

describe("call hierarchy", () => {
  test("leads from a function on a path to what calls it and what it calls", async () => {
    pair = await startPair();
    await openAnalysed(pair, 1);
    const { client } = pair;
    const [item] = await client.sendRequest<CallHierarchyItem[]>(
      "textDocument/prepareCallHierarchy",
      { textDocument: { uri }, position: { line: 1, character: 4 } },
    );
    expect(item).toMatchObject({ name: "cb", uri, detail: "mm/x.c" });
    const into = await client.sendRequest<CallHierarchyIncomingCall[]>(
      "callHierarchy/incomingCalls",
      { item },
    );
    expect(into.map(({ from, fromRanges }) => [from.name, fromRanges.length])).toEqual([["f", 1]]);
    const out = await client.sendRequest<CallHierarchyOutgoingCall[]>(
      "callHierarchy/outgoingCalls",
      { item },
    );
    expect(out.map(({ to }) => to.name)).toEqual(["free_page"]);
  });

  test("says nothing about files in no tree", async () => {
    pair = await startPair();
    const textDocument = { uri: "file:///elsewhere/x.c" };
    const asked = { textDocument, position: { line: 0, character: 0 } };
    const items = await pair.client.sendRequest("textDocument/prepareCallHierarchy", asked);
    expect(items).toBeNull();
  });
});

describe("lazymmu/callSites", () => {
  const list = (asked: LspPair) =>
    asked.client.sendRequest<CheckWorkspaceResult>("lazymmu/callSites", {});

  test("answers with the call sites and publishes nothing", async () => {
    pair = await startPair({ folders: ["file:///a", "file:///elsewhere"] });
    pair.analysis.disk.set("/a/mm/y.c", "apply_to_page_range(m);\n");
    const result = await list(pair);
    expect(result.outside).toEqual(["file:///elsewhere"]);
    expect(result.trees[0]?.sites[0]).toMatchObject({
      location: { uri: "file:///a/mm/y.c" },
      use: "frees",
      hasFix: true,
    });
    // The server answers in order, so what it had published would be here.
    await list(pair);
    const methods = pair.inbox.map(({ method }) => method);
    expect(methods).not.toContain("textDocument/publishDiagnostics");
  });

  test("answers with the sections, and where each can be fixed", async () => {
    pair = await startPair({ folders: ["file:///a"] });
    pair.analysis.disk.set("/a/mm/z.c", "\tarch_enter_lazy_mmu_mode();\n");
    const enter = {
      uri: "file:///a/mm/z.c",
      range: { start: { line: 0, character: 1 }, end: { line: 0, character: 25 } },
    };
    expect((await list(pair)).trees[0]?.sections).toEqual([
      {
        location: enter,
        function: "f",
        enters: [enter],
        leaves: [],
        runsCallbacks: false,
        verdict: "reaches",
        allocator: "free_page",
        use: "frees",
        fixAt: enter,
        path: [enter, enter],
      },
    ]);
  });

  test("the client that asked once is told of changes, and no other", async () => {
    pair = await startPair({ folders: ["file:///a"] });
    await openAnalysed(pair, 1);
    const changed = "lazymmu/callSitesChanged";
    expect(pair.inbox.map(({ method }) => method)).not.toContain(changed);
    await list(pair);
    await pair.changeFile(uri, 2, `\n${text}`);
    expect(await pair.next(changed)).toEqual({});
  });
});

describe("the action that adds the variants", () => {
  const title = "Add the _nolazy variants to this tree and use them here";
  const lazyClient = {
    workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
    textDocument: {
      codeAction: {
        dataSupport: true,
        disabledSupport: true,
        resolveSupport: { properties: ["edit"] },
      },
    },
  };
  const edits = [
    ["file:///a/include/linux/mm.h", null, ["declared\n"]],
    ["file:///a/mm/memory.c", null, ["defined\n"]],
    [uri, 5, ["apply_to_page_range_nolazy"]],
  ];

  async function offered(capabilities: ClientCapabilities, offer: IntroductionOffer) {
    pair = await startPair({ capabilities });
    pair.analysis.offer = offer;
    await openAnalysed(pair, 5);
    const all = await codeActions(pair, onFirst);
    return { pair, actions: all.filter((action) => action.title === title) };
  }

  function changesOf(action: CodeAction | undefined) {
    const changes = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    return changes.map(({ textDocument, edits }) => [
      textDocument.uri,
      textDocument.version,
      edits.map((edit) => (edit as TextEdit).newText),
    ]);
  }

  test("carries no edit before it is chosen, and then one that the user confirms", async () => {
    const { pair, actions } = await offered(lazyClient, { kind: "offered" });
    expect(pair.initialized.capabilities.codeActionProvider).toMatchObject({
      resolveProvider: true,
    });
    expect(actions).toMatchObject([{ kind: "quickfix", data: { uri, line: 2, column: 2 } }]);
    expect(actions[0]?.edit).toBeUndefined();
    expect(actions[0]?.diagnostics).toHaveLength(1);
    const action = await resolve(pair, actions[0]);
    expect(changesOf(action)).toEqual(edits);
    expect(action.edit?.changeAnnotations).toEqual({
      0: {
        label: "Add the _nolazy variants",
        description: "a flag is passed down to walk_one()",
        needsConfirmation: true,
      },
      1: {
        label: "Call apply_to_page_range_nolazy()",
        description: "in f()",
        needsConfirmation: true,
      },
    });
    expect(JSON.stringify(action.edit)).toContain('"annotationId":"1"');
  });

  test("carries its edit at once for a client that does not ask again", async () => {
    const capabilities = { workspace: { workspaceEdit: { documentChanges: true } } };
    const { pair, actions } = await offered(capabilities, { kind: "offered" });
    expect(pair.initialized.capabilities.codeActionProvider).toMatchObject({
      resolveProvider: false,
    });
    expect(changesOf(actions[0])).toEqual(edits);
    expect(actions[0]?.edit?.changeAnnotations).toBeUndefined();
  });

  test("is shown with the reason where the tree's code is not understood", async () => {
    const offer = { kind: "refused", reason: "walk() is odd", location: undefined } as const;
    const { actions } = await offered(lazyClient, offer);
    expect(actions).toMatchObject([{ disabled: { reason: "walk() is odd" } }]);
    await pair?.stop();
    expect((await offered({}, offer)).actions).toEqual([]);
  });

  test("is not there where the tree has the variants, nor away from findings", async () => {
    expect((await offered(lazyClient, { kind: "none" })).actions).toEqual([]);
    await pair?.stop();
    const { pair: other } = await offered(lazyClient, { kind: "offered" });
    const before = other.analysis.nOffers;
    const start = { line: 0, character: 0 };
    expect(await codeActions(other, { start, end: start })).toEqual([]);
    expect(other.analysis.nOffers).toBe(before);
  });

  test("fails with the reason when the call is gone, and passes what is not its own", async () => {
    const { pair, actions } = await offered(lazyClient, { kind: "offered" });
    await pair.changeFile(uri, 6, "int x;");
    await expect(resolve(pair, actions[0])).rejects.toThrow(
      "Nothing is added: the call is not reported any more.",
    );
    for (const data of [undefined, 7, { uri: 1 }, { uri: "file:///none.c", line: 1, column: 1 }]) {
      const action = { title: "other", data };
      expect((await resolve(pair, action)).edit).toBeUndefined();
    }
  });

  function resolve(pair: LspPair, action: CodeAction | undefined): Promise<CodeAction> {
    return pair.client.sendRequest("codeAction/resolve", action);
  }
});

describe("lazymmu/checkWorkspace", () => {
  test("publishes findings of unopened files and answers with the call sites", async () => {
    pair = await startPair({ folders: ["file:///a", "file:///elsewhere"] });
    pair.analysis.disk.set("/a/mm/y.c", "apply_to_page_range(m);\n");
    const result = await checkWorkspace(pair, {});
    expect(result.outside).toEqual(["file:///elsewhere"]);
    expect(result.trees).toMatchObject([
      { root: "/a", release: "6.12.1", dialect: "nolazy", findings: 1 },
    ]);
    expect(result.trees[0]?.sites[0]).toMatchObject({
      location: { uri: "file:///a/mm/y.c" },
      verdict: "reaches",
      allocator: "free_page",
      callbacks: ["cb"],
    });
    const sent = await pair.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    expect([sent.uri, sent.version, sent.diagnostics.length]).toEqual([
      "file:///a/mm/y.c",
      undefined,
      1,
    ]);
  });

  test("a file that is opened afterwards gets its list again, with its version", async () => {
    pair = await startPair({ folders: ["file:///a"] });
    pair.analysis.disk.set("/a/mm/x.c", text);
    await checkWorkspace(pair, {});
    const before = await pair.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics");
    await pair.openFile(uri, 4, text);
    expect(await pair.next("textDocument/publishDiagnostics")).toEqual({ ...before, version: 4 });
  });

  test("a later check takes back what is no longer found", async () => {
    pair = await startPair({ folders: ["file:///a"] });
    pair.analysis.disk.set("/a/mm/y.c", "apply_to_page_range(m);\n");
    await checkWorkspace(pair, {});
    await pair.next("textDocument/publishDiagnostics");
    pair.analysis.disk.set("/a/mm/y.c", "int x;\n");
    await checkWorkspace(pair, {});
    expect(await pair.next("textDocument/publishDiagnostics")).toEqual({
      uri: "file:///a/mm/y.c",
      diagnostics: [],
    });
  });

  test("a folder inside a tree is checked alone", async () => {
    pair = await startPair();
    pair.analysis.disk.set("/a/mm/y.c", "apply_to_page_range(m);\n");
    pair.analysis.disk.set("/a/fs/z.c", "apply_to_page_range(m);\n");
    const result = await checkWorkspace(pair, { folders: ["file:///a/fs"] });
    const uris = result.trees[0]?.sites.map(({ location }) => location.uri);
    expect(uris).toEqual(["file:///a/fs/z.c"]);
  });
});

describe("the dispatcher", () => {
  test("answers an engine error with an error that names the request", async () => {
    pair = await startPair({ options: { debounce: 60_000 } });
    await openAnalysed(pair, 1);
    await pair.changeFile(uri, 2, "int x;");
    pair.analysis.failure = new Error("broken promise");
    await expect(codeActions(pair, everywhere)).rejects.toThrow(
      "textDocument/codeAction failed: broken promise",
    );
    expect(await codeActions(pair, everywhere)).toEqual([]);
  });

  test("answers a cancelled request as cancelled", async () => {
    pair = await startPair({ options: { debounce: 60_000 } });
    await openAnalysed(pair, 1);
    await pair.changeFile(uri, 2, "int x;");
    pair.analysis.hold();
    const arrived = pair.analysis.nextCheck();
    const source = new CancellationTokenSource();
    const asked = pair.client.sendRequest(
      "textDocument/codeAction",
      params(everywhere),
      source.token,
    );
    const refused = expect(asked).rejects.toMatchObject({ code: -32800 });
    await arrived;
    source.cancel();
    // Any answer after the cancellation shows that the server has seen it.
    await pair.client.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    pair.analysis.release();
    await refused;
  });
});

describe("a tree that is still being read", () => {
  test("holds up no request that was given up, and is there for the next", async () => {
    pair = await startPair({ folders: ["file:///a"] });
    pair.analysis.disk.set("/a/mm/y.c", "apply_to_page_range(m);\n");
    pair.analysis.hold("trees");
    const source = new CancellationTokenSource();
    const asked = pair.client.sendRequest("lazymmu/checkWorkspace", {}, source.token);
    await pair.next("$/progress");
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    pair.analysis.release();
    const { trees } = await checkWorkspace(pair, {});
    expect(trees[0]?.findings).toBe(1);
    expect(pair.analysis.opened).toHaveLength(1);
  });
});

async function openAnalysed(pair: LspPair, version: number, content = text): Promise<void> {
  await pair.openFile(uri, version, content);
  await pair.next("lazymmu/analysed");
  await pair.next("textDocument/publishDiagnostics");
}

function params(range: object, only?: string[]) {
  return {
    textDocument: { uri },
    range,
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  };
}

function codeActions(pair: LspPair, range: object, only?: string[]): Promise<CodeAction[]> {
  return pair.client.sendRequest("textDocument/codeAction", params(range, only));
}

function hover(pair: LspPair): Promise<Hover | null> {
  return pair.client.sendRequest("textDocument/hover", {
    textDocument: { uri },
    position: { line: 1, character: 4 },
  });
}

function lenses(pair: LspPair): Promise<CodeLens[]> {
  return pair.client.sendRequest("textDocument/codeLens", { textDocument: { uri } });
}

function checkWorkspace(pair: LspPair, given: object): Promise<CheckWorkspaceResult> {
  return pair.client.sendRequest("lazymmu/checkWorkspace", given);
}
