import { readFileSync } from 'node:fs';
import { createLogger } from '@longhand/log';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { MetricsService } from '../../services/api/src/health/metrics.service.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string };
}

const { groups } = parse(read('deploy/prometheus/longhand-rules.yaml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('deploy/grafana/longhand.json')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const panels = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

/**
 * The page of the API, over parts that are empty, with what every process counts by itself: each
 * metric has a line of its type there.
 */
async function exportedMetrics(): Promise<Map<string, string>> {
  const none = async () => 0;
  const db = {
    documents: { countWaiting: none },
    pages: { countWaiting: none },
    outbox: { count: none },
    workers: { list: async () => [] },
    numbers: {
      read: async () => ({
        pages: [],
        documents: [],
        waiting: [],
        outboxSeconds: 0,
        openGlasses: 0,
        glassesOfLastDay: 0,
      }),
    },
  };
  type Parts = ConstructorParameters<typeof MetricsService>;
  const log = createLogger({ service: 'test', level: 'silent' });
  const queue = { depth: none } as unknown as Parts[1];
  const page = await new MetricsService(db as unknown as Parts[0], queue, log).text();
  return new Map([...page.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]));
}

/** Metric names of an expression; a histogram's series are counted to it. */
function metricsOf(expr: string, exported: ReadonlyMap<string, string>): string[] {
  return [...expr.matchAll(/\blonghand_\w+/g)].map(([name]) => {
    const base = name.replace(/_(bucket|sum|count)$/, '');
    return exported.get(base) === 'histogram' ? base : name;
  });
}

it('alerts on and draws nothing that no process exports', async () => {
  const exported = await exportedMetrics();
  expect(exported.size).toBeGreaterThanOrEqual(15);
  for (const { expr, what } of [
    ...rules.map((rule) => ({ expr: rule.expr, what: rule.alert })),
    ...panels.map((panel) => ({ expr: panel.expr, what: panel.title })),
  ]) {
    const names = metricsOf(expr, exported);
    expect([what, names.length > 0]).toEqual([what, true]);
    for (const name of names) expect([what, name, exported.has(name)]).toEqual([what, name, true]);
  }
});

it('knows the name of a metric that nobody exports', async () => {
  const exported = await exportedMetrics();
  expect(metricsOf('sum(longhand_pages_lost) / longhand_step_seconds_count', exported)).toEqual([
    'longhand_pages_lost',
    'longhand_step_seconds',
  ]);
  expect(exported.has('longhand_pages_lost')).toBe(false);
});

it('tells in the runbook what to do about each alert, and about no other', () => {
  const headings = [...read('docs/runbook.md').matchAll(/^### (Longhand\w+)$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual(rules.map(({ alert }) => alert).sort());
  for (const { alert, annotations } of rules) expect([alert, annotations.summary.length > 20]).toEqual([alert, true]);
});

it('alerts on emergency access, broken audit logs, and logs that nobody checks', () => {
  const exprOf = (name: string) => rules.find(({ alert }) => alert === name)?.expr;
  expect(exprOf('LonghandBreakGlass')).toBe('max(longhand_break_glass_opened_last_day) > 0');
  expect(exprOf('LonghandAuditBroken')).toBe('max(longhand_audit_broken_logs) > 0');
  // Without the series there is no check at all.
  expect(exprOf('LonghandAuditUnchecked')).toContain('absent(longhand_audit_check_age_seconds)');
});
