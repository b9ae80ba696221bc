/** What a script may rely on. Other failures are 1; the end by a signal is 128 and its number. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongCommandLine: 2,
  noServer: 3,
  keyRefused: 4,
  notFound: 5,
} as const;

/** The codes with their meanings, for people. */
export const exitCodeHelp: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'all went well (a search that finds nothing went well, too)'],
  ['1', 'something failed or was refused: a file, a page, the work itself'],
  ['2', 'the command line is wrong'],
  ['3', 'no system runs, or the server does not answer'],
  ['4', 'the server does not know the key'],
  ['5', 'there is no such batch, document or page'],
  ['130, 143', 'ended by Ctrl-C or SIGTERM'],
];
