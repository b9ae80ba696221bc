import { documentExportSchema, exportQuerySchema, idSchema } from '@longhand/contracts';
import { AppError } from '@longhand/core';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { ExportsService } from './exports.service.js';

const PLAIN_TEXT = 'text/plain; charset=utf-8';

@Controller('v1/documents/:id')
export class ExportsController {
  constructor(
    @Inject(ExportsService) private readonly exports: ExportsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get('text')
  @Header('Content-Type', PLAIN_TEXT)
  @ApiOperation({ summary: 'The text of the document', description: 'UTF-8; pages are parted by a form feed.' })
  @ApiResponse({ status: 200, description: 'The text', content: { 'text/plain': { schema: { type: 'string' } } } })
  @Fails(400, 404)
  async getText(@Param('id', { schema: idSchema }) id: string, @CurrentCaller() caller: Caller): Promise<string> {
    await this.audit.record(caller, 'document.read', id);
    return this.exports.text(caller.tenantId, id);
  }

  @Get('export')
  @ApiOperation({
    summary: 'The document as a file',
    description:
      '`txt` (as /text gives it) or `json` (pages, lines, words, boxes). Other formats answer `export.format_unsupported`.',
  })
  @ApiResponse({
    status: 200,
    description: 'The file',
    standardSchema: documentExportSchema,
  })
  @Fails(400, 404)
  async exportDocument(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: exportQuerySchema }) { format }: { format: string },
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    if (format !== 'txt' && format !== 'json') {
      throw new AppError('export.format_unsupported', 'This format is not offered. Ask for txt or json.');
    }
    await this.audit.record(caller, 'document.export', id);
    const isText = format === 'txt';
    const content = isText
      ? await this.exports.text(caller.tenantId, id)
      : JSON.stringify(await this.exports.json(caller.tenantId, id));
    return new StreamableFile(Buffer.from(content), {
      type: isText ? PLAIN_TEXT : 'application/json; charset=utf-8',
      disposition: `attachment; filename="${id}.${format}"`,
    });
  }
}
