import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allJobs } from '@longhand/contracts';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settings } from '../../libs/config/src/settings.js';
import { listSettings } from '../../libs/config/src/setting.js';
import { helmPath } from '../../tools/bring-helm.mjs';
import { checkManifests, type Manifest } from './check-manifests.js';

const chart = fileURLToPath(new URL('../../deploy/helm/longhand', import.meta.url));
const helm = spawnSync('helm', ['version']).status === 0 ? 'helm' : helmPath;
const isThere = helm === 'helm' || existsSync(helm);
if (!isThere && process.env.CI) throw new Error('helm is missing: run node tools/bring-helm.mjs.');

interface Pod {
  serviceAccountName?: string;
  securityContext: { runAsNonRoot: boolean; runAsUser: number };
  nodeSelector?: Record<string, string>;
  volumes: { name: string; emptyDir?: object }[];
  containers: {
    name: string;
    command?: string[];
    env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
    securityContext: {
      readOnlyRootFilesystem: boolean;
      allowPrivilegeEscalation: boolean;
      capabilities: { drop: string[] };
    };
    livenessProbe?: object;
    readinessProbe?: object;
    resources: { requests: object; limits: Record<string, string> };
    volumeMounts: { name: string; mountPath: string }[];
  }[];
}

function render(...args: string[]): Manifest[] {
  const all = ['template', 'lh', chart, '--set', 'image.registry=registry.example/longhand', ...args];
  const { status, stdout, stderr } = spawnSync(helm, all, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest): manifest is Manifest => manifest !== null);
}

const example = (name: string): string[] => ['--values', `${chart}/examples/${name}.yaml`];
const ofKind = (manifests: readonly Manifest[], ...kinds: string[]) =>
  manifests.filter(({ kind }) => kinds.includes(kind));
const podOf = (manifest: Manifest): Pod => (manifest.spec as { template: { spec: Pod } }).template.spec;

