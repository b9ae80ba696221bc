import { livenessSchema, type Readiness, readinessSchema } from '@longhand/contracts';
import { Controller, Get, Inject, Res, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToEveryone } from '../http/auth.guard.js';
import { HealthService } from './health.service.js';

@Controller('health')
@OpenToEveryone()
export class HealthController {
  constructor(@Inject(HealthService) private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs', security: [] })
  @ApiResponse({ status: 200, standardSchema: livenessSchema, description: 'It does' })
  @SerializeOptions({ schema: livenessSchema })
  getLiveness(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Files can be accepted and processed',
    description:
      '`up`; `degraded` if files are accepted but must wait, because the queue does not answer or no worker ' +
      'was seen lately; `down` (503) without database or object store.',
    security: [],
  })
  @ApiResponse({ status: 200, standardSchema: readinessSchema, description: 'Files are taken' })
  @ApiResponse({ status: 503, standardSchema: readinessSchema, description: 'Files cannot be accepted' })
  @SerializeOptions({ schema: readinessSchema })
  async getReadiness(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness();
    if (readiness.status === 'down') response.status(503);
    return readiness;
  }
}
