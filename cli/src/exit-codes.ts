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
  ['0', 'success (also when a search finds nothing)'],
  ['1', 'a file, a page or the command itself failed or was refused'],
  ['2', 'the command line is wrong'],
  ['3', 'no system is running, or the server does not answer'],
  ['4', 'the server does not accept the key'],
  ['5', 'there is no such batch, document or page'],
  ['130, 143', 'ended by Ctrl-C or SIGTERM'],
];
