import { TextInput } from '@mantine/core';
import { t } from 'i18next';

const names = ['title', 'tag', 'from', 'to'] as const;
type Name = (typeof names)[number];

/** The filters that stand in the address. */
export function filtersOf(params: URLSearchParams): Partial<Record<Name, string>> {
  return Object.fromEntries(names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
}

interface FilterProps {
  params: URLSearchParams;
  onChange: (params: URLSearchParams) => void;
}

/**
 * Fields that narrow a list by title, tag and date; what they hold stands in the address, so that
 * it can be kept and sent.
 */
export function SearchFilters({ params, onChange }: FilterProps) {
  const set = (name: Name, value: string) => {
    const next = new URLSearchParams(params);
    if (value.trim()) next.set(name, value.trim());
    else next.delete(name);
    next.delete('cursor');
    onChange(next);
  };
  return names.map((name) => {
    const isDate = name === 'from' || name === 'to';
    return (
      <TextInput
        key={`${name} ${params.get(name)}`}
        label={t(`search.filters.${name}`)}
        type={isDate ? 'date' : 'text'}
        defaultValue={params.get(name) ?? ''}
        onBlur={(event) => set(name, event.currentTarget.value)}
        onChange={isDate ? (event) => event.currentTarget.value && set(name, event.currentTarget.value) : undefined}
        onKeyDown={(event) => event.key === 'Enter' && set(name, event.currentTarget.value)}
      />
    );
  });
}
