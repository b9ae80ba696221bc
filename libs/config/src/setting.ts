import { z } from 'zod';

/** One key of the environment: how to read it, its default, and its purpose. */
export interface Setting<T> {
  readonly env: string;
  readonly schema: z.ZodType<T, string>;
  /** As written in the environment. An empty string means not set. */
  readonly default: string;
  readonly doc: string;
  /** The default in the documentation, if it depends on the machine. */
  readonly defaultDoc?: string;
  readonly isSecret?: boolean;
}

/**
 * A setting. Its value type comes from its schema, so that Config needs no second list.
 * @param about its documentation, alone or with further properties
 */
export const define = <T>(
  env: string,
  schema: z.ZodType<T, string>,
  fallback: string | number,
  about: string | Pick<Setting<T>, 'doc' | 'defaultDoc' | 'isSecret'>,
): Setting<T> => ({ env, schema, default: String(fallback), ...(typeof about === 'string' ? { doc: about } : about) });

export type SettingTree = { readonly [key: string]: Setting<unknown> | SettingTree };

/** The value that a tree of settings turns into. */
export type ValuesOf<T> = {
  readonly [K in keyof T]: T[K] extends Setting<infer V> ? V : T[K] extends SettingTree ? ValuesOf<T[K]> : never;
};

export function isSetting(node: Setting<unknown> | SettingTree): node is Setting<unknown> {
  return 'schema' in node && 'env' in node && typeof node.env === 'string';
}

/** All settings of a tree, in the order of the source. */
export function listSettings(tree: SettingTree): Setting<unknown>[] {
  return Object.values(tree).flatMap((node) => (isSetting(node) ? [node] : listSettings(node)));
}

/** A whole number, written in decimal digits or as 60e6, between the two limits. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+(e\d+)?$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
}

/** A number from 0 to 1. */
export function fraction(): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d*\.?\d+$/, 'must be a number from 0 to 1')
    .transform(Number)
    .pipe(z.number().min(0, 'must be a number from 0 to 1').max(1, 'must be a number from 0 to 1'));
}

/** A URL whose scheme is one of these, kept as it was written. */
export function urlWithScheme(...schemes: string[]): z.ZodType<string, string> {
  const wanted = `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), wanted);
}
