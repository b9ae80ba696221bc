/** The engines of the scoreboard, in the order of its tables. */
export const ENGINE_NAMES = ['longhand', 'tesseract', 'tesseract.js', 'pp-ocrv4'] as const;
export type ScoredEngine = (typeof ENGINE_NAMES)[number];

/** Tesseract's name of the language that a page is written in. */
export type PageLanguage = 'eng' | 'fra';

export interface ReadText {
  /** Lines separated by line breaks. */
  text: string;
  /** Processor seconds of the recognition alone, where the engine's parts can be told apart. */
  recognitionSeconds?: number;
  /** Processor seconds that a child of this process used for it. */
  childSeconds?: number;
  /** Highest memory of that child, bytes. */
  childPeakBytes?: number;
}

/** An engine that is ready to read pages, one at a time, in a process of its own. */
export interface ReadingEngine {
  /** With the version, for people. */
  description: string;
  /** Bytes of the models on disk that it reads with. */
  modelBytes: number;
  /** Reads a picture file. */
  read(path: string, language: PageLanguage): Promise<ReadText>;
  close(): Promise<void>;
}

/** What one engine made of all pages. */
export interface EngineReport {
  description: string;
  modelBytes: number;
  /** Of the process that read, or of the program that it started: what is higher. */
  peakBytes: number;
  /** One for each page, in order. */
  pages: Array<{
    text: string;
    /** Processor seconds from the file to the text. */
    seconds: number;
    recognitionSeconds?: number;
  }>;
}
