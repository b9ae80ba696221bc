import {
  idSchema,
  type LineDeletionView,
  type LineMoveRequest,
  type LineView,
  lineDeletionSchema,
  lineMoveSchema,
  lineSchema,
  type NewLineRequest,
  newLineSchema,
  pageNumberSchema,
} from '@longhand/contracts';
import type { TenantParts } from '@longhand/db';
import { Body, Controller, Delete, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { lineNotFound, pageNotFound } from '../http/not-found.js';
import { Needs } from '../http/permissions.js';
import { toLineView } from './page-view.js';

@Controller('v1/documents/:id/pages/:number/lines')
export class LinesController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Post()
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Add a line that the reader missed',
    description:
      'The text is found by search at once, and is in every export. Each word gets its share of the box. The line ' +
      'takes its place in the reading order by where it stands on the page, or behind `after`. It is kept when the ' +
      'page is read again; what a later reading finds at its place is left out. With double keying, each word ' +
      'counts when another person has typed it too. Answers `line.exists` if there are words at this place already.',
  })
  @Answers(lineSchema, { status: 201, errors: [400, 404, 409] })
  async addLine(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Body({ schema: newLineSchema }) line: NewLineRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<LineView> {
    const { tenantId, actor } = caller;
    return this.audit.act(caller, 'line.add', `${id}/${number}`, async (db, tell) => {
      const added = await db.pages.addLine(tenantId, { ...line, documentId: id, number, actor });
      if (!added) throw await notFoundOn(db, tenantId, id, number);
      tell({ object: `${id}/${number}/${added.id}` });
      return toLineView(added);
    });
  }

  @Patch(':lineId')
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Move an added line in the reading order',
    description: 'For lines that a person added. All added lines of the page then keep their order.',
  })
  @Answers(lineSchema, { errors: [400, 404, 409] })
  async moveLine(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Param('lineId', { schema: idSchema }) lineId: string,
    @Body({ schema: lineMoveSchema }) { after }: LineMoveRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<LineView> {
    const { tenantId } = caller;
    return this.audit.act(caller, 'line.move', `${id}/${number}/${lineId}`, async (db) => {
      const moved = await db.pages.moveLine(tenantId, { documentId: id, number, lineId, after });
      if (!moved) throw await notFoundOn(db, tenantId, id, number);
      return toLineView(moved);
    });
  }

  @Delete(':lineId')
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Delete a line where nobody wrote',
    description:
      'Such as a stain or a punch hole. The line leaves text, search and exports, and stays deleted when the page is ' +
      'read again. The page lists it in `deleted` until it is restored. With double keying, two people have to ' +
      'delete it.',
  })
  @Answers(lineDeletionSchema, { errors: [400, 404, 409] })
  async deleteLine(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Param('lineId', { schema: idSchema }) lineId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<LineDeletionView> {
    const { tenantId, actor } = caller;
    return this.audit.act(caller, 'line.delete', `${id}/${number}/${lineId}`, async (db, tell) => {
      const state = await db.pages.deleteLine(tenantId, { documentId: id, number, lineId, actor });
      if (!state) throw await notFoundOn(db, tenantId, id, number);
      tell({ changes: { state } });
      return { id: lineId, state };
    });
  }

  @Post(':lineId/restore')
  @HttpCode(200)
  @Needs('words.correct')
  @ApiOperation({
    summary: 'Restore a deleted line',
    description: 'It comes back with its words, their corrections and their doubts.',
  })
  @Answers(lineSchema, { errors: [400, 404, 409] })
  async restoreLine(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Param('lineId', { schema: idSchema }) lineId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<LineView> {
    const { tenantId } = caller;
    return this.audit.act(caller, 'line.restore', `${id}/${number}/${lineId}`, async (db) => {
      const line = await db.pages.restoreLine(tenantId, { documentId: id, number, lineId });
      if (!line) throw await notFoundOn(db, tenantId, id, number);
      return toLineView(line);
    });
  }
}

/** What is not there: the page, or the line on it. */
async function notFoundOn(db: Pick<TenantParts, 'pages'>, tenantId: string, documentId: string, number: number) {
  return (await db.pages.size(tenantId, documentId, number)) ? lineNotFound() : pageNotFound();
}
