import { t } from 'i18next';
import type { Schemas } from '@longhand/api-client';
import { apiProblemOf, sentenceOf } from '../api/api-problem.js';
import type { Entry } from './sign-in-fields.js';

type StartedSession = Schemas['StartedSession'];

/**
 * A key that works, with the id of the person who signed in; a token with which only a password can
 * be chosen; or why neither.
 */
export type Tried = { key: string; person?: string } | { token: string; person: string } | { error: string };

/** Asks the server whether what was entered opens it. */
export async function tryEntry(entry: Entry): Promise<Tried> {
  try {
    if (entry.token) return await choosePassword(entry, entry.token);
    return await (entry.way === 'key' ? tryKey(entry.key.trim()) : tryPassword(entry));
  } catch {
    return { error: t('problem.networkAway') };
  }
}

async function tryKey(key: string): Promise<Tried> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) return { error: t('signIn.keyForm') };
  const response = await fetch('/v1/me', { headers: { authorization: `Bearer ${key}` } });
  return response.ok ? { key } : { error: sentenceOf(await apiProblemOf(response)) };
}

/** "clinic/name" names the tenant, too, where the server has several. */
async function tryPassword({ name: typed, password }: Entry): Promise<Tried> {
  const [name, tenant] = typed.trim().split('/').reverse();
  const response = await fetch('/v1/sessions', json('POST', { name, password, ...(tenant && { tenant }) }));
  if (!response.ok) return { error: sentenceOf(await apiProblemOf(response)) };
  const { token, user } = (await response.json()) as StartedSession;
  return user.mustChangePassword ? { token, person: user.id } : { key: token, person: user.id };
}

async function choosePassword({ password, wanted, person }: Entry, token: string): Promise<Tried> {
  const init = json('PUT', { current: password, new: wanted });
  const response = await fetch('/v1/me/password', {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${token}` },
  });
  return response.ok ? { key: token, ...(person && { person }) } : { error: sentenceOf(await apiProblemOf(response)) };
}

const json = (method: string, body: object) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
