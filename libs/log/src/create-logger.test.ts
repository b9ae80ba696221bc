import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from './create-logger.js';

function linesOf(write: (log: Logger) => void, level = 'info'): { text: string; lines: Record<string, unknown>[] } {
  let text = '';
  write(
    createLogger({
      service: 'api',
      level,
      destination: {
        write(line: string) {
          text += line;
        },
      },
    }),
  );
  return {
    text,
    lines: text
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe('createLogger', () => {
  it('writes one JSON line an event with service, level and time', () => {
    const { lines } = linesOf((log) => log.child({ pageId: 'p1' }).info({ tookMs: 12 }, 'page is done'));
    expect(lines).toEqual([
      expect.objectContaining({ service: 'api', level: 'info', pageId: 'p1', tookMs: 12, msg: 'page is done' }),
    ]);
    expect(Date.parse(lines[0].time as string)).not.toBeNaN();
  });

  it('says nothing below its level', () => {
    expect(linesOf((log) => log.info('quiet'), 'warn').lines).toEqual([]);
  });

  it('cuts secrets and what names a patient, wherever they stand', () => {
    const { text } = linesOf((log) => {
      log.info({ name: 'Smith.pdf', req: { headers: { authorization: 'Bearer lh_Smith', cookie: 'Smith' } } });
      log.info({ document: { title: 'Smith', tags: ['Smith'] }, file: { name: 'Smith' }, hit: { snippet: 'Smith' } });
      log.info({ payload: { text: 'Smith' }, text: 'Smith', word: { text: 'Smith', markedText: 'Sm?ith Smith' } });
    });
    expect(text).not.toContain('Smith');
    expect(text).toContain('[cut]');
  });

  it('reduces an error to type, code, message and stack, with its cause, without rows and credentials', () => {
    const cause = Object.assign(new Error('connect postgres://app:hunter2@db:5432/x failed'), {
      code: 'ECONNREFUSED',
      detail: 'Key (title)=(Smith) already exists.',
      parameters: ['Smith'],
    });
    const { text, lines } = linesOf((log) => log.error({ err: new Error('could not save', { cause }) }, 'failed'));
    expect(text).not.toMatch(/Smith|hunter2/);
    expect(lines[0].err).toMatchObject({
      type: 'Error',
      message: 'could not save',
      cause: { code: 'ECONNREFUSED', message: 'connect postgres://[cut]@db:5432/x failed' },
    });
  });

  it('describes what is thrown but is no error', () => {
    const { lines } = linesOf((log) => log.error({ err: 'plain words' }, 'failed'));
    expect(lines[0].err).toEqual({ type: 'string', message: 'plain words' });
  });
});
