/** The tuned numbers of one stage: groups of named values. */
export type SettingsTable = Record<string, Record<string, number>>;

/** A stage's table as everybody but the tuner sees it. */
export type Settings<Table extends SettingsTable> = { readonly [Group in keyof Table]: Readonly<Table[Group]> };

/**
 * Makes a table of tuned numbers, one for each stage. Steps read a value where they use it, never
 * into a constant of their own, so that `overrideSetting` reaches them.
 */
export const settingsOf = <Table extends SettingsTable>(table: Table): Settings<Table> => table;

/**
 * Gives a setting another value in this thread; for `longhand train tune`, and nothing else: a
 * worker that reads pages never changes a setting.
 *
 * @returns a function that puts the old value back. Throws a RangeError for an unknown setting.
 */
export function overrideSetting(
  table: Settings<SettingsTable>,
  { group, name }: { group: string; name: string },
  value: number,
): () => void {
  const values: Record<string, number> | undefined = table[group];
  const old = values?.[name];
  if (values === undefined || old === undefined) throw new RangeError(`There is no setting ${group}.${name}.`);
  values[name] = value;
  return () => {
    values[name] = old;
  };
}
