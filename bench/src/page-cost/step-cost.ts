/** The steps of a page from its file to its text, in their order. */
export const PAGE_STEPS = [
  'opening the file',
  'preparation',
  'line detector',
  'segmentation',
  'which way up',
  'glyph network',
  'line network, first look',
  'line network, second look',
  'decoder',
] as const;
type Step = (typeof PAGE_STEPS)[number];

/** Processor seconds of each step, all threads of the process together. */
export type StepRun = Record<Step, number>;

export interface StepOrder {
  path: string;
  modelsDir: string;
  runs: number;
}

/** What the measuring process says. */
export type FromStepProcess = { kind: 'runs'; lines: number; runs: StepRun[] } | { kind: 'failed'; message: string };
