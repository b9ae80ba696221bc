import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkoutDir = fileURLToPath(new URL('../../', import.meta.url));

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
}

/**
 * Packages with the schemas of the cluster's own kinds and of KEDA's, as checks at run time and as
 * types.
 */
const packageOf = (apiVersion: string): string =>
  apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models';

/**
 * What is wrong with these manifests by the schemas of Kubernetes 1.35 and KEDA: unknown kinds,
 * values of a wrong form, fields that are missing, and (as kubeconform -strict does) fields that
 * there are not.
 */
export async function checkManifests(manifests: readonly Manifest[]): Promise<string[]> {
  const problems: string[] = [];
  const known: Manifest[] = [];
  for (const manifest of manifests) {
    const what = `${manifest.kind} ${manifest.metadata?.name}`;
    try {
      const Model = await modelOf(manifest);
      known.push(manifest);
      new Model(manifest).validate();
    } catch (error) {
      problems.push(`${what}: ${(error as Error).message}`);
    }
  }
  return [...problems, ...checkFields(known)];
}

interface ModelClass {
  new (data: unknown): { validate(): void };
}

async function modelOf({ apiVersion, kind }: Manifest): Promise<ModelClass> {
  const file = `${packageOf(apiVersion)}/${apiVersion}/${kind}`;
  const module = (await import(file).catch(() => ({}))) as Record<string, ModelClass>;
  const found = module[kind];
  if (!found) throw new Error(`there is no kind ${kind} in ${apiVersion}`);
  return found;
}

/** The compiler refuses a field of a literal that its type does not have, at any depth. */
function checkFields(manifests: readonly Manifest[]): string[] {
  const folder = join(checkoutDir, 'node_modules', '.cache', 'manifests', String(process.pid));
  mkdirSync(folder, { recursive: true });
  const text = manifests.map((manifest, index) => {
    const { apiVersion, kind } = manifest;
    const from = `${packageOf(apiVersion)}/${apiVersion}/${kind}`;
    return (
      `import type { I${kind} as T${index} } from '${from}';\nexport const m${index}: T${index} = ` +
      `${JSON.stringify(manifest, null, 1)};\n`
    );
  });
  writeFileSync(join(folder, 'manifests.ts'), text.join('\n'));
  const options = { module: 'esnext', moduleResolution: 'bundler', target: 'es2024', strict: true, noEmit: true };
  const compilerOptions = { ...options, skipLibCheck: true, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['manifests.ts'] }));
  const tsc = join(checkoutDir, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  if (status === 0) return [];
  return `${stdout}${stderr}`.split('\n').filter((line) => line.includes('error TS'));
}
