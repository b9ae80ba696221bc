/**
 * zxcvbn's steps: 0 and 1 fall to whoever knows the lists, 2 to somewhat more; 3 stands against a
 * stolen hash that costs as much as ours.
 */
const minScore = 3;

type Judge = (password: string, known: string[]) => { score: number };
let judge: Promise<Judge> | undefined;

/**
 * Whether a password is one that people choose again and again (49,000 leaked ones, common words,
 * rows of keys, dates, repetition; zxcvbn, Wheeler 2016), or is made of what stands beside it.
 * @param known the person's name and the like, which an attacker tries first
 */
export async function isWeakPassword(password: string, known: string[]): Promise<boolean> {
  // The lists take some megabytes and are wanted when somebody chooses a password.
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
