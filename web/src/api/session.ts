const STORED_AS = 'longhand.key';

type Listener = () => void;

let key = readKey();
let notice: string | undefined;
const listeners = new Set<Listener>();

/** The key of this tab, if somebody is signed in. */
export const currentKey = (): string | undefined => key;

/** Why the last session ended, for the sign-in page. */
export const endNotice = (): string | undefined => notice;

/** @param remember keep the key on this device, also after the browser is closed */
export function signIn(newKey: string, remember: boolean): void {
  keep(newKey, remember);
  notice = undefined;
  change(newKey);
}

export function signOut(reason?: string): void {
  sessionStorage.removeItem(STORED_AS);
  localStorage.removeItem(STORED_AS);
  notice = reason;
  change(undefined);
}

export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a key out of the address (`#key=...`, as `longhand up` prints it), so that it stands in no history and no screenshot. */
export function takeKeyFromAddress(): void {
  const found = /^#key=([\x21-\x7e]{1,200})$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, '', location.pathname + location.search);
  signIn(decodeURIComponent(found[1]), false);
}

/** Says whose files wait on this device, without the secret part of the key: `lh_abc.secret` gives `lh_abc`. */
export const ownerOf = (ofKey: string): string => ofKey.split('.')[0];

function readKey(): string | undefined {
  return sessionStorage.getItem(STORED_AS) ?? localStorage.getItem(STORED_AS) ?? undefined;
}

function keep(newKey: string, remember: boolean): void {
  sessionStorage.setItem(STORED_AS, newKey);
  if (remember) localStorage.setItem(STORED_AS, newKey);
  else localStorage.removeItem(STORED_AS);
}

function change(newKey: string | undefined): void {
  key = newKey;
  for (const listener of listeners) listener();
}
