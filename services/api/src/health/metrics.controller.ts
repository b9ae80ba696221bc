import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { Fails } from '../http/answers.decorator.js';
import { Needs } from '../http/permissions.js';
import { MetricsService } from './metrics.service.js';

@Controller('metrics')
@Needs('system.read')
export class MetricsController {
  constructor(@Inject(MetricsService) private readonly metrics: MetricsService) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Numbers for Prometheus' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'Pages by status, queue depth, workers', schema: { type: 'string' } })
  @Fails()
  getMetrics(): Promise<string> {
    return this.metrics.text();
  }
}
