import { randomUUID } from 'node:crypto';
import type { Readiness } from '@longhand/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../start-api.test-suite.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const ready = async () => (await (await fetch(`${api.url}/health/ready`)).json()) as Readiness;
const metric = async (name: string) =>
  new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await api.call('/metrics')).text())?.[1];

it('health and metrics tell the age of the last good backup, and that a later one failed', async () => {
  expect((await ready()).backup).toBeUndefined();
  expect(await metric('longhand_backup_age_seconds')).toBeUndefined();
  await api.db.upkeep.done('backup', { rows: 1 });
  expect((await ready()).backup).toMatchObject({ isFailing: false, ageSeconds: expect.any(Number) });
  expect(Number(await metric('longhand_backup_age_seconds'))).toBeGreaterThanOrEqual(0);
  await api.db.upkeep.failed('backup');
  expect((await ready()).backup).toMatchObject({ isFailing: true });
});

it('metrics tell of records that are open in an emergency', async () => {
  expect(await metric('longhand_break_glass_open')).toBe('0');
  const glass = {
    id: randomUUID(),
    actor: 'user:1',
    name: 'dr.amsel',
    role: 'clerk' as const,
    reason: 'unconscious patient',
    minutes: 60,
  };
  await api.db.breakGlass.open(api.tenantId, glass);
  expect(await metric('longhand_break_glass_open')).toBe('1');
  expect(await metric('longhand_break_glass_opened_last_day')).toBe('1');
  // Opened and ended between two looks of Prometheus, it is still told.
  expect(await api.db.breakGlass.end(api.tenantId, glass.actor, glass.id)).toBe(true);
  expect(await metric('longhand_break_glass_open')).toBe('0');
  expect(await metric('longhand_break_glass_opened_last_day')).toBe('1');
});

it('metrics tell when the audit logs were checked, and how many were broken', async () => {
  expect(await metric('longhand_audit_check_age_seconds')).toBeUndefined();
  expect(await metric('longhand_audit_broken_logs')).toBeUndefined();
  await api.db.upkeep.done('audit-check', { logs: 3, brokenLogs: 2 });
  expect(Number(await metric('longhand_audit_check_age_seconds'))).toBeGreaterThanOrEqual(0);
  expect(await metric('longhand_audit_broken_logs')).toBe('2');
});
