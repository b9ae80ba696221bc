/**
 * What one page costs each part, measured by `longhand bench scale`. Seconds are of one processor
 * core.
 */
export interface ServiceTimes {
  api: number;
  preprocess: number;
  ocr: number;
  postgres: number;
  redis: number;
  /** Standard deviation by mean of the time of a step, from page to page. */
  spread: { preprocess: number; ocr: number };
  /** What a page leaves behind, bytes. */
  bytes: { store: number; database: number; wal: number };
}

/**
 * One run of one machine with one worker of each kind, one thread each: what the simulation is
 * checked against.
 */
export interface MeasuredRun {
  pages: number;
  seconds: number;
  /** Mean time of a step by the clock, with what else ran on the machine, seconds. */
  wall: { preprocess: number; ocr: number };
}

export interface ServiceCalibration {
  command: string;
  machine: string;
  cores: number;
  times: ServiceTimes;
  run: MeasuredRun;
}
