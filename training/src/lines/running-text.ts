/** Page codes, struck-out words and the consent sentence of the Copiste sheets. */
const LEFT_OUT = ['wikitexte_', '>', 'licence', 'cc-by', 'librement', 'commerciales'];
const CODES = /^wikitexte_|^>.*<$/;

/** Whether a transcribed line is used for training and for the measurement of lines. */
export const isRunningText = (text: string): boolean => !LEFT_OUT.some((part) => text.toLowerCase().includes(part));

/**
 * Whether the words of a transcribed line are words of its page, which a search should find: page
 * codes and marks of struck-out words are not.
 */
export const hasWords = (text: string): boolean => !CODES.test(text);
