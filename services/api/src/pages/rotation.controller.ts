import {
  type DocumentSummary,
  documentSummarySchema,
  idSchema,
  type PageRotation,
  pageNumberSchema,
  pageRotationSchema,
} from '@longhand/contracts';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { AuditService } from '../http/audit.service.js';
import { Caller, CurrentCaller } from '../http/caller.js';
import { RotationService } from './rotation.service.js';

@Controller('v1/documents/:id/pages/:number')
export class RotationController {
  constructor(
    @Inject(RotationService) private readonly rotation: RotationService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  @Post('rotate')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Rotate a page and read it again',
    description:
      'Clockwise, in addition to earlier rotations. Corrections are kept and rotate with the page. Answers ' +
      '`page.busy` while the page is being processed.',
  })
  @Answers(documentSummarySchema, { status: 202, errors: [400, 404, 409, 503] })
  async rotatePage(
    @Param('id', { schema: idSchema }) id: string,
    @Param('number', { schema: pageNumberSchema }) number: number,
    @Body({ schema: pageRotationSchema }) { degrees }: PageRotation,
    @CurrentCaller() caller: Caller,
  ): Promise<DocumentSummary> {
    return this.rotation.rotate(caller.tenantId, { documentId: id, number, degrees }, (work) =>
      this.audit.act(caller, 'page.rotate', `${id}/${number}`, (db, tell) => {
        tell({ changes: { degrees } });
        return work(db);
      }),
    );
  }
}
