import type { Marks, PageStatus, QuarterTurn } from '@longhand/core';
import type { NextJob } from '../next-job.js';
import type { Client } from '../prisma.js';
import type { Problem } from '../problem.js';
import type { StepAttempt } from '../documents/split-steps.js';
import { correctWord } from './correct-word.js';
import { addLine, type NewLine } from './lines/add-line.js';
import { type DeletedLineState, deleteLine, type LineDeletion, restoreLine } from './lines/delete-line.js';
import { type LineMove, moveLine } from './lines/move-line.js';
import {
  beginPage,
  failPage,
  handBackPage,
  markSegmented,
  type PageStep,
  type Segmentation,
  type StartedPage,
} from './page-steps.js';
import {
  getPage,
  getPageSize,
  type LineRecord,
  type PageSize,
  type PageRecord,
  type WordRecord,
} from '../words/page-record.js';
import { type PageText, pageTexts } from './page-texts.js';
import { type Rotation, rotatePage } from './rotate-page.js';
import { type Recognition, saveRecognised } from './save-recognised.js';
import { type CorrectionUndo, undoCorrection } from './undo-correction.js';
import { countWaitingPages, type PagePayload, stuckPages } from './stuck-pages.js';

/** Pages and their steps. What each call does is said at the function of its name. */
export interface PagesRepository {
  begin(tenantId: string, pageId: string, step: PageStep): Promise<StartedPage | undefined>;
  handBack(tenantId: string, pageId: string, step: PageStep): Promise<void>;
  markSegmented(tenantId: string, pageId: string, result: Segmentation, next: NextJob): Promise<boolean>;
  saveRecognised(tenantId: string, pageId: string, result: Recognition): Promise<boolean>;
  fail(
    tenantId: string,
    pageId: string,
    failure: { step: PageStep; problem: Problem; outcome: StepAttempt },
  ): Promise<void>;
  get(tenantId: string, documentId: string, number: number, marks?: Marks): Promise<PageRecord | undefined>;
  size(tenantId: string, documentId: string, number: number): Promise<PageSize | undefined>;
  /** The text of every page, in order; undefined when the document is gone. */
  text(tenantId: string, documentId: string, marks?: Marks): Promise<PageText[] | undefined>;
  correctWord(
    tenantId: string,
    correction: { documentId: string; number: number; wordId: string; text: string; actor: string },
  ): Promise<WordRecord | undefined>;
  undoCorrection(tenantId: string, undo: CorrectionUndo): Promise<WordRecord | undefined>;
  addLine(tenantId: string, line: NewLine): Promise<LineRecord | undefined>;
  moveLine(tenantId: string, move: LineMove): Promise<LineRecord | undefined>;
  deleteLine(tenantId: string, deletion: LineDeletion): Promise<DeletedLineState | undefined>;
  restoreLine(tenantId: string, deletion: Omit<LineDeletion, 'actor'>): Promise<LineRecord | undefined>;
  rotate(tenantId: string, turn: { documentId: string; number: number; degrees: QuarterTurn }): Promise<Rotation>;
  stuck(status: PageStatus, olderThanMs: number, limit: number): Promise<PagePayload[]>;
  countWaiting(status: PageStatus): Promise<number>;
}

export function pagesRepository(client: Client): PagesRepository {
  return {
    begin: (...args) => beginPage(client, ...args),
    handBack: (...args) => handBackPage(client, ...args),
    markSegmented: (tenantId, pageId, result, next) => markSegmented(client, { tenantId, pageId, result, next }),
    saveRecognised: (...args) => saveRecognised(client, ...args),
    fail: (...args) => failPage(client, ...args),
    get: (tenantId, documentId, number, marks) => getPage(client, { tenantId, documentId, number, marks }),
    size: (...args) => getPageSize(client, ...args),
    text: (...args) => pageTexts(client, ...args),
    correctWord: (...args) => correctWord(client, ...args),
    undoCorrection: (...args) => undoCorrection(client, ...args),
    addLine: (...args) => addLine(client, ...args),
    moveLine: (...args) => moveLine(client, ...args),
    deleteLine: (...args) => deleteLine(client, ...args),
    restoreLine: (...args) => restoreLine(client, ...args),
    rotate: (...args) => rotatePage(client, ...args),
    stuck: (...args) => stuckPages(client, ...args),
    countWaiting: (...args) => countWaitingPages(client, ...args),
  };
}