describe.skipIf(!isThere)('the Helm chart (needs helm: node tools/bring-helm.mjs)', () => {
  it.each([
    ['as it is', []],
    ['with GPUs, an ingress and metrics', example('gpu')],
    ['without KEDA and network policies', example('plain')],
  ])('is valid by the schemas of Kubernetes and KEDA, %s', async (_, args) => {
    const manifests = render(...args);
    expect(manifests.length).toBeGreaterThanOrEqual(8);
    expect(await checkManifests(manifests)).toEqual([]);
  });

  it('runs every container without root, without privileges, on a file system that it cannot write', () => {
    const pods = ofKind(render(...example('gpu')), 'Deployment', 'Job').map(podOf);
    expect(pods).toHaveLength(4);
    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(pod.volumes).toEqual([expect.objectContaining({ name: 'tmp', emptyDir: expect.anything() })]);
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources.limits.memory).toBeDefined();
        expect(container.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
      }
    }
  });

  it('probes every service, guards it against drained nodes, and scales each worker by its own queues', () => {
    const manifests = render();
    const services = ofKind(manifests, 'Deployment');
    expect(services.map(({ metadata }) => metadata.name).sort()).toEqual([
      'lh-api',
      'lh-ocr-worker',
      'lh-preprocess-worker',
    ]);
    for (const { probes } of services.map((one) => ({ probes: podOf(one).containers[0] }))) {
      expect(probes).toMatchObject({ livenessProbe: expect.anything(), readinessProbe: expect.anything() });
    }
    expect(ofKind(manifests, 'PodDisruptionBudget')).toHaveLength(services.length);
    const queries = ofKind(manifests, 'ScaledObject').flatMap(({ spec }) =>
      (spec as { triggers: { metadata: { query: string } }[] }).triggers.map(({ metadata }) => metadata.query),
    );
    expect(queries.sort()).toEqual(allJobs.map(({ queue }) => `SELECT queue_backlog('${queue}')`).sort());
  });

  it('takes secrets by reference alone, and gives the owner of the database to migrations alone', () => {
    const manifests = render();
    expect(ofKind(manifests, 'Secret')).toEqual([]);
    const secrets = new Set(
      listSettings(settings)
        .filter(({ isSecret }) => isSecret)
        .map(({ env }) => env),
    );
    for (const manifest of ofKind(manifests, 'Deployment', 'Job')) {
      for (const { name, value, valueFrom } of podOf(manifest).containers[0].env) {
        if (secrets.has(name)) expect([name, value]).toEqual([name, undefined]);
        if (manifest.kind === 'Deployment') expect(valueFrom?.secretKeyRef.key).not.toBe('OWNER_DATABASE_URL');
      }
    }
  });

  it('sets nothing that no process reads', () => {
    const known = new Set(listSettings(settings).map(({ env }) => env));
    for (const manifest of ofKind(render(...example('gpu')), 'Deployment', 'Job')) {
      for (const { name } of podOf(manifest).containers[0].env) expect([name, known.has(name)]).toEqual([name, true]);
    }
  });

  it('puts GPU workers on nodes that have one', () => {
    const gpu = render(...example('gpu')).find(
      ({ metadata, kind }) => kind === 'Deployment' && metadata.name.endsWith('gpu'),
    );
    const pod = podOf(gpu as Manifest);
    expect(pod.nodeSelector).toEqual({ 'nvidia.com/gpu.present': 'true' });
    expect(pod.containers[0].resources.limits['nvidia.com/gpu']).toBe('1');
  });

  it.each([
    ['as it is', []],
    ['with GPUs', example('gpu')],
  ])('lets pods go only to peers that are named, %s', (_, args) => {
    const rules = ofKind(render(...args), 'NetworkPolicy').flatMap(
      ({ spec }) => (spec as { egress?: { to?: object[]; ports?: object[] }[] }).egress ?? [],
    );
    expect(rules.length).toBeGreaterThanOrEqual(4);
    for (const { to, ports } of rules) expect([to?.length, ports?.length]).toEqual([1, expect.any(Number)]);
    const anywhere = '[{"namespaceSelector":{}}]';
    expect(rules.map(({ to }) => JSON.stringify(to)).filter((to) => to === anywhere)).toEqual([]);
  });

  it('refuses a rule that leads anywhere, and images of nobody’s registry', () => {
    expect(() => render('--set-json', 'networkPolicy.egress=[{"ports":[443]}]')).toThrow('may go anywhere');
    expect(() => render('--set', 'image.registry=')).toThrow('image.registry is needed');
  });

  it('refuses an ingress without TLS', () => {
    expect(() => render('--set', 'api.ingress.enabled=true,api.ingress.host=a.example')).toThrow('by TLS alone');
  });
});

describe('the check of manifests', () => {
  const deployment = parse(readFileSync(new URL('fixtures/deployment.yaml', import.meta.url), 'utf8')) as Manifest;
  const broken = (change: (container: Record<string, unknown>, spec: Record<string, unknown>) => void): Manifest => {
    const copy = structuredClone(deployment);
    change(podOf(copy).containers[0] as unknown as Record<string, unknown>, copy.spec as Record<string, unknown>);
    return copy;
  };

  it('finds nothing in a good one', async () => {
    expect(await checkManifests([deployment])).toEqual([]);
  });

  it.each<[string, Manifest, RegExp]>([
    [
      'a field that there is not',
      broken((container) => void Object.assign(container, { readynessProbe: {} })),
      /readynessProbe/,
    ],
    ['a value of the wrong type', broken((_, spec) => void Object.assign(spec, { replicas: 'two' })), /replicas/],
    ['a missing field', broken((_, spec) => void delete spec.selector), /selector/],
    ['an unknown kind', { ...deployment, kind: 'Deploiment' }, /no kind Deploiment/],
  ])('finds %s', async (_, manifest, message) => {
    expect((await checkManifests([manifest])).join('\n')).toMatch(message);
  });
});
