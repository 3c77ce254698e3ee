/** Marks the line at which a simulation stands in the editors that show its file. */
import {
  type Disposable,
  OverviewRulerLane,
  Position,
  Range,
  type TextEditor,
  ThemeColor,
  type Uri,
  window,
} from "vscode";

export class CurrentLine implements Disposable {
  readonly #decoration = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor("editor.stackFrameHighlightBackground"),
    overviewRulerColor: new ThemeColor("editor.stackFrameHighlightBackground"),
    overviewRulerLane: OverviewRulerLane.Full,
  });
  readonly #subscription: Disposable;
  #place: { readonly uri: Uri; readonly line: number } | undefined;

  constructor() {
    this.#subscription = window.onDidChangeVisibleTextEditors(() => this.#paint(false));
  }

  /** `line` is from 0. Editors scroll to it when it is out of sight. */
  show(uri: Uri, line: number): void {
    this.#place = { uri, line };
    this.#paint(true);
  }

  clear(): void {
    this.#place = undefined;
    this.#paint(false);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#decoration.dispose();
  }

  #paint(mayScroll: boolean): void {
    for (const editor of window.visibleTextEditors) {
      const range = this.#rangeIn(editor);
      editor.setDecorations(this.#decoration, range === undefined ? [] : [range]);
      if (range !== undefined && mayScroll) editor.revealRange(range);
    }
  }

  #rangeIn({ document }: TextEditor): Range | undefined {
    const place = this.#place;
    if (place === undefined || document.uri.toString() !== place.uri.toString()) return undefined;
    if (place.line >= document.lineCount) return undefined;
    const start = new Position(place.line, 0);
    return new Range(start, start);
  }
}
