import { describe, expect, it } from 'vitest';
import { renderLogLine } from './service-log.js';

describe('renderLogLine', () => {
  it('shows time, level, message and fields', () => {
    const line = JSON.stringify({
      level: 'warn',
      time: '2026-01-02T03:04:05.000Z',
      service: 'api',
      pid: 7,
      msg: 'slow',
      tookMs: 12,
      err: { code: 'x.y', stack: 'at' },
    });
    const { text, level } = renderLogLine(line);
    expect(level).toBe('warn');
    expect(text).toMatch(/^\d\d:\d\d:05 warn {2}slow tookMs=12 err=\{"code":"x\.y"\}$/);
  });

  it.each(['plain words', '{"broken', ''])('keeps %j as it is', (line) => {
    expect(renderLogLine(line)).toEqual({ text: line, level: 'info' });
  });
});
