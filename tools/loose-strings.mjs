// Finds what a person would read and what is not in the catalogue, in a file of the web page.
import ts from 'typescript';

/** Attributes and properties whose text is shown or read out. */
const SHOWN = new Set(['alt', 'aria-label', 'description', 'label', 'message', 'placeholder', 'title', 'what']);
/** Names of the product and of formats, and what keys and errors are called in the browser. */
const NAMES = new Set(['Longhand', 'lh_…']);
const BROWSER_NAMES = /^(Enter|Escape|Tab|Arrow\w+|Bearer|Georgia, serif|Idempotency-Key|\w+Error|Problem)$/;

/** A key of the catalogue is no word. */
const isKey = (text) => /^[a-z]\w*(\.\w+)+$/i.test(text);
const isWord = (text) => /\p{L}{2}/u.test(text) && !NAMES.has(text.trim()) && !isKey(text);
const isProse = (text) => /\p{L}{2,}[,.:;]? \p{L}{2,}/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text);

/**
 * @param {string} name of the file
 * @param {string} text
 * @returns {{ loose: string[], literals: Set<string>, patterns: RegExp[] }} texts outside the
 *   catalogue with their lines; every whole string, and a pattern for every template, either of
 *   which may be a key
 */
export function stringsOf(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const [loose, literals, patterns] = [[], new Set(), []];
  const say = (node, shown) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    loose.push(`${name}:${line + 1}: "${shown.trim()}" is not in the catalogue`);
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isJsxText(node) && isWord(node.text)) say(node, node.text);
    else if (ts.isStringLiteralLike(node)) {
      literals.add(node.text);
      if (isShown(node) ? isWord(node.text) : isProse(node.text) && !isForMachines(node)) say(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      patterns.push(patternOf(node));
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      const isLoose = isShown(node) ? parts.some(isWord) : parts.some((part) => /\p{L}{2,} |, \p{L}{2,}/u.test(part));
      if (isLoose && !isForMachines(node)) say(node, parts.join('…'));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { loose, literals, patterns };
}

/** Whether a text stands directly in an attribute or property that is shown. */
function isShown(node) {
  const { parent } = node;
  if (ts.isJsxExpression(parent)) return isShown(parent);
  if (parent.name === node) return false;
  const isNamed = ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent);
  return isNamed && SHOWN.has(parent.name.text ?? parent.name.getText());
}

/** Classes, styles, addresses, names of the browser, comparisons, and errors for developers. */
function isForMachines(node) {
  if (BROWSER_NAMES.test(node.text ?? '')) return true;
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isNewExpression(parent) && /^(Error|RegExp|URL)$/.test(parent.expression.getText())) return true;
    if (ts.isJsxAttribute(parent)) return !SHOWN.has(parent.name.getText());
    if (
      ts.isPropertyAssignment(parent) &&
      /^('upload-metadata'|authorization|fontFamily|background|fill|borderBottom)$/.test(parent.name.getText())
    )
      return true;
    if (
      ts.isCallExpression(parent) &&
      /(matchMedia|querySelector(All)?|fetch|headers.set)$/.test(parent.expression.getText())
    )
      return true;
    if (ts.isStatement(parent) || ts.isJsxElement(parent)) return false;
  }
  return false;
}

/** What a template may become. */
function patternOf({ head, templateSpans }) {
  const escaped = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${escaped(head.text)}${templateSpans.map(({ literal }) => `[^.]+${escaped(literal.text)}`).join('')}$`,
  );
}
