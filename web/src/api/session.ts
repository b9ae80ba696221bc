const STORED_AS = 'longhand.key';
const PERSON_STORED_AS = 'longhand.person';

type Listener = () => void;

let key = read(STORED_AS);
let notice: string | undefined;
const listeners = new Set<Listener>();

/** The key of this tab, if somebody is signed in. */
export const currentKey = (): string | undefined => key;

/** Why the last session ended, for the sign-in page. */
export const endNotice = (): string | undefined => notice;

/**
 * @param newKey a key, or the token of a sign-in with name and password
 * @param remember keep it on this device, also after the browser is closed
 * @param person id of the person who signed in: the token is another one each time
 */
export function signIn(newKey: string, remember: boolean, person?: string): void {
  keep(STORED_AS, newKey, remember);
  keep(PERSON_STORED_AS, person, remember);
  notice = undefined;
  change(newKey);
}

export function signOut(reason?: string): void {
  // Without a reason it is the person's wish: then the token ends, too. It ends by itself where the
  // server cannot be told.
  if (reason === undefined && key?.startsWith('ls_'))
    void fetch('/v1/sessions/current', { method: 'DELETE', headers: { authorization: `Bearer ${key}` } }).catch(
      () => undefined,
    );
  for (const name of [STORED_AS, PERSON_STORED_AS]) keep(name, undefined, false);
  notice = reason;
  change(undefined);
}

export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Takes a key out of the address (`#key=...`, as `longhand up` prints it), so that it stands in no
 * history and no screenshot.
 */
export function takeKeyFromAddress(): void {
  const found = /^#key=([\x21-\x7e]{1,200})$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, '', location.pathname + location.search);
  signIn(decodeURIComponent(found[1]), false);
}

/**
 * Says whose files wait on this device, without the secret part of the key: `lh_abc.secret` gives
 * `lh_abc`; a person's own id for a sign-in.
 */
export const ownerOf = (ofKey: string): string =>
  (ofKey.startsWith('ls_') ? read(PERSON_STORED_AS) : undefined) ?? ofKey.split('.')[0];

function read(name: string): string | undefined {
  return sessionStorage.getItem(name) ?? localStorage.getItem(name) ?? undefined;
}

function keep(name: string, value: string | undefined, remember: boolean): void {
  if (value === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, value);
  if (value !== undefined && remember) localStorage.setItem(name, value);
  else localStorage.removeItem(name);
}

function change(newKey: string | undefined): void {
  key = newKey;
  for (const listener of listeners) listener();
}
