import { expect, it } from 'vitest';
import { withKeys } from './with-keys.js';

it('numbers entries of the same name', () => {
  expect(withKeys(['a', 'b', 'a'], (entry) => entry).map(({ key }) => key)).toEqual(['a 1', 'b 1', 'a 2']);
});
