const letters = 'abcdefghiklmnoprstuvw';

/** `lines` lines of made-up words, four to a line. */
export function randomLines(random: () => number, lines = 3): string[] {
  return Array.from({ length: lines }, () => Array.from({ length: 4 }, () => randomWord(random)).join(' '));
}

function randomWord(random: () => number): string {
  const length = 3 + Math.floor(random() * 4);
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
}
