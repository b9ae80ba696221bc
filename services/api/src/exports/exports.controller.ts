import {
  documentExportSchema,
  type ExportQuery,
  exportQuerySchema,
  idSchema,
  type MarksQuery,
  marksQuerySchema,
} from '@longhand/contracts';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Fails } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { exportKindOf, plainTextType } from './export-kinds.js';
import { ExportsService } from './exports.service.js';
import { byteStream, zipStream } from './zip-stream.js';

@Controller('v1/documents/:id')
export class ExportsController {
  constructor(
    @Inject(ExportsService) private readonly exports: ExportsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Get('text')
  @Header('Content-Type', plainTextType)
  @ApiOperation({ summary: 'The text of the document', description: 'UTF-8; pages are separated by a form feed.' })
  @ApiResponse({ status: 200, description: 'The text', content: { 'text/plain': { schema: { type: 'string' } } } })
  @Fails(400, 404)
  async getText(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: marksQuerySchema }) { marks }: MarksQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    await this.audit.record(caller, 'document.read', id);
    return this.exports.text(caller.tenantId, id, marks);
  }

  @Get('export')
  @ApiOperation({
    summary: 'The document as a file',
    description:
      '`txt` as /text gives it; `json` pages, lines, words, boxes; `pdf` searchable PDF/A-2b; `alto` ALTO 4; ' +
      '`page` PAGE-XML 2019, a ZIP archive with one file per page (with `page`: that one file); `hocr`; `fhir` ' +
      'an R4 Bundle with provenance. Corrections replace readings.',
  })
  @ApiResponse({ status: 200, description: 'The file; for `json` of this shape', standardSchema: documentExportSchema })
  @Fails(400, 404, 409)
  async exportDocument(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: exportQuerySchema }) { format, page, marks }: ExportQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const kind = { ...exportKindOf(format), marks };
    await this.audit.record(caller, 'document.export', page === undefined ? id : `${id}/${page}`);
    const document = await this.exports.document(caller.tenantId, id);
    if (!kind.isOneFile && page === undefined) {
      return zipFile(zipStream(this.exports.entries(caller.tenantId, document, kind, id)), id);
    }
    const name = page === undefined ? id : `${id}-${page}`;
    return new StreamableFile(byteStream(this.exports.oneFile(caller.tenantId, document, kind, page)), {
      type: kind.mediaType,
      disposition: `attachment; filename="${name}.${kind.extension}"`,
    });
  }
}

/** The answer that contains an archive. */
export function zipFile(stream: ReturnType<typeof zipStream>, stem: string): StreamableFile {
  return new StreamableFile(stream, { type: 'application/zip', disposition: `attachment; filename="${stem}.zip"` });
}
