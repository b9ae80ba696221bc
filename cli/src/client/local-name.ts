import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A name of an uploaded file as a name that every file system takes. */
export function plainName(name: string): string {
  return name.replace(/[/\\:*?"<>|\p{Cc}]+/gu, '_').slice(-200) || 'document';
}

/** As plainName, without the ending. */
export function stemOf(name: string): string {
  return plainName(name.replace(/\.[^./\\]{1,8}$/, '').slice(0, 100));
}

/** Where a file goes; of several of one name the second gets a number. */
export function fileIn(place: string, areSeveral: boolean, name: string, taken: Set<string>): string {
  const isFolder = areSeveral || place.endsWith('/') || (existsSync(place) && statSync(place).isDirectory());
  if (!isFolder) return place;
  const dot = name.indexOf('.');
  const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  let file = join(place, name);
  for (let count = 2; taken.has(file); count += 1) file = join(place, `${stem}-${count}${ending}`);
  taken.add(file);
  return file;
}
