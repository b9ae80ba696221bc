/**
 * zxcvbn's scores: anybody with the lists guesses 0 and 1, and 2 takes little more; 3 withstands
 * attacks on a stolen hash as expensive as ours.
 */
const minScore = 3;

type Judge = (password: string, known: string[]) => { score: number };
let judge: Promise<Judge> | undefined;

/**
 * Whether a password is common (49,000 leaked ones, common words, rows of keys, dates, repetition;
 * zxcvbn, Wheeler 2016) or derived from known data.
 * @param known the person's name and the like, which an attacker tries first
 */
export async function isWeakPassword(password: string, known: string[]): Promise<boolean> {
  // The lists take some megabytes and are needed only when somebody chooses a password.
  judge ??= loadJudge();
  return (await judge)(password.normalize('NFKC').slice(0, 100), known).score < minScore;
}

async function loadJudge(): Promise<Judge> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const factory = new ZxcvbnFactory({ dictionary, graphs });
  return (password, known) => factory.check(password, known);
}
