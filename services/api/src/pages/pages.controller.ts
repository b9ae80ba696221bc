import { Readable } from 'node:stream';
import {
  idSchema,
  type MarksQuery,
  marksQuerySchema,
  type PageImageQuery,
  type PageView,
  pageImageQuerySchema,
  pageNumberSchema,
  pageSchema,
  type WordCorrection,
  type WordView,
  wordCorrectionSchema,
  wordSchema,
} from '@longhand/contracts';
import type { Box } from '@longhand/core';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Answers, Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { Needs } from '../http/permissions.js';
import { PagesService } from './pages.service.js';

@Controller('v1/documents/:id/pages/:number')
export class PagesController {
  constructor(
    @Inject(PagesService) private readonly pages: PagesService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'One page: its lines and words with boxes, confidence and other readings' })
  @Answers(pageSchema, { errors: [400, 404] })
  async getPage(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Query({ schema: marksQuerySchema }) { marks }: MarksQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<PageView> {
    await this.audit.record(caller, 'page.read', `${id}/${number}`);
    return this.pages.get(caller.tenantId, id, number, marks);
  }

  @Get('image')
  @ApiOperation({
    summary: 'The page as an image',
    description:
      'JPEG in the size in which the page was read; boxes are in its pixels. `max` scales it down so that the ' +
      'long side has at most that many pixels; it is never enlarged. `box` selects a part, such as the ink of ' +
      'a search hit.',
  })
  @ApiResponse({
    status: 200,
    description: 'The image',
    content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } },
  })
  @Fails(400, 404, 503)
  async getPageImage(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Query({ schema: pageImageQuerySchema }) { max, box }: PageImageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    await this.audit.record(caller, 'page.read', `${id}/${number}`);
    const image = await this.pages.image(caller.tenantId, id, number, {
      maxPx: max,
      box: box ? boxOf(box) : undefined,
    });
    return image instanceof Readable
      ? new StreamableFile(image, { type: 'image/jpeg' })
      : new StreamableFile(image, { type: 'image/jpeg', length: image.length });
  }

  @Patch('words/:wordId')
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Correct a word',
    description:
      'An empty text says that there is no word at this place. The reading is kept, and no later reading ' +
      'overwrites the correction. With double keying (see `/v1/review/settings`), the text counts when another ' +
      'person has typed the same. Until then, `keying` gives its status.',
  })
  @Answers(wordSchema, { errors: [400, 404, 409] })
  async correctWord(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Param('wordId', { schema: idSchema }) wordId: string,
    @Body({ schema: wordCorrectionSchema }) correction: WordCorrection,
    @CurrentCaller() caller: Caller,
  ): Promise<WordView> {
    return this.audit.act(caller, 'word.correct', `${id}/${number}/${wordId}`, (db) =>
      this.pages.correctWord(db, caller, { documentId: id, number, wordId, text: correction.text }),
    );
  }

  @Delete('words/:wordId/correction')
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Undo the last correction of a word',
    description:
      'The word says what it said before: an earlier correction, or the reading. A word that was corrected to ' +
      'nothing comes back. With double keying, you can undo what you typed yourself.',
  })
  @Answers(wordSchema, { errors: [400, 404, 409] })
  async undoCorrection(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Param('wordId', { schema: idSchema }) wordId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<WordView> {
    return this.audit.act(caller, 'word.undo', `${id}/${number}/${wordId}`, (db) =>
      this.pages.undoCorrection(db, caller, { documentId: id, number, wordId }),
    );
  }
}

/** Parses the four numbers of the query, whose format the schema has checked. */
function boxOf(text: string): Box {
  const [x, y, width, height] = text.split(',').map(Number);
  return { x, y, width, height };
}
