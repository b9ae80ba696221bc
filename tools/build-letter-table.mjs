#!/usr/bin/env node
// Writes libs/core/src/recognition/letter-table.ts: how often letter b follows letter a in English
// and clinical words. Run: node tools/build-letter-table.mjs [DIRECTORY OF WORD LISTS] default:
// $LONGHAND_DATA/lexicons or ../shared/data/lexicons Half of the weight is the list of common words
// below (rank r weighs 1/(r + 5)), half the word lists (dariusk/corpora, CC0: drugs, diseases,
// symptoms, names, occupations, hospitals), each different word once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lists = process.argv[2] ?? join(process.env.LONGHAND_DATA ?? join(root, '../shared/data'), 'lexicons');
const out = join(root, 'libs/core/src/recognition/letter-table.ts');

const common =
  `the of and to a in is was for with on that he she has at by his her had be not as are from this have no it which
  were been
an or but they will all one who would there their when if more what so up out about into than them can only other new
some could time these
two may then do first any my now such like our over man me even most made after also did many before must through back
years where much your
way well down should because each just those people how too little state good very make world still own see men work
long get here between
both life being under never day same another know while last might us great old year off come since against go came
right used take three
days week weeks month months per daily twice every morning evening night pain left right blood pressure pulse chest
heart lung liver kidney
patient doctor nurse clinic hospital ward record letter date born age name address street road lane mother father
brother sister daughter son
wife husband child children history family allergy allergies known takes taking dose tablet tablets capsule capsules
mouth food water
medicine treatment test result results normal high low mild severe acute chronic since seen seeing review reviewed
follow please thank dear
yours sincerely regards miss fever cough headache nausea rash swelling fracture infection diabetes asthma arm leg hand
foot head neck knee
hip skin eye ear throat stomach weight height temperature kind help home house school write wrote read told said asked
think thought give
given gave need needs want feel felt feels sleep walk walking better worse again soon next until often always`
    .split(/\s+/)
    .filter(Boolean);

function* stringsIn(value) {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      if (!['source', 'description', 'code'].includes(key)) yield* stringsIn(inner);
}
const letters = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1 || word === 'a');

const listed = new Set();
for (const file of readdirSync(lists)
  .filter((name) => name.endsWith('.json'))
  .sort())
  for (const text of stringsIn(JSON.parse(readFileSync(join(lists, file), 'utf8'))))
    for (const word of letters(text)) listed.add(word);

// Row 26 is the beginning of a word, column 26 its end.
const counts = Array.from({ length: 27 }, () => new Float64Array(27));
function add(words, weightOf) {
  const total = words.reduce((sum, word, rank) => sum + weightOf(rank) * (word.length + 1), 0);
  for (const [rank, word] of words.entries()) {
    const path = [26, ...Array.from(word, (letter) => letter.charCodeAt(0) - 97), 26];
    for (let i = 1; i < path.length; i++) counts[path[i - 1]][path[i]] += weightOf(rank) / total;
  }
}
add([...new Set(common)], (rank) => 1 / (rank + 5));
add([...listed].sort(), () => 1);

// Each cell is one character: -2 log2 P(column | row), rounded, 0 to 35 in base 36. Unseen pairs
// get the probability 1/4096 first.
const rows = counts.map((row) => {
  const sum = row.reduce((a, b) => a + b, 0);
  return Array.from(row, (count) => {
    const p = 0.99 * (count / sum) + 1 / 4096;
    return Math.max(0, Math.min(35, Math.round(-2 * Math.log2(p)))).toString(36);
  }).join('');
});

writeFileSync(
  out,
  `// Written by tools/build-letter-table.mjs; do not edit.

/**
 * Letter pairs of English and clinical words: one row of 27 characters for each letter a to z and,
 * last, for the beginning of a word; columns a to z and the end of a word. A character is -2 log2
 * P(column | row) in base 36.
 */
export const letterTable: readonly string[] = [
${rows.map((row) => `  '${row}',`).join('\n')}
];
`,
);
console.log(`${listed.size} listed and ${new Set(common).size} common words -> letter-table.ts`);
