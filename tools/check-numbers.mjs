#!/usr/bin/env node
// Numbers with a source: in the folders where pictures become text, a decimal has a name, and each
// tuned number stands in its stage's table (`settingsOf`) with a comment that says what it trades
// off. `node tools/check-numbers.mjs [root]`. Exit code 1 and one line per problem.
import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { sourcesBelow } from './check-sources.mjs';

/** The folders that are looked at. */
export const NUMBERED = [
  'libs/core/src/imaging',
  'libs/core/src/segmentation',
  'libs/core/src/orientation',
  'libs/core/src/recognition',
  'libs/inference/src',
];

/** Unnamed decimals that may stand there in all: a formula's own factors. */
export const MAX_UNNAMED_DECIMALS = 10;

/** @returns {{ problems: string[], unnamed: string[], settings: number }} */
export function checkNumbers(root, { folders = NUMBERED, max = MAX_UNNAMED_DECIMALS } = {}) {
  const [problems, unnamed] = [[], []];
  let settings = 0;
  for (const folder of folders) {
    for (const file of sourcesBelow(join(root, folder))) {
      const path = relative(root, file).split(sep).join('/');
      if (/\.(test|test-suite)\.ts$|\/testing\//.test(path)) continue;
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
      const at = (node) => `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      visit(source, (node) => {
        if (isDecimal(node) && !isNamed(node, source)) unnamed.push(`${at(node)}: ${node.getText()} has no name`);
        if (!isSetting(node)) return;
        settings += 1;
        if (!hasOwnComment(node)) problems.push(`${at(node)}: say in a comment what ${node.name.getText()} trades off`);
      });
    }
  }
  if (unnamed.length > max)
    problems.push(
      ...unnamed,
      `${unnamed.length} decimals without a name, more than ${max}: put them into the table of their stage`,
    );
  return { problems, unnamed, settings };
}

function visit(node, look) {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

const isDecimal = (node) => ts.isNumericLiteral(node) && /\.\d|e-/i.test(node.getText());

/** Part of the value of a constant of the file, or of a table of settings; not within a function. */
function isNamed(node, source) {
  for (let up = node.parent; up; up = up.parent) {
    if (ts.isVariableDeclaration(up)) return up.parent.parent.parent === source;
    if (ts.isFunctionLike(up)) return false;
    if (ts.isCallExpression(up) && !isTable(up)) return false;
  }
  return false;
}

const isTable = (node) => ts.isCallExpression(node) && node.expression.getText() === 'settingsOf';

/** A number in a group of a table: settingsOf({ group: { name: 1 } }). */
const isSetting = (node) =>
  ts.isPropertyAssignment(node) &&
  !ts.isObjectLiteralExpression(node.initializer) &&
  isTable(node.parent.parent.parent.parent);

const hasOwnComment = (node) => ts.getJSDocCommentsAndTags(node).length > 0;

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { problems, unnamed, settings } = checkNumbers(resolve(process.argv[2] ?? '.'));
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length
      ? `${problems.length} problems`
      : `numbers: ${settings} settings are explained, ${unnamed.length} decimals stand without a name`,
  );
  process.exitCode = problems.length ? 1 : 0;
}
